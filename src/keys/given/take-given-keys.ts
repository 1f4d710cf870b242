/** Does what is planned for keys that came along, in the transaction of whoever asks (S1, S2, S9). */
import { addDays, type Fingerprint, LIMITS } from "#base";
import * as store from "#store";
import { bindMemberKey, whyNotBindable } from "../bind-member-key.ts";
import type { GivenKey } from "./given-key.ts";
import { type GivenPlan, planGiven } from "./plan-given.ts";

/** How long a key waits for an owner. */
const OFFER_DAYS = 90;

export interface GivenKeys {
  readonly member: store.StoredMember;
  readonly keys: readonly GivenKey[];
  /** As `NewKeyOffer` has it. */
  readonly backed: boolean;
  readonly at: Date;
}

export interface TakenKey {
  readonly fingerprint: Fingerprint;
  readonly did: "bound" | "replaced" | "renewed" | "offered" | "nothing";
}

export async function takeGivenKeys(
  tx: store.Transactor,
  { member, keys, backed, at }: GivenKeys,
): Promise<readonly TakenKey[]> {
  const ids = { listId: member.listId, memberId: member.id };
  const free: GivenKey[] = [];
  for (const given of keys) {
    const { fingerprint } = given.key.description;
    const refusal = await whyNotBindable(tx, ids, fingerprint);
    if (refusal === null && !(await store.isRefusedKey(tx, member.id, fingerprint)))
      free.push(await asAtReturn(tx, member, given));
  }
  const plans = planGiven(await store.keysOfMembers(tx, [member.id]), free);
  const taken: TakenKey[] = [];
  for (const plan of plans) {
    const { fingerprint } = plan.given.key.description;
    taken.push({ fingerprint, did: await carryOut(tx, plan, { member, backed, at }) });
  }
  return taken;
}

/** Who left with another key and came back has it by an owner, or not at all (S9). */
async function asAtReturn(
  tx: store.Reader,
  { listId, address }: store.StoredMember,
  given: GivenKey,
): Promise<GivenKey> {
  const left = await store.leftKeys(tx, listId, address);
  const { fingerprint } = given.key.description;
  const isTheirs = left.length === 0 || left.some((one) => one.is(fingerprint));
  return isTheirs ? given : { ...given, vouched: false };
}

type Whose = Pick<GivenKeys, "member" | "backed" | "at">;

async function carryOut(tx: store.Transactor, plan: GivenPlan, whose: Whose): Promise<TakenKey["did"]> {
  switch (plan.do) {
    case "nothing":
      return "nothing";
    case "renew":
      return renew(tx, plan, whose);
    case "offer":
      return offer(tx, plan.given, whose);
    case "bind":
      return bind(tx, plan, whose);
  }
}

async function renew(
  tx: store.Transactor,
  { given: { key }, instead }: Extract<GivenPlan, { do: "renew" }>,
  { member, at }: Whose,
): Promise<TakenKey["did"]> {
  for (const old of instead) await store.unbindMemberKey(tx, member.listId, old.fingerprint);
  const did = await bindMemberKey(tx, { member, key, source: "member", replace: false, at });
  return did.ok ? "renewed" : "nothing";
}

async function bind(
  tx: store.Transactor,
  { given, instead }: Extract<GivenPlan, { do: "bind" }>,
  { member, at }: Whose,
): Promise<TakenKey["did"]> {
  const { bytes: publicKey, ...facts } = given.key;
  const { listId, id: memberId } = member;
  for (const old of instead) await store.unbindMemberKey(tx, listId, old.fingerprint);
  const row = { ...facts, listId, memberId, publicKey, source: "harvest", boundAt: at } as const;
  const bound = await store.bindMemberKey(tx, row);
  if (!bound.ok) return "nothing";
  await store.forgetKeyOffer(tx, memberId, given.key.description.fingerprint);
  return instead.length > 0 ? "replaced" : "bound";
}

async function offer(
  tx: store.Transactor,
  { key, via }: GivenKey,
  { member, backed, at }: Whose,
): Promise<TakenKey["did"]> {
  const { scheme, fingerprint } = key.description;
  const ids = { listId: member.listId, memberId: member.id };
  const facts = { scheme, fingerprint, publicKey: key.bytes, via, backed };
  const row = { ...ids, ...facts, at, until: addDays(at, OFFER_DAYS) };
  const isNew = await store.insertKeyOffer(tx, row, LIMITS.keyOffersPerMember);
  return isNew ? "offered" : "nothing";
}
