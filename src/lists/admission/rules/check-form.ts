/** What a post looks like: its size, how many it names, whether it names the list, whether it was meant for a program. */
import type { ListSettings } from "#config";
import type { Evidence } from "../admit.ts";
import type { Decision } from "../decision.ts";
import { ACCEPT, decide } from "./decide.ts";

export function checkSize(settings: ListSettings, { posting: { bodyOctets } }: Evidence): Decision {
  const limit = settings.max_message_size;
  if (limit === 0 || bodyOctets === null || bodyOctets <= limit * 1024) return ACCEPT;
  return decide("hold", "too-large", { limit }, `${bodyOctets} octets`);
}

export function checkRecipients(settings: ListSettings, { posting: { recipients } }: Evidence): Decision {
  const limit = settings.max_num_recipients;
  if (limit === 0 || recipients < limit) return ACCEPT;
  return decide("hold", "too-many-recipients", { limit }, `${recipients} addresses in To and Cc`);
}

export function checkDestination(settings: ListSettings, { posting: { namesList } }: Evidence): Decision {
  if (namesList || settings.require_explicit_destination === "no") return ACCEPT;
  return decide("hold", "implicit-destination", {}, "To and Cc do not name the list");
}

export function checkAdministrivia(
  settings: ListSettings,
  { posting: { looksLikeCommand } }: Evidence,
): Decision {
  if (!looksLikeCommand || settings.administrivia === "no") return ACCEPT;
  return decide("hold", "looks-like-command", {}, "looks like a command");
}
