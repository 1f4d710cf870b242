import { z } from "zod";
import { AppError, type AuthorityId, type EmailAddress, ok, type Scheme } from "#base";
import {
  addListKey,
  type CertifiedKey,
  certifiedListKey,
  certifierOf,
  type ListKeyMaterial,
  makeListKey,
  retireListKeys,
  revokeListKeys,
} from "#keys";
import {
  authoritySecret,
  insertIssued,
  type ListKey,
  listKeys,
  type StoredList,
  type Transactor,
} from "#store";
import { address, scheme } from "../input.ts";
import { settingsOf } from "../lists/list-settings-of.ts";
import { type Context, operation } from "../operation.ts";
import { tellMembers } from "../lists/tell-members.ts";
import { type ListKeyView, listKeyView } from "../views.ts";
import { orRefuse, wantedList } from "../wanted.ts";

export interface ChangedKeys {
  readonly keys: readonly ListKeyView[];
  /** How many members are told. */
  readonly told: number;
  /** Certificates that an authority elsewhere has to revoke: their fingerprints. */
  readonly unpublished: readonly string[];
}

const input = z.strictObject({
  list: address,
  /** Absent: those that the list has keys of. */
  schemes: z.array(scheme).min(1).optional(),
});

/** The old key opens for `old_key_days`, and signs what members are told, once. */
export const keyRotate = operation({
  name: "key.rotate",
  summary: "Put new keys in the place of a list's, and tell the members",
  input,
  async run(context, wanted) {
    const { list, made, schemes } = await newKeys(context, wanted, true);
    const days = settingsOf(list).old_key_days;
    const old = await context.db.transact(async (tx) => {
      const ended = await retireListKeys(tx, { list, schemes, at: context.clock.now(), days });
      await addAll(tx, list, made);
      return ended;
    });
    return ok(await told(context, list, { why: "rotated", old, unpublished: [] }));
  },
});

/** The old key opens nothing more; what comes sealed to it waits. */
export const keyCompromised = operation({
  name: "key.compromised",
  summary: "Say that somebody else has a list's keys: they count no more, and members are told",
  input,
  async run(context, wanted) {
    const { list, made, schemes } = await newKeys(context, wanted, false);
    const days = settingsOf(list).old_key_days;
    const revoked = await context.db.transact(async (tx) => {
      const ended = await revokeListKeys(tx, { list, schemes, at: context.clock.now(), days });
      await addAll(tx, list, made);
      return ended;
    });
    const old = revoked.map(({ key }) => key);
    const unpublished = revoked.filter(({ isPublished }) => !isPublished).map(({ key }) => key.fingerprint);
    return ok(await told(context, list, { why: "compromised", old, unpublished }));
  },
});

interface Wanted {
  readonly list: EmailAddress;
  readonly schemes?: readonly Scheme[] | undefined;
}

interface NewKey {
  readonly key: ListKeyMaterial;
  /** Of the site's authority that certified it. */
  readonly issued?: { readonly by: AuthorityId; readonly row: CertifiedKey["row"] };
}

/**
 * Made before any transaction.
 *
 * @param canWait false: what an authority elsewhere certified is replaced by a certificate of the list's own
 */
async function newKeys(context: Context, wanted: Wanted, canWait: boolean) {
  const { db } = context;
  const list = await db.read((tx) => wantedList(tx, wanted.list));
  const present = (await db.read((tx) => listKeys(tx, list.id))).filter(({ active }) => active);
  const has = new Set(present.map((key) => key.scheme));
  const schemes = [...(wanted.schemes === undefined ? has : new Set(wanted.schemes))];
  if (schemes.length === 0 || !schemes.every((one) => has.has(one))) throw noSuchKey(list.address);
  const made: NewKey[] = [];
  for (const one of schemes) {
    const key = present.find((old) => old.scheme === one && old.use !== "encrypt");
    made.push(await newKey(context, { list, scheme: one, old: key ?? null, canWait }));
  }
  return { list, made, schemes };
}

interface Successor {
  readonly list: StoredList;
  readonly scheme: Scheme;
  readonly old: ListKey | null;
  readonly canWait: boolean;
}

/** Certified by whom the old one was, where that is in our hands. */
async function newKey(
  { db, clock, random }: Context,
  { list, scheme: family, old, canWait }: Successor,
): Promise<NewKey> {
  const request = { address: list.address, displayName: list.displayName, at: clock.now(), random };
  if (family === "openpgp" || old === null) return { key: await makeListKey(family, request) };
  const by = await db.read((tx) => certifierOf(tx, old, list.address));
  if (by === "elsewhere" && canWait) throw askElsewhere(list.address);
  if (by === "elsewhere" || by === "list") return { key: await makeListKey(family, request) };
  const secret = await db.read((tx) => authoritySecret(tx, by));
  const { key, row } = orRefuse(await certifiedListKey({ ...request, authority: by, secret }));
  return { key, issued: { by: by.id, row } };
}

async function addAll(tx: Transactor, list: StoredList, made: readonly NewKey[]): Promise<void> {
  for (const { key, issued } of made) {
    orRefuse(await addListKey(tx, { list, key, replace: true }));
    if (issued !== undefined) await insertIssued(tx, issued.by, issued.row);
  }
}

function askElsewhere(list: EmailAddress): AppError {
  const publicText = `An authority elsewhere issued the certificate of ${list}: ask it for the next one. Make the request: conclave key csr ${list}. Then: conclave key import ${list} ANSWER --replace, and conclave list send-key ${list}. The OpenPGP key alone: --scheme openpgp`;
  return new AppError({ code: "not-allowed", publicText });
}

interface Change {
  readonly why: "rotated" | "compromised";
  readonly old: readonly ListKey[];
  readonly unpublished: readonly string[];
}

async function told(
  context: Context,
  list: StoredList,
  { why, old, unpublished }: Change,
): Promise<ChangedKeys> {
  const count = await tellMembers(context, list, { why, old: old.map((key) => key.fingerprint) });
  const keys = await context.db.read((tx) => listKeys(tx, list.id));
  return { keys: keys.map(listKeyView), told: count, unpublished };
}

function noSuchKey(list: EmailAddress): AppError {
  const publicText = `${list} has no such key. Make one: conclave key generate ${list}`;
  return new AppError({ code: "not-found", publicText });
}
