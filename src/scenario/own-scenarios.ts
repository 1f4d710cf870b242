/** The scenarios that come with the server, written for it; names as in Sympa, so that its lists find theirs. */
import { OWN_DOCUMENTS } from "./own/own-documents.ts";
import { OWN_MANAGEMENT } from "./own/own-management.ts";
import { OWN_MEMBERSHIP } from "./own/own-membership.ts";
import { OWN_READING } from "./own/own-reading.ts";
import { OWN_SEND } from "./own/own-send.ts";
import { OWN_SITE } from "./own/own-site.ts";
import { scenarioText } from "./own/own-scenario.ts";
import type { ScenarioFolder } from "./scenario-files.ts";

const ALL = [OWN_SEND, OWN_MEMBERSHIP, OWN_MANAGEMENT, OWN_READING, OWN_DOCUMENTS, OWN_SITE].flat();

/** The last folder of the search. */
export const OWN_SCENARIOS: ScenarioFolder = {
  scenarios: new Map(ALL.map((one) => [one.file, scenarioText(one)])),
  filters: new Map(),
};
