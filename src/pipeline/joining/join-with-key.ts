/**
 * Answers of somebody who joins a list that wants a key: the first brings the key, the second shows that it is theirs, by
 * the address that only its owner could read and by a signature.
 */
import { addressKey, type EmailAddress } from "#base";
import type { PreparedKey } from "#keys";
import type { Decision } from "#lists";
import {
  holdJoining,
  type JoiningWithKey,
  memberJoinWithKey,
  type MembershipOrder,
  order,
  readJoining,
  takeRequest,
} from "#operations";
import {
  encodeRecipient,
  finishInbox,
  type KeyedRequest,
  listById,
  takeAnswer,
  type Transactor,
  within,
} from "#store";
import { operationContext } from "../commands/desk-of.ts";
import { markOnce } from "../commands/mark-once.ts";
import type { InFlight } from "../in-flight.ts";
import type { PipelineSite } from "../site.ts";
import { offeredKey } from "./offered-key.ts";
import { isSignedWith } from "./signed-with.ts";

const ANSWERS = { perAddressDay: 20, perListHour: 200 };

export async function joinWithKey(
  site: PipelineSite,
  mail: InFlight,
  { request, token }: Pick<KeyedRequest, "request"> & { readonly token: string },
): Promise<Decision> {
  const before = await markOnce(site, mail);
  if (before !== null) return before;
  const joining = readJoining(request.input);
  const answered = { mail, joining, token, until: request.expiresAt };
  await (joining.key === undefined ? takeKey(site, answered) : takeProof(site, answered, joining.key));
  return { do: "accept" };
}

interface Answered {
  readonly mail: InFlight;
  readonly joining: JoiningWithKey;
  /** The key that it brings back. */
  readonly token: string;
  readonly until: Date;
}

/** The first answer: a key that can be used is asked to prove itself; else the question is put again. */
async function takeKey(site: PipelineSite, { mail, joining, token, until }: Answered): Promise<void> {
  const { address: to } = joining;
  const offered = await offeredKey(mail, to);
  await conclude(site, mail, async (tx, list) => {
    if (offered === null)
      return tell(
        tx,
        mail,
        { to, at: site.clock.now() },
        { do: "ask-key", to, key: token, until, again: true, joined: false },
      );
    if ((await takeRequest(tx, token, { now: site.clock.now() })) === null) return;
    const { key, signing } = offered;
    const beside = signing === null ? {} : { signing: inBase64(signing) };
    const wanted = { ...joining, key: inBase64(key), ...beside };
    const held = await holdJoining(tx, list, { wanted, context: site });
    await tell(tx, mail, { to, at: site.clock.now() }, challengeOf(key, { to, ...held, again: false }));
  });
}

function inBase64({ bytes }: PreparedKey): string {
  return Buffer.from(bytes).toString("base64");
}

/** The second: signed with that key, they are on the list. */
async function takeProof(
  site: PipelineSite,
  { mail, joining, token, until }: Answered,
  file: string,
): Promise<void> {
  const { address: to } = joining;
  const key = await givenKey(mail, to, file);
  const signs = joining.signing === undefined ? key : await givenKey(mail, to, joining.signing);
  const isTheirs = signs !== null && (await isSignedWith(site, mail, signs));
  if (key !== null && !isTheirs) {
    const again = challengeOf(key, { to, key: token, until, again: true });
    return conclude(site, mail, (tx) => tell(tx, mail, { to, at: site.clock.now() }, again));
  }
  await conclude(site, mail, async (tx) => {
    if ((await takeRequest(tx, token, { now: site.clock.now() })) === null) return;
    const joined = key !== null && (await enters(tx, site, { ...joining, key: file }));
    if (!joined) await tell(tx, mail, { to, at: site.clock.now() }, { do: "key-refused", to });
  });
}

/** @throws what broke: then nothing is done */
async function enters(tx: Transactor, site: PipelineSite, input: JoiningWithKey): Promise<boolean> {
  const actor = { kind: "person", address: input.address, method: "md5" } as const;
  const context = { ...operationContext(site), actor, db: within(tx, site.db) };
  return (await memberJoinWithKey.invoke(context, input)).ok;
}

/** As it was given; null: it can be used no more. */
async function givenKey(mail: InFlight, address: EmailAddress, file: string): Promise<PreparedKey | null> {
  const { prepareMemberKey } = await import("#keys");
  const at = mail.judgedAt;
  const bytes = Buffer.from(file, "base64");
  const prepared = await prepareMemberKey({
    file: bytes,
    address,
    fingerprint: null,
    confirmAddress: false,
    at,
  });
  return prepared.ok ? prepared.value : null;
}

interface Challenge {
  readonly to: EmailAddress;
  readonly key: string;
  readonly until: Date;
  readonly again: boolean;
}

function challengeOf({ description, recipient }: PreparedKey, rest: Challenge): MembershipOrder {
  if (recipient === null) return { do: "key-refused", to: rest.to };
  const sealTo = encodeRecipient(recipient);
  return { do: "challenge", ...rest, fingerprint: description.fingerprint, sealTo };
}

interface Told {
  readonly to: EmailAddress;
  readonly at: Date;
}

async function tell(
  tx: Transactor,
  { list }: InFlight,
  { to, at }: Told,
  what: MembershipOrder,
): Promise<void> {
  const answer = { to: addressKey(to), listId: list.id, now: at, ...ANSWERS };
  if (await takeAnswer(tx, answer)) await order(tx, { listId: list.id, at }, what);
}

type Concluding = (tx: Transactor, list: NonNullable<Awaited<ReturnType<typeof listById>>>) => Promise<void>;

async function conclude(site: PipelineSite, mail: InFlight, work: Concluding): Promise<void> {
  await site.db.transact(async (tx) => {
    const list = await listById(tx, mail.list.id);
    if (list !== null) await work(tx, list);
    await finishInbox(tx, mail.inboxId, { decision: "accept", code: "", now: site.clock.now() });
    tx.onCommit(() => site.wakeErrands());
  });
}
