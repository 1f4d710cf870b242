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
  fetchedListBytes,
  fetchedLists,
  listKeys,
  listSecrets,
  memberById,
  memberByAddress as readMember,
  memberKeyByFingerprint,
  memberKeyPage,
  memberKeysBySigner,
  type Reader,
  revocationListsOfSite,
  type StoredMemberKey,
} from "#store";
import type { BoundSigners, Keyring, ListSecrets } from "./in-flight.ts";

const PAGE = 500;

export function createKeyring(db: Pick<Database, "read">, markKey: Bytes): Keyring {
  return {
    secrets: (list) => db.read((tx) => readSecrets(tx, list)),
    signers: (list) => boundSigners(db, list),
    memberByAddress: (list, address) => db.read((tx) => idOfAddress(tx, list, address)),
    holder: (list, address) => db.read(async (tx) => (await readMember(tx, list, address))?.id ?? null),
    anchors: anchorReader(db),
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

/** Authorities and revocation lists; PEM is parsed only where a list has authorities of its own. */
function anchorReader(db: Pick<Database, "read">): Keyring["anchors"] {
  const fetched = fetchedListReader(db);
  return async ({ smime_ca: pem, revocation }) => {
    if (pem.trim() === "") return [];
    const { readCertificates, readRevocationLists } = await import("#smime");
    const certificates = readCertificates(utf8(pem));
    if (!certificates.ok) return [];
    const beside = revocation === "off" ? await db.read(revocationListsOfSite) : await fetched();
    return [...certificates.value, ...readRevocationLists(utf8(pem)), ...beside];
  };
}

/** Lists can be large: they are read and parsed anew only when one of them was fetched anew. */
function fetchedListReader(db: Pick<Database, "read">): () => Promise<readonly Bytes[]> {
  let known: { readonly state: string; readonly lists: readonly Bytes[] } = { state: "", lists: [] };
  return () =>
    db.read(async (tx) => {
      const fetched = (await fetchedLists(tx)).filter(({ fetchedAt }) => fetchedAt !== null);
      const state = fetched.map(({ url, fetchedAt }) => `${url} ${fetchedAt?.getTime() ?? 0}`).join("\n");
      if (state !== known.state) known = { state, lists: await fetchedListBytes(tx) };
      return [...(await revocationListsOfSite(tx)), ...known.lists];
    });
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
  return {
    member: key.memberId,
    fingerprint: key.fingerprint,
    memberAddresses: member === null ? [] : [member.address],
    confirmedAddresses: key.confirmedAddresses,
  };
}
