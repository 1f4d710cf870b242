/** The scenario of a list for one function, as people look at it. */
import { usesKeys } from "#lists";
import type { Finding, parseScenario, ScenarioFolder } from "#scenario";
import { chosenScenario, settingOf } from "./chosen-scenario.ts";
import { type ListFacts, scenarioLayers } from "./list-scenario.ts";
import type { ScenarioSite } from "./scenario-site.ts";

export interface ShownScenario {
  readonly list: string;
  /** `send.private_smime`; null: the list has none, and its plain settings count. */
  readonly file: string | null;
  /** Whose text it is; null: it is not there, and everything is refused. */
  readonly from: "list" | "site" | "server" | null;
  readonly title: string;
  readonly text: string;
  readonly findings: readonly Finding[];
}

interface Wanted {
  readonly function: string;
  /** Of a file that is not chosen by a setting: an include, a filter. */
  readonly name: string | undefined;
}

export async function shownScenario(
  site: ScenarioSite,
  list: ListFacts,
  wanted: Wanted,
): Promise<ShownScenario> {
  const file = fileOf(list, wanted);
  const nothing = { list: list.address, file, from: null, title: "", text: "", findings: [] };
  if (file === null) return nothing;
  const room = await import("#scenario");
  const { layeredFiles, lintScenario, OWN_SCENARIOS, readFolderText, titleOf } = room;
  const files = layeredFiles(await scenarioLayers(site, list));
  const isFilter = wanted.function === "search_filter";
  const text = isFilter ? files.filters(file)[0] : files.scenario(file);
  if (text === undefined) return nothing;
  const own = readFolderText(list.settings.scenario_texts);
  const from = isIn(own, file) ? "list" : OWN_SCENARIOS.scenarios.get(file) === text ? "server" : "site";
  if (isFilter) return { ...nothing, from, text };
  const parsed = room.parseScenario(text, file);
  const found = lintScenario({ function: wanted.function, file, text, files });
  const findings =
    wanted.function === "send" && usesKeys(list.settings)
      ? [...found, ...asksFrom(parsed), ...room.lintAbsence(parsed)]
      : found;
  return { ...nothing, from, text, title: titleOf(parsed, list.settings.language), findings };
}

const ASKS_FROM =
  "The list uses keys: only where a server that you trust vouches for the From does its address get a key to confirm with. Other posts that this rule is for wait for an owner.";

/** On a list with keys nobody is written to for a From that anybody can write (S7). */
function asksFrom({ rules }: ReturnType<typeof parseScenario>): readonly Finding[] {
  const asking = rules.find(
    ({ methods, action }) => methods.includes("smtp") && action?.startsWith("request_auth") === true,
  );
  return asking === undefined ? [] : [{ ...asking.place, severity: "warning", text: ASKS_FROM }];
}

function fileOf({ settings }: ListFacts, { function: of, name }: Wanted): string | null {
  if (of === "search_filter") return name ?? null;
  if (of === "include") return `include.${name ?? ""}`;
  const values: Readonly<Record<string, unknown>> = { ...settings };
  if (of === "send" && values[settingOf(of)] === "") return null;
  return `${of}.${chosenScenario(settings, of)}`;
}

function isIn({ scenarios, filters }: ScenarioFolder, file: string): boolean {
  return scenarios.has(file) || filters.has(file);
}
