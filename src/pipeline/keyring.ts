/** The keys of lists and members, read from the database when a step asks for them. */
import { createHash, createHmac } from "node:crypto";
import {
  type AuthorityFiles,
  type Bytes,
  type EmailAddress,
  type Fingerprint,
  type ListId,
  type MemberId,
  type MemberKeyId,
  NO_AUTHORITY_FILES,
  type SignerHint,
  type SignerKey,
  toHex,
} from "#base";
import { anchorReader } from "#keys";
import type { Binding } from "#protect";
import {
  type Database,
  listKeys,
  listSecrets,
  memberById,
  memberByAddress as readMember,
  memberKeyByFingerprint,
  memberKeyPage,
  memberKeysBySigner,
  otherAddressesOf,
  type Reader,
  type StoredMemberKey,
} from "#store";
import type { BoundSigners, Keyring, ListSecrets } from "./in-flight.ts";

const PAGE = 500;

export function createKeyring(
  db: Pick<Database, "read">,
  markKey: Bytes,
  files: AuthorityFiles = NO_AUTHORITY_FILES,
): Keyring {
  return {
    secrets: (list) => db.read((tx) => readSecrets(tx, list)),
    signers: (list) => boundSigners(db, list),
    memberByAddress: (list, address) => db.read((tx) => idOfAddress(tx, list, address)),
    holder: (list, address) => db.read(async (tx) => (await readMember(tx, list, address))?.id ?? null),
    anchors: anchorReader(db, files),
    authorityFiles: files,
    markOf: (purpose, bytes) => createHmac("sha256", markKey).update(`${purpose}\0`).update(bytes).digest(),
  };
}

async function readSecrets(tx: Reader, list: ListId): Promise<ListSecrets> {
  const all = await listSecrets(tx, list);
  const active = all.filter((secret) => secret.active);
  const openpgp = active.find((secret) => secret.scheme === "openpgp") ?? null;
  const keys = await listKeys(tx, list);
  return {
    all,
    openpgp,
    smime: active.find(({ scheme, use }) => scheme === "smime" && use !== "encrypt") ?? null,
    compromised: keys.some(({ revokedAt }) => revokedAt !== null),
    openpgpPublic: keys.find((key) => key.fingerprint === openpgp?.fingerprint)?.publicKey ?? null,
  };
}

async function idOfAddress(tx: Reader, list: ListId, address: EmailAddress): Promise<MemberId | null> {
  const member = await readMember(tx, list, address);
  return member?.receives === true ? member.id : null;
}

function boundSigners(db: Pick<Database, "read">, list: ListId): BoundSigners {
  const found: Binding[] = [];
  const lookup = async (hints: readonly SignerHint[]): Promise<SignerKey[]> =>
    db.read(async (tx) => {
      const keys = await keysNamedBy(tx, list, hints);
      for (const key of keys) found.push(await bindingOf(tx, key));
      return keys.map(({ scheme, fingerprint, publicKey, pinned, description }) => ({
        scheme,
        fingerprint,
        bytes: publicKey,
        pinned,
        revoked: description.revoked,
      }));
    });
  return { lookup, found };
}

/** By what the signature names: a fingerprint, or the id of a signing subkey. */
async function keysNamedBy(
  tx: Reader,
  list: ListId,
  hints: readonly SignerHint[],
): Promise<readonly StoredMemberKey[]> {
  const keys = new Map<MemberKeyId, StoredMemberKey>();
  for (const hint of hints) {
    for (const key of await keysNamed(tx, list, hint)) keys.set(key.id, key);
  }
  return [...keys.values()];
}

async function keysNamed(tx: Reader, list: ListId, hint: SignerHint): Promise<readonly StoredMemberKey[]> {
  const fingerprint = fingerprintOf(hint);
  const key = fingerprint === null ? null : await memberKeyByFingerprint(tx, list, fingerprint);
  if (key !== null) return [key];
  if (hint.scheme === "openpgp") return memberKeysBySigner(tx, list, hint.keyId.toUpperCase());
  return hint.certificate === null ? everyCertificate(tx, list) : [];
}

function fingerprintOf(hint: SignerHint): Fingerprint | null {
  if (hint.scheme === "openpgp") return hint.fingerprint;
  if (hint.certificate === null) return null;
  return toHex(createHash("sha256").update(hint.certificate).digest()).toUpperCase() as Fingerprint;
}

/** The signature names its certificate by issuer and number only, and did not bring it along. */
async function everyCertificate(tx: Reader, listId: ListId): Promise<readonly StoredMemberKey[]> {
  const found: StoredMemberKey[] = [];
  for (let after: MemberKeyId | undefined; ;) {
    const page = await memberKeyPage(tx, { listId, after, limit: PAGE });
    found.push(...page.filter((key) => key.scheme === "smime"));
    after = page.at(-1)?.id;
    if (page.length < PAGE) return found;
  }
}

async function bindingOf(tx: Reader, key: StoredMemberKey): Promise<Binding> {
  const member = await memberById(tx, key.memberId);
  const others = await otherAddressesOf(tx, [key.memberId]);
  return {
    member: key.memberId,
    fingerprint: key.fingerprint,
    memberAddresses: member === null ? [] : [member.address, ...others.map(({ address }) => address)],
    confirmedAddresses: key.confirmedAddresses,
  };
}
