/** Deletes a list with all that is stored of it, or says what would go. There is no way back but a backup. */
import { z } from "zod";
import { AppError, domainOf, type EmailAddress, localPartOf, ok, type Scheme } from "#base";
import { allLists, eraseList, type ListContents, listContents, listKeys, type StoredList } from "#store";
import { address } from "../input.ts";
import { operation } from "../operation.ts";
import { wantedList } from "../wanted.ts";
import { settingsOf } from "./list-settings-of.ts";

export interface DeletedList extends ListContents {
  readonly address: EmailAddress;
  readonly name: string;
  /** False: only said what would be. */
  readonly done: boolean;
  /** The list's own: what was sealed to them nobody opens any more. */
  readonly keys: readonly { readonly scheme: Scheme; readonly fingerprint: string }[];
  /** Other lists whose settings name its address. */
  readonly namedBy: readonly EmailAddress[];
}

export const listDelete = operation({
  name: "list.delete",
  summary: "Delete a list with all that is stored of it, or say what deleting would do",
  input: z.strictObject({ list: address, dryRun: z.boolean().default(true) }),
  async run({ db, clock, logger }, { list: wanted, dryRun }) {
    const deleted = await db.transact(async (tx): Promise<DeletedList> => {
      const list = await wantedList(tx, wanted);
      const keys = (await listKeys(tx, list.id)).map(({ scheme, fingerprint }) => ({ scheme, fingerprint }));
      const contents = await listContents(tx, list.id);
      const namedBy = (await allLists(tx)).filter((other) => names(other, list)).map((one) => one.address);
      if (!dryRun && !(await eraseList(tx, list.id, clock.now()))) throw gone(list.address);
      if (!dryRun) tx.onCommit(() => logger.info("list.deleted", { list: list.id, ...contents }));
      return { address: list.address, name: list.displayName, done: !dryRun, ...contents, keys, namedBy };
    });
    if (!dryRun) await db.emptyLog();
    return ok(deleted);
  },
});

/** In whole words, also behind @ for its members; in its own domain `@team` is the list, too, and `team` where lists alone are named. */
function names(other: StoredList, list: StoredList): boolean {
  if (other.id === list.id) return false;
  const { regular_include_lists: included, regular_exclude_lists: excluded } = settingsOf(other);
  const words = wordsOf(Object.values(other.settings).join("\n"));
  if (words.includes(list.addressKey) || words.includes(`@${list.addressKey}`)) return true;
  if (domainOf(other.address).toLowerCase() !== domainOf(list.address).toLowerCase()) return false;
  const name = localPartOf(list.address).toLowerCase();
  return words.includes(`@${name}`) || wordsOf(`${included} ${excluded}`).includes(name);
}

function wordsOf(text: string): readonly string[] {
  const words = text.toLowerCase().split(/[\s",;:<>()[\]'!?`/]+/);
  return words.map((word) => word.replace(/\.{1,9}$/, ""));
}

function gone(list: EmailAddress): AppError {
  return new AppError({ code: "not-found", publicText: `${list} is deleted already.` });
}
