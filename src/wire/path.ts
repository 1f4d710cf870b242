/**
 * Paths and parameters of MAIL and RCPT (RFC 5321 §4.1.2, RFC 6531 §3.3). Addresses leave here as they
 * were written, without angle brackets.
 */
import { err, ok, type Result } from "#base";
import { reply, type Reply } from "./reply.ts";

export interface PathArgument {
  /** "" is the null reverse-path `<>`. */
  readonly address: string;
  /** Upper-case keywords; value null where none was given. */
  readonly parameters: ReadonlyMap<string, string | null>;
}

// QUIRK: a space after the colon, and a source route, which RFC 5321 §4.1.1.3 lets a server ignore.
const FORM =
  /^ ?<(?:@[^<>:\s]+:)?((?:"(?:[^"\\\p{Cc}]|\\[^\p{Cc}])*"|[^\s<>"@\p{Cc}])*(?:@[^\s<>@\p{Cc}]+)?)>(?: +(.*))?$/u;
const PARAMETER = /^([A-Za-z0-9][A-Za-z0-9-]*)(?:=([\x21-\x3c\x3e-\x7e]+))?$/;
const WITHOUT_DOMAIN = /^postmaster$/i;
const NON_ASCII = /[^\x20-\x7e]/;

const SYNTAX = reply(501, "5.5.4", "Syntax: address in angle brackets expected");

/** Reads what follows `FROM:` or `TO:`. */
export function parsePath(argument: string): Result<PathArgument, Reply> {
  const match = FORM.exec(argument);
  if (!match) return err(SYNTAX);
  const parameters = new Map<string, string | null>();
  for (const word of (match[2] ?? "").split(" ")) {
    if (word === "") continue;
    const parameter = PARAMETER.exec(word);
    if (!parameter?.[1]) return err(reply(501, "5.5.4", "Syntax: bad parameter"));
    parameters.set(parameter[1].toUpperCase(), parameter[2] ?? null);
  }
  return ok({ address: match[1] ?? "", parameters });
}

/** Whether an address can be a recipient: it has a domain, or is the bare `postmaster`. */
export function isForwardPath(address: string): boolean {
  return address.lastIndexOf("@") > 0 || WITHOUT_DOMAIN.test(address);
}

/** Whether an address can be a sender: null, or with a domain. */
export function isReversePath(address: string): boolean {
  return address === "" || address.lastIndexOf("@") > 0;
}

export function needsSmtpUtf8(address: string): boolean {
  return NON_ASCII.test(address);
}
