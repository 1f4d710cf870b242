import { deCommands } from "./commands.ts";
import { deContent } from "./content.ts";
import { deKeys } from "./keys.ts";
import { deModeration } from "./moderation.ts";
import { deNotices } from "./notices.ts";
import { dePeople } from "./people.ts";
import { dePolicies } from "./policies.ts";
import { dePosting } from "./posting.ts";
import { deScenario } from "./scenario.ts";
import { deWhy } from "./why.ts";

/** Deutsch, mit Sie. Was hier fehlt, wird englisch gesagt. */
export const de = {
  ...deCommands,
  ...deContent,
  ...deKeys,
  ...deModeration,
  ...deNotices,
  ...dePeople,
  ...dePolicies,
  ...dePosting,
  ...deScenario,
  ...deWhy,
};
