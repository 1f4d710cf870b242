/** To whom the server may answer by itself (S7, RFC 3834 §2). */
import { type EmailAddress, sameAddress } from "#base";
import { type SenderToAnswer, senderToAnswer, usesKeys } from "#lists";
import type { InFlight } from "../in-flight.ts";

export type Answerable =
  SenderToAnswer | { readonly to: null; readonly why: "not-vouched-for" | "anonymous" };

/**
 * Where an answer about a post may go. On a list with keys only to an author that a signature or a trusted mail server
 * vouches for, and only at an address of theirs. On an anonymous list nobody is answered.
 */
export function answerableAuthor(mail: InFlight): Answerable {
  if (mail.list.settings.anonymous_list === "yes") return { to: null, why: "anonymous" };
  const answer = answerable(mail);
  const { to } = answer;
  if (to === null || !usesKeys(mail.list.settings)) return answer;
  const vouched = [...authorAddresses(mail), ...(mail.vouchedFrom === null ? [] : [mail.vouchedFrom])];
  return vouched.some((address) => sameAddress(address, to)) ? answer : { to: null, why: "not-vouched-for" };
}

function authorAddresses({ author, bindings }: InFlight): readonly EmailAddress[] {
  if (!author.authentic) return [];
  const own = bindings.filter((one) => one.member === author.member);
  return [author.address, ...own.flatMap((one) => one.memberAddresses)];
}

/** `X-Ack: No`, as Mailman takes it: to what is no bad news. */
export function wantsNoAnswer({ message }: Pick<InFlight, "message">): boolean {
  return saysAck(message) === "no";
}

export function saysAck({ header }: InFlight["message"]): string | undefined {
  return header.first("x-ack")?.value.trim().toLowerCase();
}

/** Where an automatic answer may go (RFC 3834 §2): the envelope sender of mail that a person wrote. */
export function answerable({ envelopeFrom, message, list }: InFlight): SenderToAnswer {
  return senderToAnswer(list.address, { envelopeFrom, header: message.header });
}
