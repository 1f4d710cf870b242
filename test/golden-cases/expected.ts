/** The facts of what Mailman did. */
import type { GoldenCase } from "./golden-case.ts";
import { type Facts, parsed, type Sent } from "./facts.ts";
import { kindOf } from "./kinds.ts";
import { noticeFacts } from "./notice-facts.ts";
import { postFacts } from "./post-facts.ts";
import { reasonCodes } from "./reasons.ts";
import { deliveryWord, optionWords } from "./member-words.ts";

export function mailmanFacts(golden: GoldenCase): Facts {
  const sent = golden.deliveries.map(({ mail_from, rcpt_to, message }) => ({
    from: mail_from,
    recipients: rcpt_to,
    message: parsed(message),
  }));
  const copies = sent.filter(({ message }) => kindOf("mailman", message) === null);
  const mails = sent.filter((one) => !copies.includes(one));
  return new Map([
    ...postFacts(copies),
    ...noticeFacts("mailman", mails),
    ...disposition(golden, { copies, mails }),
    ...stateFacts(golden),
  ]);
}

/** Of posts alone: what else comes in is answered or not. */
function disposition(
  { address, held_reasons, digest_mbox }: GoldenCase,
  { copies, mails }: { readonly copies: readonly Sent[]; readonly mails: readonly Sent[] },
): Facts {
  if (address !== "tolist") return new Map();
  const [held] = held_reasons;
  const isRefused = mails.some(({ message }) => kindOf("mailman", message)?.startsWith("refused") === true);
  const word =
    held === undefined
      ? copies.length > 0 || digest_mbox
        ? "accepted"
        : isRefused
          ? "rejected"
          : "discarded"
      : `held: ${reasonCodes(held)[0]}`;
  return new Map([["disposition", word]]);
}

function stateFacts(golden: GoldenCase): Facts {
  const facts: Facts = new Map();
  facts.set("members", golden.members_after.toSorted().join(", "));
  facts.set("digest members", golden.digest_members_after.toSorted().join(", "));
  for (const [address, bits] of Object.entries(golden.user_options_after))
    facts.set(`options of ${address}`, optionWords(bits));
  for (const [address, status] of Object.entries(golden.delivery_status_after))
    facts.set(`delivery of ${address}`, deliveryWord(status));
  if (golden.digest_mbox) facts.set("digest", "kept for the next digest");
  if (golden.held_subscriptions > 0) facts.set("waiting to join", String(golden.held_subscriptions));
  if (golden.held_unsubscriptions > 0) facts.set("waiting to leave", String(golden.held_unsubscriptions));
  return facts;
}
