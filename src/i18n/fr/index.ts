import { frCommands } from "./commands.ts";
import { frContent } from "./content.ts";
import { frKeys } from "./keys.ts";
import { frModeration } from "./moderation.ts";
import { frNotices } from "./notices.ts";
import { frPeople } from "./people.ts";
import { frPolicies } from "./policies.ts";
import { frPosting } from "./posting.ts";
import { frScenario } from "./scenario.ts";
import { frWhy } from "./why.ts";

/** Français, avec vous. Ce qui manque ici se dit en anglais. */
export const fr = {
  ...frCommands,
  ...frContent,
  ...frKeys,
  ...frModeration,
  ...frNotices,
  ...frPeople,
  ...frPolicies,
  ...frPosting,
  ...frScenario,
  ...frWhy,
};
