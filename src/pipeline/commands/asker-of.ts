/**
 * Who asks with a mail, and how far they proved to be that (S2, S4, S13). A signature counts for what it covers; words
 * beside a signed part are nobody's. Without one, the address in From counts if the mail was sent for that very address:
 * the answer goes there, and to nobody else.
 */
import { type EmailAddress, parseEmailAddress, type Person, sameAddress } from "#base";
import type { Asker, Known } from "#commands";
import { usesKeys } from "#lists";
import type { InFlight } from "../in-flight.ts";
import { isSignedForOthers } from "../facts/signed-addressees.ts";
import { isSignedInTime } from "../facts/signed-in-time.ts";
import { soleFrom } from "../start-flight.ts";
import { whyUncounted } from "../facts/why-uncounted.ts";

/** As much of a mail as that takes. */
export type AskingMail = Pick<
  InFlight,
  "opened" | "author" | "signedAs" | "signedAt" | "arrivedAt" | "message" | "vouchedFrom" | "envelopeFrom"
>;

/** @param signed false: of what the signature does not cover, such as a Subject outside of it */
export function askerOf(mail: AskingMail, signed = true): Asker {
  const { opened, author, signedAs } = mail;
  if (opened?.integrity === false) return refused("command-no-integrity");
  if (opened?.signatures.some(({ covers }) => covers === "part") === true)
    return refused(isCutOff(mail) ? "command-cut-off" : "command-added");
  const address = author.authentic ? author.address : soleFrom(mail.message);
  if (address === null) return refused("command-no-from");
  if (author.authentic && signed && signedAs !== null) {
    if (!isSignedInTime(mail.signedAt, mail.arrivedAt)) return refused("command-wrong-time");
    return person(address, signedAs === "smime" ? "smime" : "pgp");
  }
  const known = isVouchedFor(mail, address) ? person(address, "dkim") : person(address, "smtp");
  if (known.person.method === "smtp" && !isSentFor(mail, address)) return refused("command-other-sender");
  const uncounted = signed ? whyUncounted(mail) : null;
  return uncounted === null ? known : { ...known, uncounted };
}

function person(address: EmailAddress, method: Person["method"]): Known {
  return { ok: true, person: { kind: "person", address, method } };
}

function refused(why: Extract<Asker, { readonly ok: false }>["why"]): Asker {
  return { ok: false, why };
}

function isCutOff({ message }: AskingMail): boolean {
  return message.problems.includes("missing-final-boundary");
}

function isVouchedFor({ vouchedFrom }: AskingMail, address: EmailAddress): boolean {
  return vouchedFrom !== null && sameAddress(vouchedFrom, address);
}

function isSentFor({ envelopeFrom }: AskingMail, address: EmailAddress): boolean {
  const envelope = parseEmailAddress(envelopeFrom);
  return envelope.ok && sameAddress(envelope.value, address);
}

/** Who asks at a list's address: what was signed for somebody else orders nothing there. */
export function listAskerOf(mail: InFlight, signed: boolean): Asker {
  if (isSignedForOthers(mail)) return refused("command-for-others");
  const asker = askerOf(mail, signed);
  return usesKeys(mail.list.settings) ? asker : whereNothingIsSigned(asker);
}

/** Nobody is told to sign where no signature counts. */
export function whereNothingIsSigned(asker: Asker): Asker {
  const isOther = !asker.ok && asker.why === "command-other-sender";
  return isOther ? refused("command-other-sender-plain") : asker;
}
