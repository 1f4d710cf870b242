/** MAIL and RCPT with their extension parameters: SIZE, 8BITMIME, SMTPUTF8. */
import { err, ok, type Result } from "#base";
import { isForwardPath, isReversePath, needsSmtpUtf8, parsePath, type PathArgument } from "./path.ts";
import { reply, type Reply } from "./reply.ts";

export interface MailFrom {
  readonly from: string;
  readonly size: number | null;
  readonly body8bit: boolean;
  readonly smtputf8: boolean;
}

const FROM = /^FROM:(.*)$/is;
const TO = /^TO:(.*)$/is;
const SIZE = /^\d{1,20}$/;
const BODY = /^(?:7BIT|8BITMIME)$/i;
const MAIL_PARAMETERS = new Set(["SIZE", "BODY", "SMTPUTF8"]);

/** Reads the argument of MAIL (RFC 5321 §4.1.1.2, RFC 1870 §3, RFC 6152 §2, RFC 6531 §3.4). */
export function parseMailFrom(argument: string, maxBytes: number): Result<MailFrom, Reply> {
  const path = parseAfter(FROM, argument);
  if (!path.ok) return path;
  const { address, parameters } = path.value;
  if (!isReversePath(address)) return err(reply(501, "5.1.7", "The sender address needs a domain"));
  const problem = badMailParameter(parameters);
  if (problem) return err(problem);
  const size = parameters.get("SIZE");
  const mail: MailFrom = {
    from: address,
    size: size === undefined ? null : Number(size),
    body8bit: parameters.get("BODY")?.toUpperCase() === "8BITMIME",
    smtputf8: parameters.has("SMTPUTF8"),
  };
  if ((mail.size ?? 0) > maxBytes) return err(tooLarge(maxBytes));
  if (needsSmtpUtf8(address) && !mail.smtputf8) return err(NEEDS_SMTPUTF8);
  return ok(mail);
}

/** Reads the argument of RCPT; gives the address. */
export function parseRcptTo(argument: string, smtputf8: boolean): Result<string, Reply> {
  const path = parseAfter(TO, argument);
  if (!path.ok) return path;
  const { address, parameters } = path.value;
  if (parameters.size > 0) return err(reply(555, "5.5.4", "No parameters are known for RCPT"));
  if (!isForwardPath(address)) return err(reply(501, "5.1.3", "The recipient address needs a domain"));
  if (needsSmtpUtf8(address) && !smtputf8) return err(NEEDS_SMTPUTF8);
  return ok(address);
}

export function tooLarge(maxBytes: number): Reply {
  return reply(552, "5.3.4", `The message is larger than ${maxBytes} octets`);
}

const NEEDS_SMTPUTF8 = reply(553, "5.6.7", "Such an address needs SMTPUTF8");

function parseAfter(form: RegExp, argument: string): Result<PathArgument, Reply> {
  const path = form.exec(argument)?.[1];
  if (path === undefined) return err(reply(501, "5.5.4", "Syntax: MAIL FROM:<address> or RCPT TO:<address>"));
  return parsePath(path);
}

function badMailParameter(parameters: ReadonlyMap<string, string | null>): Reply | null {
  for (const [name, value] of parameters) {
    if (!MAIL_PARAMETERS.has(name)) return reply(555, "5.5.4", `The parameter ${name} is not known`);
    if (name === "SIZE" && !SIZE.test(value ?? "")) return reply(501, "5.5.4", "SIZE needs a number");
    if (name === "BODY" && !BODY.test(value ?? "")) return reply(501, "5.5.4", "BODY is 7BIT or 8BITMIME");
    if (name === "SMTPUTF8" && value !== null) return reply(501, "5.5.4", "SMTPUTF8 takes no value");
  }
  return null;
}
