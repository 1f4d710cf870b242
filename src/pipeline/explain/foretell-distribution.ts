/** Who would get an accepted post, and how: planned and sealed as ever, and let go of again. */
import type { MemberId } from "#base";
import { decodePlan, type WaitingReason } from "#lists";
import { nextDigest } from "#operations";
import { fanOutPage, foreseePost, type Reader } from "#store";
import { goesSealedOnly, isArchived } from "../distribution/archive-post.ts";
import { waitsForDigest } from "../digests/digest-ahead.ts";
import { newPost } from "../distribution/new-post.ts";
import { goesAsItCame } from "../facts/goes-as-it-came.ts";
import { identityOf } from "../compose/identity-of.ts";
import type { InFlight } from "../in-flight.ts";
import { holdNotSendable } from "../compose/not-sendable.ts";
import { isUrgent, planRow, whoWants } from "../distribution/plan-pages.ts";
import { siblingLists } from "../distribution/sibling-lists.ts";
import { type BodyRequest, prepareBody, type Sealing, signedIn } from "../distribution/prepare-body.ts";
import type { ReadyBody } from "../compose/ready-body.ts";
import { restoreSubject } from "../distribution/restore-subject.ts";
import { askSeenBefore } from "../inbox/seen-before.ts";
import { writerToWarn } from "../notices/warn-writer.ts";
import type { LookingSite } from "../site.ts";
import { copiesOf } from "./copies-of.ts";
import type { ExplainedCopies, Explanation } from "./explanation.ts";
import { type Foretold, NOTHING_DONE } from "./foretold.ts";

const PAGE = 500;

export async function foretellDistribution(site: LookingSite, mail: InFlight): Promise<Foretold> {
  const identity = identityOf(site, mail);
  const { before, post, plans } = await site.db.read(async (tx) => ({
    before: await askSeenBefore(tx, mail),
    post: await foreseePost(tx, newPost(mail, identity)),
    plans: await countPlans(tx, mail),
  }));
  if (before !== null) return { decision: before, ...NOTHING_DONE };
  const sealing = { mail, post, identity };
  return foretellCopies(site, { ...sealing, mail: await restoreSubject(site, sealing) }, plans);
}

/** How many members get what, by the text of the plan. */
async function countPlans(tx: Reader, mail: InFlight): Promise<ReadonlyMap<string, number>> {
  const plans = new Map<string, number>();
  const lists = await siblingLists(tx, mail);
  const forDigest = isUrgent(mail) || !(await waitsForDigest(tx, mail)) ? undefined : Number.MAX_SAFE_INTEGER;
  for (let after: MemberId | undefined; ;) {
    const asked = { listId: mail.list.id, also: lists.included, after, limit: PAGE, forDigest };
    const page = await fanOutPage(tx, asked);
    for (const member of await whoWants(tx, mail, { lists, page })) {
      const { profile } = planRow(mail, member);
      plans.set(profile, (plans.get(profile) ?? 0) + 1);
    }
    after = page.at(-1)?.memberId;
    if (page.length < PAGE) return plans;
  }
}

async function foretellCopies(
  site: LookingSite,
  sealing: Sealing,
  plans: ReadonlyMap<string, number>,
): Promise<Foretold> {
  const copies: ExplainedCopies[] = [];
  for (const [text, number] of [...plans].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const plan = decodePlan(text);
    if (plan.kind === "notice") {
      copies.push(notices(plan.reason, number));
      continue;
    }
    const request = { ...sealing, profile: plan.profile };
    const prepared = await prepareBody(site, request);
    if (!prepared.ok) return { decision: holdNotSendable(prepared.error), ...NOTHING_DONE };
    copies.push(await memberCopies(site, request, { body: prepared.value, number }));
  }
  const { mail } = sealing;
  const digest = await digestOf(site, mail);
  const archived = !isArchived(mail) ? null : goesSealedOnly(mail) ? "sealed" : "clear";
  return {
    decision: { do: "accept" },
    ...NOTHING_DONE,
    copies,
    archived,
    digest,
    answered: writerToWarn(mail),
  };
}

async function digestOf(site: LookingSite, { list, message }: InFlight): Promise<Explanation["digest"]> {
  const asked = { listId: list.id, settings: list.settings, octets: message.raw.length };
  const next = await site.db.read((tx) => nextDigest(tx, asked));
  return next && { ...next, at: next.at?.toISOString() ?? null };
}

function notices({ why }: WaitingReason, number: number): ExplainedCopies {
  const nothing = { scheme: null, cipher: null, signed: false, subject: null };
  return { to: "members", number, form: "notice", ...nothing, why };
}

async function memberCopies(
  site: LookingSite,
  { mail, profile }: BodyRequest,
  { body, number }: { readonly body: ReadyBody; readonly number: number },
): Promise<ExplainedCopies> {
  const made = signedIn(profile, mail.list.settings, await site.keyring.secrets(mail.list.id));
  const signed = !goesAsItCame(mail, profile) && made.sign;
  const scheme = made.scheme === "clear" ? null : made.scheme;
  return copiesOf(body, { to: "members", number, scheme, cipher: profile.cipher, signed });
}
