import { z } from "zod";
import { ok } from "#base";
import { type ListSettingName, type ListSettings, listSettings } from "#config";
import { updateList } from "#store";
import { address } from "./input.ts";
import { readChanges, settingsOf, storableSettings } from "./list-settings-of.ts";
import { operation } from "./operation.ts";
import { wantedList } from "./wanted.ts";

export interface ChangedSetting {
  readonly name: ListSettingName;
  readonly from: string | number;
  readonly to: string | number;
}

/** Settings that are not named stay as they are. */
export const listConfigure = operation({
  name: "list.configure",
  summary: "Change settings of a list",
  input: z.strictObject({ list: address, settings: z.record(z.string(), z.unknown()) }),
  async run({ db }, wanted) {
    const changes = readChanges(wanted.settings);
    const changed = await db.transact(async (tx) => {
      const list = await wantedList(tx, wanted.list);
      const before = settingsOf(list);
      const after = listSettings({ ...before, ...changes });
      await updateList(tx, list.id, { settings: storableSettings(after) });
      return differences(before, after);
    });
    return ok(changed);
  },
});

function differences(before: ListSettings, after: ListSettings): readonly ChangedSetting[] {
  const names = Object.keys(after) as ListSettingName[];
  return names
    .filter((name) => before[name] !== after[name])
    .map((name) => ({ name, from: before[name], to: after[name] }));
}
