/** What is wrong with the scenarios that a list's settings name, and with the texts that they hold; before they count. */
import { AppError } from "#base";
import { LIST_DEFAULTS, type ListSettings } from "#config";
import { scenarioName } from "#lists";
import type * as Scenario from "#scenario";
import { fail, type Finding } from "../finding.ts";
import { settingOf } from "./chosen-scenario.ts";
import { type ListFacts, scenarioLayers } from "./list-scenario.ts";
import type { ScenarioSite } from "./scenario-site.ts";

/** A line for each; none: the settings may be kept. Only what differs from `before` is looked at. */
async function scenarioProblems(
  site: ScenarioSite,
  list: Pick<ListFacts, "address" | "settings">,
  before: ListSettings,
): Promise<readonly string[]> {
  const changed = changedNames(list.settings, before);
  const ownTexts = list.settings.scenario_texts === before.scenario_texts ? "" : list.settings.scenario_texts;
  if (changed.length === 0 && ownTexts === "") return [];
  const room = await import("#scenario");
  const files = room.layeredFiles(await scenarioLayers(site, list));
  return [
    ...changed.flatMap((one) => namedProblems(room, one, files)),
    ...textProblems(room, ownTexts, files),
  ];
}

type Room = typeof Scenario;

interface Named {
  readonly function: string;
  /** Behind the point. */
  readonly name: string;
}

function changedNames(settings: ListSettings, before: ListSettings): readonly Named[] {
  const [now, then]: readonly Readonly<Record<string, unknown>>[] = [{ ...settings }, { ...before }];
  return WITH_SETTING.flatMap((name) => {
    const value = now?.[settingOf(name)];
    const isNew = typeof value === "string" && value !== "" && value !== then?.[settingOf(name)];
    return isNew && value !== "default" ? [{ function: name, name: scenarioName(value) }] : [];
  });
}

/** Functions whose scenario a list chooses. */
export function isScenarioSetting(functionName: string): boolean {
  return WITH_SETTING.includes(functionName);
}

export const WITH_SETTING: readonly string[] = [
  "send",
  "subscribe",
  "unsubscribe",
  "add",
  "del",
  "invite",
  "remind",
  "review",
  "info",
  "visibility",
  "archive_mail_access",
];

function namedProblems(
  { lintScenario }: Room,
  { function: of, name }: Named,
  files: Scenario.ScenarioFiles,
): readonly string[] {
  const file = `${of}.${name}`;
  const text = files.scenario(file);
  if (text === undefined)
    return [`${settingOf(of)}: there is no scenario ${file}. See which there are: conclave scenario list`];
  return errorsIn(lintScenario({ function: of, file, text, files }));
}

/** Filters are lists of addresses: those that ask a directory are the operator's. */
function textProblems(room: Room, ownTexts: string, files: Scenario.ScenarioFiles): readonly string[] {
  const { scenarios, filters } = room.readFolderText(ownTexts);
  const asking = [...filters.keys()].filter((name) => !name.endsWith(".txt"));
  return [
    ...asking.map(
      (name) => `${name}: a filter that asks a directory stands in the operator's folder, not here.`,
    ),
    ...[...scenarios].flatMap(([file, text]) => ownProblems(room, { file, text }, files)),
  ];
}

function ownProblems(room: Room, { file, text }: OwnFile, files: Scenario.ScenarioFiles): readonly string[] {
  const of = functionOfFile(room, file);
  if (of === null) return [`${file}: its name begins with no function, as in send.${file}.`];
  return errorsIn(room.lintScenario({ function: of, file, text, files }));
}

interface OwnFile {
  readonly file: string;
  readonly text: string;
}

/** Null: the name says none. */
function functionOfFile({ findFunction }: Room, file: string): string | null {
  const head = file.slice(0, Math.max(0, file.indexOf(".")));
  return head === "include" ? head : (findFunction(head)?.name ?? null);
}

function errorsIn(findings: readonly Scenario.Finding[]): readonly string[] {
  return findings
    .filter(({ severity }) => severity === "error")
    .map(({ file, line, text }) => `${file} line ${line}: ${text}`);
}

/** @throws AppError bad-input: what everybody would be refused by is not saved */
export async function refuseScenarios(
  site: ScenarioSite,
  list: Pick<ListFacts, "address" | "settings">,
  before: ListSettings,
): Promise<void> {
  const problems = await scenarioProblems(site, list, before);
  if (problems.length === 0) return;
  const publicText = ["Nothing was changed.", ...problems].join("\n");
  throw new AppError({ code: "bad-input", publicText });
}

/** What has come to be wrong since: a file that is gone, or was changed. */
export async function checkScenarios(
  site: ScenarioSite,
  { address, settings }: Pick<ListFacts, "address" | "settings">,
): Promise<readonly Finding[]> {
  const problems = await scenarioProblems(site, { address, settings }, LIST_DEFAULTS);
  return problems.map((text) => fail(address, text, `conclave list scenario ${address}`));
}
