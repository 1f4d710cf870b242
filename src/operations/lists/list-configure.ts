import { z } from "zod";
import { ok, type Scheme } from "#base";
import { type ListSettingName, type ListSettings, listSettings } from "#config";
import {
  familiesWithoutKey,
  listInWords,
  type OutcomeChanges,
  outcomeChanges,
  type UnknownNames,
  unknownNames,
  usesKeys,
} from "#lists";
import { listKeys, updateList } from "#store";
import { address } from "../input.ts";
import { inEnglish, readChanges, settingsOf, storableSettings } from "./list-settings-of.ts";
import { refuseWrongPatterns } from "../members/address-patterns.ts";
import { closeWaysOfBanned } from "../members/close-ways-of-banned.ts";
import { listFacts } from "./list-facts.ts";
import { operation } from "../operation.ts";
import { changesTrust, type StoppingCertificates, stoppingCertificates } from "./stopping-certificates.ts";
import { refuseScenarios } from "../permission/check-scenarios.ts";
import { ownKeysOf } from "../views.ts";
import { wantedList } from "../wanted.ts";

export interface ChangedSetting {
  readonly name: ListSettingName;
  readonly from: string | number;
  readonly to: string | number;
}

export interface ConfiguredList {
  readonly address: string;
  readonly changed: readonly ChangedSetting[];
  /** False: it was a preview. */
  readonly saved: boolean;
  /** What the list then does with mail, in a few sentences. */
  readonly inWords: readonly string[];
  /** Whether that is told otherwise than before. */
  readonly saysOther: boolean;
  /** The families in which it then needs a key of its own, and has none. */
  readonly lacksKeys: readonly Scheme[];
  /** What of that differs from before. */
  readonly outcomes: OutcomeChanges;
  /** Whether keys have anything to do with the list, before or after. */
  readonly hasKeys: boolean;
  /** Names in words that it changes, which stand for nothing. */
  readonly unknownNames: readonly UnknownNames[];
  /** Whose certificates count no more, where others are trusted than before; null: nobody's. */
  readonly stops: StoppingCertificates | null;
}

const input = z.strictObject({
  list: address,
  settings: z.record(z.string(), z.unknown()),
  /** Says what would change and saves nothing. */
  preview: z.boolean().default(false),
});

/** Settings that are not named stay as they are. */
export const listConfigure = operation({
  name: "list.configure",
  summary: "Change settings of a list",
  input,
  async run({ db, clock, scenarios, wake, authorityFiles }, wanted) {
    const changes = readChanges(wanted.settings);
    await refuseWrongPatterns(changes);
    const saved = !wanted.preview;
    const { address, before, after, ownKeys, people } = await db.transact(async (tx) => {
      const list = await wantedList(tx, wanted.list);
      const before = settingsOf(list);
      const after = listSettings({ ...before, ...changes });
      await refuseScenarios(scenarios, { ...list, settings: after }, before);
      const settings = storableSettings(after);
      if (saved) {
        await updateList(tx, list.id, { settings });
        if (before.ban_list !== after.ban_list) await closeWaysOfBanned(tx, list.id, after.ban_list);
        tx.onCommit(wake);
      }
      const ownKeys = ownKeysOf(await listKeys(tx, list.id));
      const people = changesTrust({ before, after }) ? await listFacts(tx, list, clock.now()) : null;
      return { address: list.address, before, after, ownKeys, people };
    });
    const trusting = { files: authorityFiles, at: clock.now() };
    const inWords = listInWords(inEnglish(after), ownKeys);
    return ok<ConfiguredList>({
      address,
      changed: differences(before, after),
      saved,
      inWords,
      saysOther: inWords.join("\n") !== listInWords(inEnglish(before), ownKeys).join("\n"),
      lacksKeys: familiesWithoutKey(after, ownKeys),
      outcomes: outcomeChanges(before, after, ownKeys),
      unknownNames: unknownNames(after).filter(({ setting }) => before[setting] !== after[setting]),
      hasKeys: usesKeys(before) || usesKeys(after),
      stops: people === null ? null : await stoppingCertificates(people, { before, after }, trusting),
    });
  },
});

function differences(before: ListSettings, after: ListSettings): readonly ChangedSetting[] {
  const names = Object.keys(after) as ListSettingName[];
  return names
    .filter((name) => before[name] !== after[name])
    .map((name) => ({ name, from: before[name], to: after[name] }));
}
