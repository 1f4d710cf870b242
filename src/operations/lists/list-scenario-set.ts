import { z } from "zod";
import { AppError, ok } from "#base";
import { listSettings, type ListSettings, parseListSettings } from "#config";
import type * as Scenario from "#scenario";
import { updateList } from "#store";
import { address } from "../input.ts";
import { settingsOf, storableSettings } from "./list-settings-of.ts";
import { operation } from "../operation.ts";
import { isScenarioSetting, refuseScenarios, WITH_SETTING } from "../permission/check-scenarios.ts";
import { settingOf } from "../permission/chosen-scenario.ts";
import type { ListFacts } from "../permission/list-scenario.ts";
import { shownScenario, type ShownScenario } from "../permission/shown-scenario.ts";
import { wantedList } from "../wanted.ts";

export interface SetScenario extends ShownScenario {
  /** False: nothing was wanted, or it was a preview. */
  readonly saved: boolean;
}

const input = z.strictObject({
  list: address,
  /** `send`, `subscribe`, …; `include` and `search_filter` for files that those use. */
  function: z.string(),
  /** Behind the point of `FUNCTION.NAME`; of a filter the whole name, such as `vip.txt`. */
  name: z
    .string()
    .regex(/^[\w.-]{1,80}$/, { error: "a name has letters, digits, dots, - and _" })
    .optional(),
  /** The list's own text under that name. */
  text: z.string().max(100_000).optional(),
  /** Back to what counts without a scenario; with a name the list's own text goes, too. */
  reset: z.boolean().default(false),
  preview: z.boolean().default(false),
});
type Wanted = z.output<typeof input>;
type Room = typeof Scenario;

/** Gives a list a scenario for a function, by its name or with a text of its own, or shows the one that it has. */
export const listScenarioSet = operation({
  name: "list.scenario",
  summary: "Show or choose the scenario of a list for a function",
  input,
  async run({ db, scenarios, wake }, wanted) {
    refuseUnknown(wanted);
    const room = await import("#scenario");
    if (wanted.text !== undefined && !room.fitsFolderText(wanted.text))
      throw badInput("A line of the text begins with ===, as the head of a file does.");
    const changes = wanted.name !== undefined || wanted.text !== undefined || wanted.reset;
    const saved = changes && !wanted.preview;
    const facts = await db.transact(async (tx) => {
      const list = await wantedList(tx, wanted.list);
      const before = settingsOf(list);
      const after: ListFacts = { ...list, settings: changes ? changed(room, before, wanted) : before };
      await refuseScenarios(scenarios, after, before);
      if (saved) {
        await updateList(tx, list.id, { settings: storableSettings(after.settings) });
        tx.onCommit(wake);
      }
      return after;
    });
    const shown = await shownScenario(scenarios, facts, { function: wanted.function, name: wanted.name });
    return ok<SetScenario>({ ...shown, saved });
  },
});

const FILES_ONLY: readonly string[] = ["include", "search_filter"];

function refuseUnknown({ function: of, name, text, reset }: Wanted): void {
  if (FILES_ONLY.includes(of)) {
    if (name === undefined)
      throw badInput(`Which file? Say --name, such as ${of === "include" ? "common" : "vip.txt"}.`);
    if (of === "search_filter" && !name.endsWith(".txt"))
      throw badInput(`A list keeps filters whose name ends in .txt.`);
    if (text === undefined && !reset) return;
  } else if (!isScenarioSetting(of)) {
    throw badInput(`A list has no scenario for ${of}, only for ${WITH_SETTING.join(", ")}.`);
  }
}

function fileOf(of: string, name: string): string {
  return of === "search_filter" ? name : `${of}.${name}`;
}

/** The name of a list's own text that none is given for. */
const OWN = "own";

function changed(room: Room, before: ListSettings, wanted: Wanted): ListSettings {
  const { function: of, reset } = wanted;
  const name = wanted.name ?? (reset ? undefined : OWN);
  const folder = room.readFolderText(before.scenario_texts);
  const text = reset ? null : wanted.text;
  const after =
    name === undefined || text === undefined ? folder : room.withFile(folder, fileOf(of, name), text);
  const chosen = FILES_ONLY.includes(of) ? {} : { [settingOf(of)]: reset ? "" : name };
  const parsed = parseListSettings({ ...chosen, scenario_texts: room.writeFolderText(after) });
  if (!parsed.ok) throw refused(parsed.error);
  return listSettings({ ...before, ...parsed.value });
}

function refused(problems: readonly string[]): AppError {
  return badInput(["Nothing was changed.", ...problems].join("\n"));
}

function badInput(publicText: string): AppError {
  return new AppError({ code: "bad-input", publicText });
}
