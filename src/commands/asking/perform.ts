/** Does what somebody wants, or holds it until a key comes back or an owner decides, or refuses it. */
import { addressKey, type EmailAddress, type ErrorCode, type Person, sameAddress } from "#base";
import type { TextKey } from "#i18n";
import { doorAddress } from "#lists";
import {
  decidersOf,
  giveRequestKey,
  holdForOwner,
  holdRequest,
  OWNER_NOTICES,
  type Permit,
  toldAtOnce,
} from "#operations";
import { takeOwnerNotice, type Transactor, within } from "#store";
import type { Desk, KeyMail, Told } from "../desk.ts";
import { ARCHIVE_FUNCTION, noPost } from "../texts/no-post.ts";
import { phrase, phraseOn, refusal } from "../texts/phrase.ts";
import { type MayAsk, mayAsk, type Question } from "./may-ask.ts";
import { type Doing, once } from "./once.ts";
import { inputForAll } from "./one-for-all.ts";
import { permit } from "./permit.ts";
import type { Wish } from "./wish.ts";

export interface Asking {
  readonly person: Person;
  /** Names the command within its mail. */
  readonly at: string;
}

export async function perform(desk: Desk, wish: Wish, asking: Asking): Promise<Told> {
  return once(desk, asking.at, () => doing(desk, wish, asking));
}

/** Whether it may be done is asked first: that may take long. Where the scenario wants it quiet no line is told. */
export async function doing(desk: Desk, wish: Wish, asking: Asking): Promise<Doing> {
  const permitted = await permit(desk, wish, asking.person);
  const proven = asking.person.method !== "smtp";
  return async (tx) => {
    const told = await carryOut({ tx, desk, wish }, { ...asking, permitted });
    return { ...told, ...(permitted.quiet ? { lines: [] } : {}), proven };
  };
}

/** In one transaction with what is remembered of it. */
interface Work {
  readonly tx: Transactor;
  readonly desk: Desk;
  readonly wish: Wish;
}

async function carryOut(
  work: Work,
  { permitted, ...asking }: Asking & { readonly permitted: Permit },
): Promise<Told> {
  const { desk } = work;
  switch (permitted.do) {
    case "allowed":
      return run(work, { ...asking, ...permitted });
    case "prove":
      return askKey(work, { ...asking, address: permitted.address });
    case "ask-owner":
      return askOwners(work, asking);
    case "ask-listmaster":
      return { lines: [phrase(desk, "command-listmaster")] };
    case "refused":
      return { lines: [refusal(desk, work.wish.list, permitted.why)] };
  }
}

type Running = Pick<Asking, "person"> & Pick<Extract<Permit, { readonly do: "allowed" }>, "quiet" | "notify">;

/** @throws what broke: nothing is done then, and all of it is tried again */
async function run({ tx, desk, wish }: Work, { person, quiet, notify }: Running): Promise<Told> {
  const { wanted, list } = wish;
  const { context } = desk;
  const input = { ...wish.input, ...(quiet ? wanted.quietly : {}), ...(notify ? wanted.notifying : {}) };
  tx.onCommit(context.wake);
  const brought = desk.brought(list)?.keys;
  const inside = { ...context, actor: person, db: within(tx, context.db), ...(brought && { brought }) };
  const outcome = await wanted.operation.invoke(inside, input);
  if (outcome.ok) {
    await desk.carriedOut(tx, list);
    const isWritten = wanted.isWritten(outcome.value, input);
    return { lines: wanted.tell(outcome.value, { ...desk, list, input }), isWritten };
  }
  if (BROKEN.includes(outcome.error.code)) throw outcome.error;
  return { lines: [failure(desk, wish, outcome.error.code)] };
}

/** Not an answer: the disk, the database, or a fault of ours. */
const BROKEN: readonly ErrorCode[] = ["storage-full", "unavailable", "internal"];

const OWN: readonly string[] = ["own", "own-shown"];

