/** Where an opened post would leave in clear (S6): only on an order that says it in words. */
import type { ListSettings } from "#config";
import { listDemand, settingsForOpened } from "../families.ts";

export interface ClearAfterDecrypt {
  /** Whether the settings can send an opened post on in clear. */
  readonly possible: boolean;
  /** Possible, but the owner has not confirmed it. */
  readonly needsConfirmation: boolean;
  readonly text: string;
}

/** What the settings mean for posts that come sealed, in words of the operator too. */
export function clearAfterDecrypt(settings: ListSettings): ClearAfterDecrypt {
  const opens = listDemand(settings, "post_encrypt") !== "no";
  const sealing = listDemand(settingsForOpened(settings), "distrib_encrypt");
  const possible = opens && sealing !== "force";
  const needsConfirmation = possible && settings.clear_after_decrypt !== "confirmed";
  const order = needsConfirmation ? ` ${ORDER}` : "";
  const text = possible ? explanation(sealing) + order : "Posts that came sealed never leave in clear.";
  return { possible, needsConfirmation, text };
}

const ORDER = 'If that is what you want, also set clear_after_decrypt = "confirmed".';

function explanation(sealing: "no" | "yes"): string {
  const who = sealing === "no" ? "to everybody" : "to every member without a usable key";
  return `With these settings a post that came sealed is sent on in clear ${who}: anybody on the way can read it.`;
}
