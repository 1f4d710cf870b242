/** What the handlers of the doors for requests, owners and bounces would do. */
import { cipherFor } from "#lists";
import { answerable } from "../notices/answerable.ts";
import { type OwnerCopy, ownerCopies } from "../handlers/forward-to-owners.ts";
import { BOUNCE_DAYS } from "../handlers/keep-bounce.ts";
import { askedOf, NOTHING_ASKED } from "../handlers/moderate.ts";
import type { InFlight } from "../in-flight.ts";
import { askerOf } from "../commands/asker-of.ts";
import { refusedOnce } from "../commands/mark-once.ts";
import { wordsOf } from "../commands/words-of.ts";
import { answerTo } from "../handlers/answer-request.ts";
import { keyedRequest } from "../handlers/confirm.ts";
import { askSeenBefore } from "../inbox/seen-before.ts";
import type { LookingSite } from "../site.ts";
import { copiesOf } from "./copies-of.ts";
import type { ExplainedCopies } from "./explanation.ts";
import { type Foretold, NOTHING_DONE } from "./foretold.ts";

export async function foretellForwarding(site: LookingSite, mail: InFlight): Promise<Foretold> {
  const copies = await ownerCopies(site, mail);
  if ("do" in copies) return { decision: copies, ...NOTHING_DONE };
  const before = await site.db.read((tx) => askSeenBefore(tx, mail));
  if (before !== null) return { decision: before, ...NOTHING_DONE };
  const secrets = await site.keyring.secrets(mail.list.id);
  const told = copies.map((copy) => ownerCopy(mail, copy, secrets));
  return { decision: { do: "accept" }, ...NOTHING_DONE, copies: told };
}

function ownerCopy(
  { list }: InFlight,
  { recipient, body }: OwnerCopy,
  secrets: { readonly openpgp: unknown; readonly smime: unknown },
): ExplainedCopies {
  const facts =
    recipient === null
      ? { scheme: null, cipher: null, signed: false }
      : {
          scheme: recipient.scheme,
          cipher: cipherFor(list.settings, recipient),
          signed: secrets[recipient.scheme] !== null,
        };
  return copiesOf(body, { to: "owners", number: 1, ...facts });
}

export async function foretellBounce(): Promise<Foretold> {
  const kept = { as: "refused", days: BOUNCE_DAYS } as const;
  return { decision: { do: "accept" }, ...NOTHING_DONE, kept };
}

/** A question that is not open is the sender's own affair; one that is open is decided by what the answer says. */
export async function foretellAnswer(site: LookingSite, mail: InFlight): Promise<Foretold> {
  const now = site.clock.now();
  const asked = await site.db.read(
    async (tx) => (await askedOf(tx, mail, now)) ?? keyedRequest(tx, mail, now),
  );
  return { decision: asked === null ? NOTHING_ASKED : { do: "accept" }, ...NOTHING_DONE };
}

/** What commands do is not tried: only whether they are read, and who hears of it. */
export async function foretellRequest(site: LookingSite, mail: InFlight): Promise<Foretold> {
  const before = await site.db.read((tx) => askSeenBefore(tx, mail));
  if (before !== null && before.do !== "accept") return { decision: refusedOnce(before), ...NOTHING_DONE };
  const asker = askerOf(mail, mail.door === "request" && wordsOf(mail).signed);
  return { decision: { do: "accept" }, ...NOTHING_DONE, answered: answerTo(mail, asker) };
}

export async function foretellKey(_site: LookingSite, mail: InFlight): Promise<Foretold> {
  const { to } = answerable(mail);
  if (to === null) return { decision: { do: "silent", detail: "nobody to answer" }, ...NOTHING_DONE };
  return { decision: { do: "accept" }, ...NOTHING_DONE, answered: to };
}
