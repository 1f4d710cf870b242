/**
 * A one-time key that came back: what it was given out for is done now, raised to `md5`. Whether it may be done is asked
 * again. It counts for its own list, once.
 */
import { addressKey, type EmailAddress, type Person } from "#base";
import { findRequest, takeRequest, type TakenRequest } from "#operations";
import { listById, type StoredList } from "#store";
import type { Desk, Told } from "../desk.ts";
import { phrase } from "../texts/phrase.ts";
import { type Doing, once } from "./once.ts";
import { wishesForAll } from "./one-for-all.ts";
import { doing } from "./perform.ts";
import type { Wanted, Wish } from "./wish.ts";

/** What may run when a key comes back, by the name of its operation. */
export type WantedNamed = (operation: string) => Wanted | null;

export interface BroughtKey {
  readonly key: string;
  /** What the same line says is wanted; it must be that. */
  readonly says?: Pick<Wish, "function" | "email">;
  readonly at: string;
  readonly wantedNamed: WantedNamed;
}

export interface Confirmed extends Told {
  /** null: the key was for nothing, or for nothing any more. */
  readonly list: StoredList | null;
  /** Whom it had been mailed to. */
  readonly holder: EmailAddress | null;
}

export async function confirmKey(desk: Desk, brought: BroughtKey): Promise<Confirmed> {
  const {
    list = null,
    holder = null,
    ...told
  } = await once(desk, brought.at, () => fulfilment(desk, brought));
  return { ...told, list, holder };
}

/**
 * Taking the key, and what it was given out for, are one step. Who is welcomed is not told the same twice, as
 * Mailman has it.
 */
async function fulfilment(desk: Desk, { key, says, at, wantedNamed }: BroughtKey): Promise<Doing> {
  const { db, clock } = desk.context;
  const own = desk.own === null ? {} : { listId: desk.own.id };
  const looking = { now: clock.now(), expected: { waitsFor: "person", ...says, ...own } } as const;
  const found = await db.read((tx) => findRequest(tx, key, looking));
  const wish = found === null ? null : await wishOf(desk, found, wantedNamed);
  const gone = { lines: [phrase(desk, "command-key-gone")] };
  if (found === null || wish === null) return () => Promise.resolve(gone);
  const person: Person = { kind: "person", address: holderOf(found), method: "md5" };
  const acts: Doing[] = [];
  for (const [nth, one] of (await db.read((tx) => wishesForAll(tx, wish))).entries())
    acts.push(await doing(desk, one, { person, at: nth === 0 ? at : `${at}.${nth}` }));
  return async (tx) => {
    if ((await takeRequest(tx, key, looking)) === null) return gone;
    const told: Told[] = [];
    for (const act of acts) told.push(await act(tx));
    const lines = told.flatMap((one) => (one.isWritten === true ? [] : one.lines));
    const mails = told.flatMap((one) => one.mails ?? []);
    return { lines, mails, proven: true, list: wish.list, holder: person.address };
  };
}

async function wishOf(desk: Desk, { request }: TakenRequest, wantedNamed: WantedNamed): Promise<Wish | null> {
  const { listId, operation, email, input } = request;
  const list = listId === null ? null : await desk.context.db.read((tx) => listById(tx, listId));
  const wanted = wantedNamed(operation);
  if (list === null || wanted === null) return null;
  return { list, function: request.function, email, wanted, input: JSON.parse(input) as object };
}

/** The key went to one of the two. */
function holderOf({ request, holder }: TakenRequest): EmailAddress {
  return addressKey(request.email) === holder ? request.email : request.actor;
}
