import { usesKeys } from "#lists";
import { keysAlong } from "../keys-along/keys-along.ts";
import { go, type InFlight, type StepContext, type StepResult } from "../in-flight.ts";

/** Looks at the keys that a signed mail brings; the handler binds or offers them (S9). */
export async function collectEnclosed(mail: InFlight, context: StepContext): Promise<StepResult> {
  if (mail.opened === null || !usesKeys(mail.list.settings)) return go(mail);
  return go({ ...mail, keysAlong: await keysAlong(mail, context) });
}
