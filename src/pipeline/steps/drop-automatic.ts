import { isAutomatic, isReplyOfProgram } from "#lists";
import { decide, go, type InFlight, type StepResult } from "../in-flight.ts";

/** What programs send orders nothing, whatever it says or quotes, and what they answer is no post (RFC 3834). */
export async function dropAutomatic(mail: InFlight): Promise<StepResult> {
  const { header } = mail.message;
  const isProgram =
    mail.door === "post" ? isReplyOfProgram(header) : mail.envelopeFrom === "" || isAutomatic(header);
  if (!isProgram) return go(mail);
  return decide(mail, { do: "discard", code: "automatic", args: {}, detail: "a program sent it" });
}
