/**
 * The certificates of a person in a signature of theirs: the one that signed, and where that is for signing alone the
 * one that mail is sealed to (RFC 8551 §2.5.3). Others in the bag are nobody's here.
 */
import { type Bytes, LIMITS, sameAddress } from "#base";
import { smime } from "../crypto-rooms.ts";
import type { PreparedKey } from "../prepare-member-key.ts";
import type { CertificateBag, GivenKey, GivenTo } from "./given-key.ts";

export async function certificatesAlong(
  { signer, certificates }: CertificateBag,
  to: GivenTo,
): Promise<readonly GivenKey[]> {
  const theirs = await certificatesOf(certificates, to);
  const own = theirs.find(({ description }) => description.fingerprint === signer);
  if (own === undefined || own.description.cannotSign !== null) return [];
  const beside = own.recipient === null ? await besideIt(theirs, { signer, certificates, to }) : [];
  return Promise.all([own, ...beside].map((key) => given(key, certificates, to)));
}

/** All certificates of a file or a directory that are this person's and good for something. */
export async function certificatesFound(
  certificates: readonly Bytes[],
  to: GivenTo,
): Promise<readonly GivenKey[]> {
  const theirs = await certificatesOf(certificates, to);
  const useful = theirs.filter(
    ({ description, recipient }) => recipient !== null || description.cannotSign === null,
  );
  return Promise.all(useful.map((key) => given(key, certificates, to)));
}

/** Those that name the address and that were not made to vouch for others. */
async function certificatesOf(certificates: readonly Bytes[], to: GivenTo): Promise<readonly PreparedKey[]> {
  const { describeCertificate, isOnlyAuthority, recipientOf } = await smime();
  const found: PreparedKey[] = [];
  for (const bytes of certificates) {
    if (bytes.length > LIMITS.certificateBytes || found.length >= LIMITS.keysAlong) continue;
    const described = describeCertificate(bytes, to.at);
    if (!described.ok || isOnlyAuthority(bytes)) continue;
    const description = described.value;
    if (!description.addresses.some((one) => sameAddress(one, to.address))) continue;
    const recipient = description.cannotEncrypt === null ? recipientOf(bytes, to.at) : null;
    found.push({
      bytes,
      description,
      recipient: recipient?.ok === true ? recipient.value : null,
      pinned: false,
      confirmedAddresses: [],
    });
  }
  return found;
}

interface Beside extends CertificateBag {
  readonly to: GivenTo;
}

/** One certificate to seal to: of several the newest, those first that an authority of the list's vouches for. */
async function besideIt(
  theirs: readonly PreparedKey[],
  { signer, certificates, to }: Beside,
): Promise<readonly PreparedKey[]> {
  const sealing = theirs.filter(
    ({ description, recipient }) => recipient !== null && description.fingerprint !== signer,
  );
  const judged = await Promise.all(sealing.map((key) => given(key, certificates, to)));
  const ranked = judged.toSorted(
    (a, b) => Number(b.vouched) - Number(a.vouched) || createdAt(b) - createdAt(a),
  );
  return ranked.slice(0, 1).map(({ key }) => key);
}

function createdAt({ key }: GivenKey): number {
  return key.description.createdAt.getTime();
}

async function given(key: PreparedKey, embedded: readonly Bytes[], to: GivenTo): Promise<GivenKey> {
  const { via, anchors, at } = to;
  const { isVouchedFor } = await smime();
  const vouched = anchors.length > 0 && isVouchedFor(key.bytes, { embedded, anchors, at });
  return { key, via, vouched };
}
