import { isAutomatic } from "#lists";
import { decide, go, type InFlight, type StepResult } from "../in-flight.ts";

/** Answers of programs order nothing, whatever they say or quote (RFC 3834). */
export async function dropAutomatic(mail: InFlight): Promise<StepResult> {
  if (mail.envelopeFrom !== "" && !isAutomatic(mail.message.header)) return go(mail);
  return decide(mail, { do: "discard", code: "automatic", args: {}, detail: "a program sent it" });
}