/** In our words: what an operation says to its operator names commands, and may name what is not everybody's. */
function failure(desk: Desk, { list, function: name }: Wish, code: string): string {
  switch (code) {
    case "already-exists":
      return phrase(desk, "command-already");
    case "not-found":
      if (OWN.includes(name)) return phrase(desk, "command-not-on", { list: list.address });
      return name === ARCHIVE_FUNCTION ? noPost(desk, list) : phrase(desk, "command-not-found");
    case "bad-input":
      return phrase(desk, "command-bad-input");
    case "key-unusable":
      return phraseOn(desk, list, "command-no-key");
    case "busy":
    case "not-allowed":
      return phrase(desk, "command-not-allowed");
    default:
      return phrase(desk, "command-failed");
  }
}

interface Proving extends Asking {
  /** Who has to send the key back. */
  readonly address: EmailAddress;
}

/** Whether the key goes out is told nobody but whom it would go to: who is on the list is nobody's business (S8). */
async function askKey({ tx, desk, wish }: Work, { person, at, address }: Proving): Promise<Told> {
  const { clock, random } = desk.context;
  const by = askedBy(person, address);
  const may = await mayAsk(tx, wish, { address, by, now: clock.now() });
  const owner = doorAddress(wish.list.address, "owner");
  const lines = [phrase(desk, by === "other" ? "command-key-sent" : ASKED[may], { address, owner })];
  if (may !== "asks") return { lines };
  const input = inputForAll(wish);
  const asked = { ...wish, ...rowOf(desk, wish, { person, at }), input, at: clock.now() };
  const { request, key } = await holdRequest(tx, asked, { address, random });
  return { lines, mails: [{ list: wish.list, to: address, kind: "confirm", request, key }] };
}

function askedBy(person: Person, address: EmailAddress): Question["by"] {
  if (!sameAddress(person.address, address)) return "other";
  return person.method === "smtp" ? "self" : "vouched";
}

const ASKED = {
  asks: "command-key-goes",
  open: "command-key-waits",
  enough: "command-key-tomorrow",
  "joins-enough": "command-join-tomorrow",
  nobody: "command-key-sent",
} as const satisfies Readonly<Record<MayAsk, TextKey>>;

/** What they are not told at once, for it is too much or they want none, waits all the same: the summary of the day names it. */
async function askOwners({ tx, desk, wish }: Work, { person, at }: Asking): Promise<Told> {
  const { clock, random } = desk.context;
  const { list } = wish;
  const asked = {
    ...withSignature(desk, wish, person),
    ...rowOf(desk, wish, { person, at }),
    at: clock.now(),
  };
  const lines = [phrase(desk, "command-owner-asked")];
  const { request, waitedBefore } = await holdForOwner(tx, asked);
  if (waitedBefore || !toldAtOnce(list)) return { lines };
  const mails: KeyMail[] = [];
  for (const { address: to } of await decidersOf(tx, list, wish.function)) {
    const notice = { to: addressKey(to), listId: list.id, now: asked.at, ...OWNER_NOTICES };
    if (!(await takeOwnerNotice(tx, notice))) continue;
    const key = await giveRequestKey(tx, request, { address: to, random });
    mails.push({ list, to, kind: "decide", request, key });
  }
  return { lines, mails };
}

/** Who asks for themselves: what they signed with waits along, for their joining. */
function withSignature(desk: Desk, wish: Wish, person: Person): Wish {
  if (wish.function !== "subscribe" || !sameAddress(person.address, wish.email)) return wish;
  const signed = desk.brought(wish.list)?.signed ?? null;
  return signed === null ? wish : { ...wish, input: { ...wish.input, signed } };
}

function rowOf(desk: Desk, { wanted }: Wish, { person, at }: Asking) {
  const { asked, inboxId } = desk;
  return { actor: person, operation: wanted.operation.name, asked, effect: `inbox:${inboxId}:${at}` };
}
