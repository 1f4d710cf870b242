/**
 * Whether an answer by mail counts as that of the person it was asked of (S2, S4, S13). Where the list asks for
 * signatures only what they signed counts; where it does not, the address that only they know, and their own address.
 */
import { parseEmailAddress, sameAddress, type WhyCode } from "#base";
import { doorAddress, familyDemand, listDemand, readDoor } from "#lists";
import { parseAddresses } from "#mime";
import type { StoredMember } from "#store";
import type { InFlight } from "../in-flight.ts";
import { isSignedInTime } from "../facts/signed-in-time.ts";

export type Standing =
  | { readonly counts: true }
  | { readonly counts: false; readonly text: "not-signed"; readonly why: WhyCode }
  | { readonly counts: false; readonly text: "not-you" | "not-your-key" | "no-integrity" | "wrong-time" };

export function standingOf(mail: InFlight, person: StoredMember): Standing {
  if (mail.opened?.integrity === false) return { counts: false, text: "no-integrity" };
  if (listDemand(mail.list.settings, "post_sign") === "no")
    return isFrom(mail, person) ? { counts: true } : { counts: false, text: "not-you" };
  if (isSignedByAnother(mail, person)) return { counts: false, text: "not-your-key" };
  const why = whyNotSigned(mail);
  if (why !== null) return { counts: false, text: "not-signed", why };
  return isSignedInTime(mail.signedAt, mail.arrivedAt)
    ? { counts: true }
    : { counts: false, text: "wrong-time" };
}

/** Whether the mail is from this person by what the list asks for, whatever it says. */
export function isFrom({ author, envelopeFrom }: InFlight, person: StoredMember): boolean {
  const envelope = parseEmailAddress(envelopeFrom);
  const addresses = [author.address, envelope.ok ? envelope.value : null];
  return addresses.some((address) => address !== null && sameAddress(address, person.address));
}

/** With a key of another member, under whichever From, or of nobody here. */
function isSignedByAnother({ author }: InFlight, person: StoredMember): boolean {
  if (author.authentic) return author.member !== person.id;
  const isTheirFrom = author.address !== null && sameAddress(author.address, person.address);
  return author.why === "not-bound" || (author.why === "address-not-in-key" && isTheirFrom);
}

function whyNotSigned({ author, signedAs, list }: InFlight): WhyCode | null {
  if (!author.authentic) return author.why;
  if (signedAs === null) return "no-signature";
  return familyDemand(list.settings, signedAs, "post_sign") === "no" ? "unsupported" : null;
}

/**
 * Whether what was signed says which message is meant: the address outside is not signed, and anybody could move a signed
 * “accept” to another one (S2). Its number does, or the address in a signed To or in the text, as quoted from the notice.
 */
export function saysWhich(mail: InFlight, text: string, number: number | null): boolean {
  if (listDemand(mail.list.settings, "post_sign") === "no" || number !== null) return true;
  const address = doorAddress(mail.list.address, "confirm", tokenOf(mail));
  if (text.toLowerCase().includes(address.toLowerCase())) return true;
  const signed = (mail.opened?.headers ?? []).filter(
    (field) => field.from === "protected" && /^(?:to|cc)$/i.test(field.name),
  );
  return signed
    .flatMap((field) => parseAddresses(field.value))
    .some((one) => one.kind === "mailbox" && one.address.toLowerCase() === address.toLowerCase());
}

/** What stands behind the `+` of the address it came to. */
export function tokenOf({ rcptTo }: Pick<InFlight, "rcptTo">): string {
  return readDoor(rcptTo).find((reading) => reading.kind === "confirm")?.tag ?? "";
}
