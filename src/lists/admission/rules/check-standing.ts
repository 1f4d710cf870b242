/** What holds whatever the post says: an emergency, and that passwords do not travel in clear where keys are used. */
import type { ListSettings } from "#config";
import type { Evidence } from "../admit.ts";
import type { Decision } from "../decision.ts";
import { ACCEPT, decide } from "./decide.ts";

/** Its sender is not told: who floods a list gets no answers. */
export function checkEmergency(settings: ListSettings): Decision {
  if (settings.emergency === "no") return ACCEPT;
  return { do: "hold", code: "emergency", args: {}, detail: "emergency", quiet: true };
}

export function checkPassword(_: ListSettings, { posting }: Evidence): Decision {
  if (posting.password !== "refused") return ACCEPT;
  return decide("reject", "password-in-clear", {}, "a line Approved on a list with keys");
}

export function checkUrgent(_: ListSettings, { posting }: Evidence): Decision {
  return posting.urgent === "wrong"
    ? decide("reject", "not-urgent", {}, "Urgent with a wrong password")
    : ACCEPT;
}
