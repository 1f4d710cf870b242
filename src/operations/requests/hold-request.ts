/** Holds what somebody asked for until a one-time key comes back, or until an owner says yes. */
import {
  addDays,
  addressKey,
  type AuthMethod,
  type Bytes,
  type EmailAddress,
  type Random,
  sameAddress,
} from "#base";
import {
  insertRequest,
  insertRequestKey,
  requestByEffect,
  newRequestKey,
  type NewRequest,
  type StoredList,
  type StoredRequest,
  type Transactor,
} from "#store";

/** Days that a key can be brought back, and that owners have to decide. */
const REQUEST_DAYS = { person: 3, owner: 30 } as const;

export interface AskedRequest {
  /** null: it is about no list. */
  readonly list: StoredList | null;
  /** As scenarios name it. */
  readonly function: string;
  readonly actor: { readonly address: EmailAddress; readonly method: AuthMethod };
  /** Whom it is about. */
  readonly email: EmailAddress;
  /** One of `REQUESTABLE`, and its input: what runs then. */
  readonly operation: string;
  readonly input: unknown;
  /** HMAC of the octets that asked. */
  readonly asked: Bytes;
  /** Names the effect, such as an inbox row and a line: asked again, it takes the place of the one before. */
  readonly effect: string;
  readonly at: Date;
  /** Absent: as many as usual. */
  readonly days?: number;
}

export interface HeldRequest {
  readonly request: StoredRequest;
  /** What `address` has to bring back: 128 bits in hex that nobody can guess. Nobody can read it from the database. */
  readonly key: string;
}

/** Holds it for the word of one person. */
export async function holdRequest(
  tx: Transactor,
  asked: AskedRequest,
  { address, random }: { readonly address: EmailAddress; readonly random: Random },
): Promise<HeldRequest> {
  const request = await insertRequest(tx, { ...rowOf(asked), waitsFor: "person" });
  return { request, key: await giveRequestKey(tx, request, { address, random }) };
}

export interface WaitingForOwner {
  readonly request: StoredRequest;
  /** It waits since an earlier mail: the owners were asked then. */
  readonly waitedBefore: boolean;
}

/** Holds it for the owners. The same thing asked again changes nothing, unless who asks proves more. */
export async function holdForOwner(tx: Transactor, asked: AskedRequest): Promise<WaitingForOwner> {
  const what = `${asked.function} ${addressKey(asked.email)}`;
  const effect = `owner ${asked.list?.id ?? 0} ${what}`;
  const row = { ...rowOf({ ...asked, effect }, "owner"), waitsFor: "owner" } as const;
  const before = await requestByEffect(tx, effect, asked.at);
  if (before !== null && !takesPlaceOf(before, row)) return { request: before, waitedBefore: true };
  return { request: await insertRequest(tx, row), waitedBefore: false };
}

/** Who proved no more than the one before takes their place only with another wish of the same person. */
function takesPlaceOf(before: StoredRequest, row: NewRequest): boolean {
  const isStronger = PROVES[row.method] - PROVES[before.method];
  if (isStronger !== 0) return isStronger > 0;
  return row.method !== "smtp" && sameAddress(row.actor, before.actor) && row.input !== before.input;
}

/** How much each shows of who asks; an address in From shows nothing. */
const PROVES: Readonly<Record<AuthMethod, number>> = { smtp: 0, dkim: 1, md5: 2, smime: 3, pgp: 3 };

/** One more key for what waits, for one person. */
export async function giveRequestKey(
  tx: Transactor,
  request: StoredRequest,
  { address, random }: { readonly address: EmailAddress; readonly random: Random },
): Promise<string> {
  const key = await newRequestKey(tx, random, request.listId);
  await insertRequestKey(tx, key, { request, holder: address });
  return key;
}

function rowOf(asked: AskedRequest, waitsFor: keyof typeof REQUEST_DAYS = "person") {
  const { list, actor, email, operation, input, effect, at } = asked;
  return {
    listId: list?.id ?? null,
    function: asked.function,
    actor: actor.address,
    method: actor.method,
    email,
    operation,
    input: JSON.stringify(input),
    asked: asked.asked,
    effect,
    createdAt: at,
    expiresAt: addDays(at, asked.days ?? REQUEST_DAYS[waitsFor]),
  };
}
