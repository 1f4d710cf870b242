import { z } from "zod";
import { ok } from "#base";
import { address } from "../input.ts";
import { settingsOf } from "./list-settings-of.ts";
import { operation } from "../operation.ts";
import { WITH_SETTING } from "../permission/check-scenarios.ts";
import { shownScenario, type ShownScenario } from "../permission/shown-scenario.ts";
import { wantedList } from "../wanted.ts";

export interface ListScenarioLine extends Pick<ShownScenario, "file" | "from" | "title"> {
  readonly function: string;
}

/** Which scenario counts for each function, whether a setting names it or it follows from others. */
export const listScenarios = operation({
  name: "list.scenarios",
  summary: "Show which scenario of a list counts for what",
  input: z.strictObject({ list: address }),
  async run({ db, scenarios }, wanted) {
    const list = await db.read((tx) => wantedList(tx, wanted.list));
    const facts = { ...list, settings: settingsOf(list) };
    const lines = WITH_SETTING.map(async (name): Promise<ListScenarioLine> => {
      const { file, from, title } = await shownScenario(scenarios, facts, {
        function: name,
        name: undefined,
      });
      return { function: name, file, from, title };
    });
    return ok(await Promise.all(lines));
  },
});
