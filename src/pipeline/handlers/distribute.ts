/**
 * An accepted post goes to the members: with the marks it is fixed who they are, and the first ones are planned for;
 * then each profile is sealed, its outbox rows are written chunk by chunk, and the next members are planned for. After
 * a crash the same inbox row comes back, and it goes on with the members that still wait.
 */
import type { Decision } from "#lists";
import {
  archivePost,
  beginPlan,
  createPost,
  endVacations,
  keepForDigest,
  markInboxSealing,
  type NewArchived,
  type NewDigestPost,
  type PostRow,
  type Transactor,
} from "#store";
import { identityOf } from "../compose/identity-of.ts";
import type { PostIdentity } from "../compose/opened/outside.ts";
import { archiveAhead } from "../distribution/archive-post.ts";
import { digestAhead } from "../digests/digest-ahead.ts";
import { newPost } from "../distribution/new-post.ts";
import { planAgain } from "../distribution/plan-again.ts";
import { planPage } from "../distribution/plan-pages.ts";
import { sealPlan } from "../distribution/seal-plan.ts";
import { whyNotAgain } from "../distribution/why-not-again.ts";
import type { InFlight } from "../in-flight.ts";
import { takeKeysAlong } from "../keys-along/take-keys-along.ts";
import { orderAcknowledgement } from "../notices/acknowledgement.ts";
import { rememberMessage, seenBefore } from "../inbox/seen-before.ts";
import type { PipelineSite } from "../site.ts";
import type { Walked } from "../inbox/walk-table.ts";

/** The decision that overrules the acceptance (a duplicate, a replay), or accept when all is queued. */
export async function distribute(site: PipelineSite, mail: InFlight): Promise<Decision> {
  const identity = identityOf(site, mail);
  const kept = await archiveAhead(site, mail, identity);
  const forDigest = await digestAhead(site, mail, identity);
  const accepted = await site.db.transact(async (tx) => {
    tx.onCommit(() => site.wakeErrands());
    return acceptPost(tx, mail, { identity, kept, forDigest });
  });
  if ("do" in accepted) return accepted;
  site.logger.info("inbox.accepted", { inbox: mail.inboxId, list: mail.list.id, post: accepted.number });
  return sealPlan(site, { mail, post: accepted, identity });
}

/**
 * For a post whose plan is there already: goes on where the last run ended, and gives it to members whose key works
 * by now.
 */
export async function resumePost(site: PipelineSite, walked: Walked, post: PostRow): Promise<Decision> {
  const { mail } = walked;
  const hindrance = await whyNotAgain(site, walked, post);
  if (hindrance !== null) return hindrance;
  const sealing = { mail, post, identity: identityOf(site, mail) };
  await planAgain(site, sealing, "all");
  return sealPlan(site, sealing);
}

interface Accepting {
  readonly identity: PostIdentity;
  /** null: the list keeps it for nobody. */
  readonly kept: NewArchived | null;
  /** null: nobody reads digests. */
  readonly forDigest: NewDigestPost | null;
}

async function acceptPost(
  tx: Transactor,
  mail: InFlight,
  { identity, kept, forDigest }: Accepting,
): Promise<PostRow | Decision> {
  const before = await seenBefore(tx, mail);
  if (before !== null) return before;
  await rememberMessage(tx, mail);
  await takeKeysAlong(tx, mail);
  await endVacations(tx, mail.list.id, mail.arrivedAt);
  const post = await createPost(tx, newPost(mail, identity));
  if (kept !== null) await archivePost(tx, post, kept);
  if (forDigest !== null) await keepForDigest(tx, post, forDigest);
  await beginPlan(tx, post.id);
  await planPage(tx, mail, post);
  await orderAcknowledgement(tx, mail);
  await markInboxSealing(tx, mail.inboxId);
  return post;
}
