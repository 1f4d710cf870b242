/** Seals for the members that a plan still waits for, profile by profile, and plans for the next ones. */
import type { Profile } from "#base";
import { decodePlan, type Decision, usesKeys } from "#lists";
import {
  finishInbox,
  finishPost,
  isForDigest,
  keepPost,
  type PostRow,
  restOfPlan,
  waitingProfiles,
  withdrawPost,
} from "#store";
import { beginLargeDigest } from "../digests/begin-digests.ts";
import { keptUntil } from "./kept-until.ts";
import { planAgain } from "./plan-again.ts";
import { planPage } from "./plan-pages.ts";
import { holdNotSendable, type NotSendable } from "../compose/not-sendable.ts";
import type { Sealing } from "./prepare-body.ts";
import { ProfileSealing } from "./seal-profile.ts";
import { restoreSubject } from "./restore-subject.ts";
import { type CopiesOf, scrubCopies } from "../scrubbing/scrub-copies.ts";
import { sendWaitingNotices } from "./waiting-notices.ts";
import type { PipelineSite } from "../site.ts";
import { wasOpened } from "../facts/was-opened.ts";

/** So many pages of members are planned for before their copies are sealed: fewer would leave the last chunks small. */
const PAGES = 4;

interface Copying extends Sealing {
  readonly copies: CopiesOf;
  /** Profiles that were begun, by the text of the plan. */
  readonly begun: Map<string, ProfileSealing>;
}

/** accept when everybody's copy is queued; hold if the post cannot be sent on as it is. */
export async function sealPlan(site: PipelineSite, accepted: Sealing): Promise<Decision> {
  const sealing = { ...accepted, mail: await restoreSubject(site, accepted) };
  const copying = { ...sealing, copies: await scrubCopies(site, sealing), begun: new Map() };
  do {
    const trouble = await sealWaiting(site, copying);
    if (trouble !== null) return withdraw(site, sealing.post, trouble);
  } while (await planMore(site, sealing));
  await finish(site, sealing);
  return { do: "accept" };
}

/** Whether anybody more is to be sealed for or told. */
async function planMore(site: PipelineSite, sealing: Sealing): Promise<boolean> {
  let planned = false;
  for (let nth = 0; nth < PAGES && (await planNext(site, sealing)); nth++) planned = true;
  return planned || (usesKeys(sealing.mail.list.settings) && planAgain(site, sealing, "lost"));
}

async function planNext(site: PipelineSite, { mail, post }: Sealing): Promise<boolean> {
  const isWhole = (await site.db.read((tx) => restOfPlan(tx, post.id))) === null;
  return !isWhole && site.db.transact((tx) => planPage(tx, mail, post));
}

async function sealWaiting(site: PipelineSite, copying: Copying): Promise<NotSendable | null> {
  const { mail, post, identity, begun } = copying;
  for (const text of await site.db.read((tx) => waitingProfiles(tx, post.id))) {
    const plan = decodePlan(text);
    if (plan.kind === "notice") await sendWaitingNotices(site, { mail, post, identity }, plan.reason);
    else {
      const profile = begun.get(text) ?? (await beginProfile(site, copying, plan.profile));
      begun.set(text, profile);
      const trouble = await profile.goOn();
      if (trouble !== null) return trouble;
    }
  }
  return null;
}

async function beginProfile(
  site: PipelineSite,
  { post, identity, copies }: Copying,
  profile: Profile,
): Promise<ProfileSealing> {
  return new ProfileSealing(site, { mail: await copies(profile), post, identity, profile });
}

async function finish(site: PipelineSite, { mail, post }: Sealing): Promise<void> {
  const { list, inboxId } = mail;
  const now = site.clock.now();
  await site.db.transact(async (tx) => {
    await finishPost(tx, post.id, now);
    if (usesKeys(list.settings)) {
      const ids = { postId: post.id, listId: list.id, inboxId };
      await keepPost(tx, { ...ids, opened: wasOpened(mail), now, until: keptUntil(mail) ?? now });
    }
    await finishInbox(tx, inboxId, { decision: "accept", code: "", now });
    const isLarge = (await isForDigest(tx, post.id)) && (await beginLargeDigest(tx, list.id, now));
    if (isLarge) tx.onCommit(() => site.wakeErrands());
    tx.onCommit(() => site.wakeDelivery());
  });
}

/** It is held and may come again; a number that no member saw is not used up. */
async function withdraw(site: PipelineSite, post: PostRow, trouble: NotSendable): Promise<Decision> {
  await site.db.transact((tx) => withdrawPost(tx, post, site.clock.now()));
  return holdNotSendable(trouble);
}
