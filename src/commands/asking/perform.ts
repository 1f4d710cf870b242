/** Does what somebody wants, or holds it until a key comes back or an owner decides, or refuses it. */
import { addressKey, type EmailAddress, type Person } from "#base";
import { giveRequestKey, holdForOwner, holdRequest, type Permit } from "#operations";
import { listStaff, memberByAddress, takeConfirmation, takeRequestAnswer, type Transactor } from "#store";
import type { Desk, KeyMail, Told } from "../desk.ts";
import { phrase, refusal } from "../texts/phrase.ts";
import { permit } from "./permit.ts";
import type { Wish } from "./wish.ts";

/** What is about members only. */
const LEAVING: readonly string[] = ["unsubscribe", "own"];

export interface Asking {
  readonly person: Person;
  /** Names the command within its mail. */
  readonly at: string;
}

/** Where the scenario wants it quiet no line is told. */
export async function perform(desk: Desk, wish: Wish, asking: Asking): Promise<Told> {
  const permitted = await permit(desk, wish, asking.person);
  const told = await carryOut(desk, wish, { ...asking, permitted });
  const proven = asking.person.method !== "smtp";
  return { ...told, ...(permitted.quiet ? { lines: [] } : {}), proven };
}

async function carryOut(
  desk: Desk,
  wish: Wish,
  { permitted, ...asking }: Asking & { readonly permitted: Permit },
): Promise<Told> {
  switch (permitted.do) {
    case "allowed":
      return run(desk, wish, { ...asking, ...permitted });
    case "prove":
      return askKey(desk, wish, { ...asking, address: permitted.address });
    case "ask-owner":
      return askOwners(desk, wish, asking);
    case "ask-listmaster":
      return { lines: [phrase(desk, "command-listmaster")] };
    case "refused":
      return { lines: [refusal(desk, permitted.why)] };
  }
}

type Running = Pick<Asking, "person"> & Pick<Extract<Permit, { readonly do: "allowed" }>, "quiet" | "notify">;

async function run(desk: Desk, wish: Wish, { person, quiet, notify }: Running): Promise<Told> {
  const { wanted, list } = wish;
  const input = { ...wish.input, ...(quiet ? wanted.quietly : {}), ...(notify ? wanted.notifying : {}) };
  const outcome = await wanted.operation.invoke({ ...desk.context, actor: person }, input);
  const { language } = desk;
  if (outcome.ok) return { lines: wanted.tell(outcome.value, { language, list }) };
  return { lines: [failure(desk, outcome.error.code)] };
}

/** In our words: what an operation says to its operator names commands, and may name what is not everybody's. */
function failure(desk: Desk, code: string): string {
  switch (code) {
    case "already-exists":
      return phrase(desk, "command-already");
    case "not-found":
      return phrase(desk, "command-not-found");
    case "bad-input":
      return phrase(desk, "command-bad-input");
    case "key-unusable":
      return phrase(desk, "command-no-key");
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

/** Whether the key goes out is not told: who is on the list is nobody's business (S8). */
async function askKey(desk: Desk, wish: Wish, { person, at, address }: Proving): Promise<Told> {
  const { clock, db, random } = desk.context;
  const mail = await db.transact(async (tx): Promise<KeyMail | null> => {
    if (!(await mayAsk(tx, desk, wish, address))) return null;
    const asked = { ...wish, ...rowOf(desk, wish, { person, at }), at: clock.now() };
    const { request, key } = await holdRequest(tx, asked, { address, random });
    return { list: wish.list, to: address, kind: "confirm", request, key };
  });
  const lines = [phrase(desk, "command-key-sent", { address })];
  return mail === null ? { lines } : { lines, mails: [mail] };
}

/**
 * Nobody is written to about leaving what they are not on; about joining, once a day over all lists; about the rest, once an
 * hour about the same.
 */
async function mayAsk(tx: Transactor, desk: Desk, wish: Wish, address: EmailAddress): Promise<boolean> {
  const { list, email } = wish;
  const now = desk.context.clock.now();
  const isMember = (await memberByAddress(tx, list.id, email)) !== null;
  if (wish.function === "subscribe" && !isMember)
    return takeConfirmation(tx, { to: addressKey(address), now });
  if (LEAVING.includes(wish.function) && !isMember) return false;
  const door = `${list.address} confirm ${wish.function} ${addressKey(email)}`;
  return takeRequestAnswer(tx, { door, to: addressKey(address), now });
}

async function askOwners(desk: Desk, wish: Wish, { person, at }: Asking): Promise<Told> {
  const { clock, db, random } = desk.context;
  const { list } = wish;
  const mails = await db.transact(async (tx) => {
    const asked = { ...wish, ...rowOf(desk, wish, { person, at }), at: clock.now() };
    const request = await holdForOwner(tx, asked);
    const owners = (await listStaff(tx, list.id)).filter(({ owner }) => owner);
    return Promise.all(
      owners.map(async ({ address: to }): Promise<KeyMail> => {
        const key = await giveRequestKey(tx, request, { address: to, random });
        return { list, to, kind: "decide", request, key };
      }),
    );
  });
  return { lines: [phrase(desk, "command-owner-asked")], mails };
}

function rowOf(desk: Desk, { wanted }: Wish, { person, at }: Asking) {
  const { asked, effect } = desk;
  return { actor: person, operation: wanted.operation.name, asked, effect: `${effect}:${at}` };
}
