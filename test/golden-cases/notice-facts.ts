/** The facts of the mails that the server wrote itself: which kinds, to whom, what they say, and what they enclose. */
import type { Facts, Sent } from "./facts.ts";
import { kindOf, type Program } from "./kinds.ts";
import { encloses, meaningsOf } from "./meanings.ts";

/** Mailman writes to the owners' address, we write to each of them. */
const OWNERS = /^(?:gold-owner|owner|mod)@lists\.test$/;

/** Between mails of the fact "mails". */
export const NEXT_MAIL = "; ";

export function toWhom(address: string): string {
  return OWNERS.test(address) ? "the owners" : address;
}

export function noticeFacts(program: Program, mails: readonly Sent[]): Facts {
  const facts: Facts = new Map();
  const sent = mails.flatMap(({ recipients, message }) => {
    const kind = kindOf(program, message) ?? "other";
    return recipients.map((one) => ({ kind, message, who: toWhom(one) }));
  });
  const told = new Set(sent.map(({ kind, who }) => `${kind} → ${who}`));
  if (told.size > 0) facts.set("mails", [...told].toSorted().join(NEXT_MAIL));
  const isDigest = ({ message }: Sent) => kindOf(program, message) === "digest";
  setEnvelopes(
    facts,
    "envelope of answers",
    mails.filter((one) => !isDigest(one)),
  );
  setEnvelopes(facts, "envelope of digests", mails.filter(isDigest));
  for (const kind of new Set(sent.map((one) => one.kind))) {
    const messages = sent.filter((one) => one.kind === kind).map(({ message }) => message);
    const says = new Set(messages.flatMap((message) => meaningsOf(program, kind, message)));
    if (says.size > 0) facts.set(`says (${kind})`, [...says].toSorted().join(", "));
    if (messages.some(encloses)) facts.set(`encloses (${kind})`, "what was sent");
  }
  return facts;
}

function setEnvelopes(facts: Facts, name: string, mails: readonly Sent[]): void {
  const envelopes = new Set(mails.map(({ from }) => from || "<>"));
  if (envelopes.size > 0) facts.set(name, [...envelopes].toSorted().join(", "));
}
