/** Asks one scenario of a list about one request. */
import { compileScenario, type Decided, evaluateScenario, layeredFiles, OWN_SCENARIOS } from "#scenario";
import type { ScenarioFiles, ScenarioRequest } from "#scenario";
import type { Database, StoredList } from "#store";
import { domainOfList, listWorld } from "./list-world.ts";
import type { ScenarioSite } from "./scenario-site.ts";

export interface ScenarioQuestion {
  readonly db: Pick<Database, "read">;
  readonly site: ScenarioSite;
  readonly list: StoredList | null;
  /** Behind the point of `FUNCTION.NAME`. */
  readonly scenario: string;
  readonly request: ScenarioRequest;
  readonly now: Date;
}

export async function decideByScenario(question: ScenarioQuestion): Promise<Decided> {
  const { db, site, list, scenario, request, now } = question;
  const domain = domainOfList(list, site);
  const files = await scenarioFiles(site, domain);
  const file = `${request.function}.${scenario}`;
  const compiled = compileScenario({
    function: request.function,
    file,
    text: files.scenario(file) ?? null,
    files,
    useBlocklist: site.useBlocklist,
  });
  return evaluateScenario(compiled, request, listWorld({ db, site, list, domain, files, now }));
}

/** In the order of the search: domain, site, those that come with the server. */
async function scenarioFiles(site: ScenarioSite, domain: string): Promise<ScenarioFiles> {
  return layeredFiles([...(await site.folders(domain)), OWN_SCENARIOS]);
}
