import { nlCommands } from "./commands.ts";
import { nlContent } from "./content.ts";
import { nlKeys } from "./keys.ts";
import { nlModeration } from "./moderation.ts";
import { nlNotices } from "./notices.ts";
import { nlPeople } from "./people.ts";
import { nlPolicies } from "./policies.ts";
import { nlPosting } from "./posting.ts";
import { nlScenario } from "./scenario.ts";
import { nlWhy } from "./why.ts";

/** Nederlands, met u. Wat hier ontbreekt, wordt in het Engels gezegd. */
export const nl = {
  ...nlCommands,
  ...nlContent,
  ...nlKeys,
  ...nlModeration,
  ...nlNotices,
  ...nlPeople,
  ...nlPolicies,
  ...nlPosting,
  ...nlScenario,
  ...nlWhy,
};
