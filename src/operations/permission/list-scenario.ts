/**
 * The scenario of a list for one function: found, compiled, and asked about requests. The room of scenarios is loaded
 * with the first question.
 */
import type { List } from "#lists";
import type {
  ActionParts,
  CompiledScenario,
  Decided,
  ScenarioFiles,
  ScenarioFolder,
  ScenarioRequest,
} from "#scenario";
import type { Database } from "#store";
import { chosenScenario } from "./chosen-scenario.ts";
import { domainOfList, listWorld } from "./list-world.ts";
import type { ScenarioSite } from "./scenario-site.ts";
import { stricter } from "./stricter.ts";

export type ListFacts = Pick<List, "id" | "address" | "settings">;

export interface ListScenario {
  /** `send.private` */
  readonly file: string;
  readonly compiled: CompiledScenario;
  readonly files: ScenarioFiles;
}

/** @param list null: of the site */
export async function listScenario(
  site: ScenarioSite,
  list: ListFacts | null,
  functionName: string,
): Promise<ListScenario> {
  const { compileScenario, layeredFiles } = await import("#scenario");
  const files = layeredFiles(await scenarioLayers(site, list));
  const file = `${functionName}.${chosenScenario(list?.settings ?? null, functionName)}`;
  const text = files.scenario(file) ?? null;
  const { useBlocklist } = site;
  return {
    file,
    files,
    compiled: compileScenario({ function: functionName, file, text, files, useBlocklist }),
  };
}

/** In the order of the search: the list's own, the domain's, the site's, those that come with the server. */
export async function scenarioLayers(
  site: ScenarioSite,
  list: Pick<ListFacts, "address" | "settings"> | null,
): Promise<readonly ScenarioFolder[]> {
  const { OWN_SCENARIOS, readFolderText } = await import("#scenario");
  const text = list?.settings.scenario_texts ?? "";
  const own = text === "" ? [] : [plainFilters(readFolderText(text))];
  return [...own, ...(await site.folders(domainOfList(list, site))), OWN_SCENARIOS];
}

/** Filters that ask a directory are the operator's alone: they name servers and passwords. */
function plainFilters({ scenarios, filters }: ScenarioFolder): ScenarioFolder {
  return { scenarios, filters: new Map([...filters].filter(([name]) => name.endsWith(".txt"))) };
}

export interface ScenarioQuestion {
  readonly db: Pick<Database, "read">;
  readonly site: ScenarioSite;
  readonly list: ListFacts | null;
  readonly now: Date;
}

export interface Answered extends Omit<Decided, "unsaid"> {
  /** The action as a handler takes it; null for what is none. */
  readonly parts: ActionParts | null;
  /** Every rule that was looked at, for people who ask why. */
  readonly explain: (hidden: "nothing" | "message" | "values") => readonly string[];
}

export async function askScenario(
  { compiled, files }: ListScenario,
  request: ScenarioRequest,
  { db, site, list, now }: ScenarioQuestion,
): Promise<Answered> {
  const { actionParts, evaluateScenario, explanationLines } = await import("#scenario");
  const domain = domainOfList(list, site);
  const world = listWorld({ db, site, list, domain, files, now });
  const answered = (decided: Omit<Decided, "unsaid">): Answered => ({
    ...decided,
    parts: actionParts(decided.action),
    explain: (hidden) => explanationLines(decided, hidden),
  });
  const { unsaid = [], ...decided } = await evaluateScenario(compiled, request, world);
  return unsaid.map(answered).reduce(stricter, answered(decided));
}

/** Whether it makes a difference in it that somebody signed. */
export function asksForSignatures({ compiled }: ListScenario): boolean {
  return compiled.rules.some(({ methods }) => {
    const signed = methods.filter((method) => method === "smime" || method === "pgp");
    return signed.length === 2 ? !methods.includes("smtp") : isForSome(methods, signed);
  });
}

/** A rule for smtp, md5 and smime is for every method; one that names no signature is for the others only. */
function isForSome(methods: readonly string[], signed: readonly string[]): boolean {
  return signed.length === 1 ? methods.join(" ") !== "md5 smime smtp" : true;
}
