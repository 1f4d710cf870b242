/**
 * `LIST-confirm+TOKEN`: an owner or moderator answers a notice of what waits. What counts is done, once, in the
 * transaction that also orders the answer to them; what does not count changes nothing.
 */
import { addressKey, AppError, type ErrorCode, type HeldId, type MemberId, utcDay } from "#base";
import { type Decision, listDemand } from "#lists";
import {
  askAgain,
  defer,
  DEFER_DAYS,
  type HeldOnList,
  letGoOn,
  type ModerationText,
  order,
  reject,
  sendCopy,
} from "#operations";
import {
  eraseHeld,
  finishInbox,
  heldById,
  heldTokenOwner,
  listById,
  listStaff,
  memberById,
  type Reader,
  type StoredMember,
  takeModerationAnswer,
  takeRequestAnswer,
  type Transactor,
  useHeldToken,
} from "#store";
import type { InFlight } from "../in-flight.ts";
import { type ModerationReply, readModerationReply } from "../moderation/moderation-reply.ts";
import { replyText } from "../moderation/reply-text.ts";
import { outerMessageId } from "../facts/outer-message-id.ts";
import { rememberMessage, seenBefore } from "../inbox/seen-before.ts";
import type { PipelineSite } from "../site.ts";
import { isFrom, saysWhich, standingOf, tokenOf } from "../moderation/whose-answer.ts";

export const NOTHING_ASKED: Decision = {
  do: "discard",
  code: "answers-nothing",
  args: {},
  detail: "no such question is open",
};
const ANSWERS = { perHour: 60, perDay: 300 };

export async function moderate(site: PipelineSite, mail: InFlight): Promise<Decision> {
  return site.db.transact(async (tx) => {
    tx.onCommit(() => site.wakeErrands());
    const { decision, ...facts } = await decideOrSay(tx, mail, site.clock.now());
    if (decision.do === "accept")
      tx.onCommit(() =>
        site.logger.info("held.answered", { inbox: mail.inboxId, list: mail.list.id, ...facts }),
      );
    return decision;
  });
}

interface Answered {
  readonly decision: Decision;
  /** For the log: which message, by which member, and what came of it. */
  readonly held?: HeldId;
  readonly by?: MemberId;
  readonly outcome?: string;
}

export interface Asked {
  readonly held: HeldOnList;
  readonly person: StoredMember;
}

async function decideOrSay(tx: Transactor, mail: InFlight, at: Date): Promise<Answered> {
  const asked = await askedOf(tx, mail, at);
  if (asked === null) return { decision: await answerNothing(tx, mail, at) };
  const before = await seenBefore(tx, mail);
  if (before?.do === "silent") return { decision: before };
  const outcome = before === null ? await outcomeOf(tx, mail, asked) : { text: "replayed" as const };
  await answer(tx, mail, { ...asked, at }, outcome);
  await finishInbox(tx, mail.inboxId, { decision: "accept", code: "", now: at });
  const facts = { held: asked.held.row.id, by: asked.person.id, outcome: outcome.text ?? "shown" };
  return { decision: { do: "accept" }, ...facts };
}

/** Of whom and about what the token asks; null: it asks nothing, or its owner may decide nothing any more. */
export async function askedOf(tx: Reader, mail: InFlight, at: Date): Promise<Asked | null> {
  const owner = await heldTokenOwner(tx, tokenOf(mail));
  if (owner === null) return null;
  const row = await heldById(tx, owner.heldId);
  const person = await memberById(tx, owner.memberId);
  const list = await listById(tx, mail.list.id);
  if (row === null || person === null || list === null) return null;
  const isTheirs = row.listId === list.id && person.listId === list.id && (person.owner || person.moderator);
  return isTheirs ? { held: { row, list, at }, person } : null;
}

interface Outcome {
  /** null: the copy that was asked for is the answer. */
  readonly text: ModerationText | null;
  readonly args?: Readonly<Record<string, string>>;
  /** False: nothing is left to decide about. */
  readonly waits?: boolean;
}

/** Another answer was quicker, by this token or by another. */
const GONE: Outcome = { text: "gone", waits: false };

