/**
 * `LIST-join` and `LIST-leave`: the address says it all, and nothing in the mail is read. No signature counts here: it
 * would say nothing of the address that the mail came to.
 */
import type { CommandName } from "#commands";
import type { Decision } from "#lists";
import { askerOf } from "../commands/asker-of.ts";
import type { InFlight } from "../in-flight.ts";
import type { PipelineSite } from "../site.ts";
import { answerWords } from "./answer-request.ts";

export function join(site: PipelineSite, mail: InFlight): Promise<Decision> {
  return only(site, mail, "SUBSCRIBE");
}

export function leave(site: PipelineSite, mail: InFlight): Promise<Decision> {
  return only(site, mail, "SIGNOFF");
}

function only(
  site: PipelineSite,
  mail: InFlight,
  name: Extract<CommandName, "SUBSCRIBE" | "SIGNOFF">,
): Promise<Decision> {
  const command = { name, quiet: false, words: [], line: 0 };
  const words = { commands: [command], unknown: [], stopped: null, signed: false };
  return answerWords(site, mail, { words, asker: askerOf(mail, false) });
}
