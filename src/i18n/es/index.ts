import { esCommands } from "./commands.ts";
import { esContent } from "./content.ts";
import { esKeys } from "./keys.ts";
import { esModeration } from "./moderation.ts";
import { esNotices } from "./notices.ts";
import { esPeople } from "./people.ts";
import { esPolicies } from "./policies.ts";
import { esPosting } from "./posting.ts";
import { esScenario } from "./scenario.ts";
import { esWhy } from "./why.ts";

/** Español, con usted. Lo que falta aquí se dice en inglés. */
export const es = {
  ...esCommands,
  ...esContent,
  ...esKeys,
  ...esModeration,
  ...esNotices,
  ...esPeople,
  ...esPolicies,
  ...esPosting,
  ...esScenario,
  ...esWhy,
};
