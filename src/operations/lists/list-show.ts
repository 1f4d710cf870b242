import { z } from "zod";
import { ok, type Scheme } from "#base";
import type { ListSettings } from "#config";
import { clearAfterDecrypt, familiesWithoutKey, listInWords, type OutcomeTable, outcomeTable } from "#lists";
import { countMembers, listKeys, listStaff, memberCounts } from "#store";
import { address } from "../input.ts";
import { inEnglish, settingsOf } from "./list-settings-of.ts";
import { operation } from "../operation.ts";
import { ownKeysOf, type ListKeyView, listKeyView } from "../views.ts";
import { wantedList } from "../wanted.ts";

export interface ListView {
  readonly address: string;
  readonly name: string;
  readonly createdAt: string;
  readonly members: number;
  /** How many of them: what they write is decided about by `member_moderation_action`. */
  readonly moderated: number;
  readonly owners: readonly string[];
  readonly moderators: readonly string[];
  readonly keys: readonly ListKeyView[];
  /** The families in which its settings need a key of the list, and it has none. */
  readonly lacksKeys: readonly Scheme[];
  readonly settings: ListSettings;
  /** Said in words wherever the list is shown (S6); null if opened posts never leave in clear. */
  readonly leavesInClear: string | null;
  /** What it does with mail, in a few sentences. */
  readonly inWords: readonly string[];
  /** The same as a table: which mail by whom, and who gets it how. */
  readonly outcomes: OutcomeTable;
}

export const listShow = operation({
  name: "list.show",
  summary: "Show a list, its keys and settings",
  input: z.strictObject({ list: address }),
  async run({ db, clock }, wanted) {
    const view = await db.read(async (tx): Promise<ListView> => {
      const list = await wantedList(tx, wanted.list);
      const staff = await listStaff(tx, list.id);
      const settings = settingsOf(list);
      const keys = await listKeys(tx, list.id);
      const ownKeys = ownKeysOf(keys);
      const { moderated } = await memberCounts(tx, list.id, clock.now());
      const clear = clearAfterDecrypt(settings);
      return {
        address: list.address,
        name: list.displayName,
        createdAt: list.createdAt.toISOString(),
        members: await countMembers(tx, list.id),
        moderated,
        owners: staff.filter(({ owner }) => owner).map((person) => person.address),
        moderators: staff.filter(({ moderator }) => moderator).map((person) => person.address),
        keys: keys.map(listKeyView),
        lacksKeys: familiesWithoutKey(settings, ownKeys),
        settings,
        leavesInClear: clear.possible ? clear.text : null,
        inWords: listInWords(inEnglish(settings), ownKeys),
        outcomes: outcomeTable(settings, ownKeys),
      };
    });
    return ok(view);
  },
});
