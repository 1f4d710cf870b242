/** What the configuration and the operator's folder give to scenarios. */
import { resolve } from "node:path";
import { type Clock, type Logger, parseEmailAddress } from "#base";
import type { SiteConfig } from "#config";
import type { ScenarioSite } from "#operations";
import { askFilter } from "./ask-filter.ts";
import { scenarioFolders } from "./scenario-folders.ts";

/** @param folder the data folder, which paths of the configuration are seen from */
export function scenarioSite(folder: string, config: SiteConfig, services: Services): ScenarioSite {
  const settings: Readonly<Record<string, string>> = {
    domain: config.hostname,
    listmaster: config.listmaster.join(","),
    email: "conclave",
    lang: config.language,
  };
  return {
    folders:
      config.scenario_folder === "" ? noFolders : scenarioFolders(resolve(folder, config.scenario_folder)),
    listmasters: config.listmaster.flatMap((text) => {
      const address = parseEmailAddress(text);
      return address.ok ? [address.value] : [];
    }),
    useBlocklist: new Set(config.use_blocklist),
    setting: (key) => (Object.hasOwn(settings, key) ? settings[key] : undefined),
    directory: config.filters_ask ? askFilter(services) : () => undefined,
  };
}

interface Services {
  readonly clock: Clock;
  readonly logger: Logger;
}

const noFolders: ScenarioSite["folders"] = () => Promise.resolve([]);