async function outcomeOf(tx: Transactor, mail: InFlight, asked: Asked): Promise<Outcome> {
  const standing = standingOf(mail, asked.person);
  if (!standing.counts)
    return { text: standing.text, ...("why" in standing ? { args: { why: standing.why } } : {}) };
  const text = replyText(mail);
  const reply = readModerationReply(text);
  if (reply === null || (reply.verb === "reject" && reply.reason === "")) return { text: "not-understood" };
  if (reply.number !== null && reply.number !== asked.held.row.id) return { text: "other-number" };
  if (!saysWhich(mail, text, reply.number)) return { text: "which" };
  if (!(await useHeldToken(tx, tokenOf(mail)))) return GONE;
  await rememberMessage(tx, mail);
  return orRefused({ "not-found": GONE }, () => carryOut(tx, asked, reply));
}

async function carryOut(tx: Transactor, asked: Asked, reply: ModerationReply): Promise<Outcome> {
  const { held, person } = asked;
  switch (reply.verb) {
    case "accept":
      return accept(tx, held);
    case "reject": {
      const told = await reject(tx, held, reply.reason);
      return told === null
        ? { text: "rejected-untold", waits: false }
        : { text: "rejected", args: { told }, waits: false };
    }
    case "discard":
      return (await eraseHeld(tx, held.row.id)) ? { text: "discarded", waits: false } : GONE;
    case "defer": {
      const until = await defer(tx, held, reply.days ?? DEFER_DAYS);
      return { text: "deferred", args: { date: utcDay(until) } };
    }
    case "ask":
      return ask(tx, held);
    case "show":
      await sendCopy(tx, held, person.id);
      return { text: null };
  }
}

async function accept(tx: Transactor, held: HeldOnList): Promise<Outcome> {
  return orRefused({ "not-allowed": { text: "not-accepted" } }, async () => {
    await letGoOn(tx, held);
    return { text: "accepted", waits: false };
  });
}

async function ask(tx: Transactor, held: HeldOnList): Promise<Outcome> {
  return orRefused({ "not-allowed": { text: "not-asked" } }, async () => ({
    text: "asked",
    args: { told: await askAgain(tx, held) },
  }));
}

type Refusals = Readonly<Partial<Record<ErrorCode, Outcome>>>;

async function orRefused(refusals: Refusals, act: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await act();
  } catch (thrown) {
    const refused = refusals[AppError.fromUnknown(thrown).code];
    if (refused === undefined) throw thrown;
    return refused;
  }
}

/** To the person that the token belongs to, at the address that the list knows; never to where an answer came from. */
async function answer(
  tx: Transactor,
  mail: InFlight,
  { held, person, at }: Asked & { readonly at: Date },
  { text, args = {}, waits = true }: Outcome,
): Promise<void> {
  const who = { to: addressKey(person.address), listId: mail.list.id, now: at };
  if (text === null || !(await takeModerationAnswer(tx, { ...who, ...ANSWERS }))) return;
  await order(
    tx,
    { listId: mail.list.id, at },
    {
      do: "tell-moderator",
      member: person.id,
      inReplyTo: outerMessageId(mail.message),
      text,
      args: { ...args, number: String(held.row.id) },
      held: waits ? held.row.id : null,
    },
  );
}

/**
 * A token that asks nothing: never given out, used, or another was quicker; all the same. Who may decide on this list is
 * told so, once an hour; of anybody else it is kept closed.
 */
async function answerNothing(tx: Transactor, mail: InFlight, at: Date): Promise<Decision> {
  const person = await writerOf(tx, mail);
  if (person === null) return NOTHING_ASKED;
  const door = `${mail.list.address} confirm`;
  if (await takeRequestAnswer(tx, { door, to: addressKey(person.address), now: at })) {
    const told = {
      do: "tell-moderator",
      member: person.id,
      inReplyTo: outerMessageId(mail.message),
    } as const;
    await order(tx, { listId: mail.list.id, at }, { ...told, text: "gone", args: {}, held: null });
  }
  await finishInbox(tx, mail.inboxId, { decision: "accept", code: "answers-nothing", now: at });
  return { do: "accept" };
}

async function writerOf(tx: Reader, mail: InFlight): Promise<StoredMember | null> {
  const signer: MemberId | null = mail.author.authentic ? mail.author.member : null;
  const signs = listDemand(mail.list.settings, "post_sign") !== "no";
  const staff = await listStaff(tx, mail.list.id);
  return staff.find((person) => (signs ? person.id === signer : isFrom(mail, person))) ?? null;
}
