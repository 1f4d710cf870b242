/** The keys of lists and members, read from the database when a step asks for them. */
import { createHash, createHmac } from "node:crypto";
import {
  type Bytes,
  type EmailAddress,
  type Fingerprint,
  type ListId,
  type MemberId,
  type MemberKeyId,
  type SignerHint,
  type SignerKey,
  toHex,
  utf8,
} from "#base";
import type { Binding } from "#protect";
import {
  type Database,
  listKeys,
  listSecrets,
  memberById,
  memberByAddress,
  memberKeyByFingerprint,
  memberKeyPage,
  type Reader,
  type StoredMemberKey,
} from "#store";
import type { BoundSigners, Keyring, ListSecrets } from "./in-flight.ts";

const PAGE = 500;

export function createKeyring(db: Database, markKey: Bytes): Keyring {
  return {
    secrets: (list) => db.read((tx) => readSecrets(tx, list)),
    signers: (list) => boundSigners(db, list),
    memberByAddress: (list, address) => db.read((tx) => idOfAddress(tx, list, address)),
    anchors: readAnchors,
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
    smime: active.find((secret) => secret.scheme === "smime") ?? null,
    openpgpPublic: keys.find((key) => key.fingerprint === openpgp?.fingerprint)?.publicKey ?? null,
  };
}

async function idOfAddress(tx: Reader, list: ListId, address: EmailAddress): Promise<MemberId | null> {
  const member = await memberByAddress(tx, list, address);
  return member?.receives === true ? member.id : null;
}

/** PEM is parsed only where a list has authorities of its own. */
async function readAnchors(pem: string): Promise<readonly Bytes[]> {
  if (pem.trim() === "") return [];
  const { readCertificates } = await import("#smime");
  const certificates = readCertificates(utf8(pem));
  return certificates.ok ? certificates.value : [];
}

function boundSigners(db: Database, list: ListId): BoundSigners {
  const found: Binding[] = [];
  const lookup = async (hints: readonly SignerHint[]): Promise<SignerKey[]> =>
    db.read(async (tx) => {
      const keys = await keysNamedBy(tx, list, hints);
      for (const key of keys) found.push(await bindingOf(tx, key));
      return keys.map(({ scheme, fingerprint, publicKey, pinned }) => ({
        scheme,
        fingerprint,
        bytes: publicKey,
        pinned,
      }));
    });
  return { lookup, found };
}

/** By fingerprint where the signature names one; else by looking through the keys of the list. */
async function keysNamedBy(
  tx: Reader,
  list: ListId,
  hints: readonly SignerHint[],
): Promise<readonly StoredMemberKey[]> {
  const keys = new Map<MemberKeyId, StoredMemberKey>();
  const open: SignerHint[] = [];
  for (const hint of hints) {
    const fingerprint = fingerprintOf(hint);
    const key = fingerprint === null ? null : await memberKeyByFingerprint(tx, list, fingerprint);
    if (key === null) open.push(hint);
    else keys.set(key.id, key);
  }
  if (open.some(mayBeKnownOtherwise))
    for await (const key of keysMatching(tx, list, open)) keys.set(key.id, key);
  return [...keys.values()];
}

function fingerprintOf(hint: SignerHint): Fingerprint | null {
  if (hint.scheme === "openpgp") return hint.fingerprint;
  if (hint.certificate === null) return null;
  return toHex(createHash("sha256").update(hint.certificate).digest()).toUpperCase() as Fingerprint;
}

/** A signing subkey, or a certificate that did not come along; an unknown certificate stays unknown. */
function mayBeKnownOtherwise(hint: SignerHint): boolean {
  return hint.scheme === "openpgp" || hint.certificate === null;
}

async function* keysMatching(
  tx: Reader,
  listId: ListId,
  hints: readonly SignerHint[],
): AsyncGenerator<StoredMemberKey> {
  const keyIds = hints.flatMap((hint) => (hint.scheme === "openpgp" ? [hint.keyId.toUpperCase()] : []));
  const anyCertificate = hints.some((hint) => hint.scheme === "smime" && hint.certificate === null);
  for (let after: MemberKeyId | undefined; ;) {
    const page = await memberKeyPage(tx, { listId, after, limit: PAGE });
    for (const key of page) {
      const named = key.description.signingKeyIds.some((keyId) => keyIds.includes(keyId));
      if (named || (anyCertificate && key.scheme === "smime")) yield key;
    }
    after = page.at(-1)?.id;
    if (page.length < PAGE) return;
  }
}

async function bindingOf(tx: Reader, key: StoredMemberKey): Promise<Binding> {
  const member = await memberById(tx, key.memberId);
  return {
    member: key.memberId,
    fingerprint: key.fingerprint,
    memberAddresses: member === null ? [] : [member.address],
    confirmedAddresses: key.confirmedAddresses,
  };
}
