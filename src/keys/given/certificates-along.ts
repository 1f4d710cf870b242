/**
 * The certificates of a person in a signature of theirs: the one that signed, and where that is for signing alone the
 * one that mail is sealed to (RFC 8551 §2.5.3). Others in the bag are nobody's here.
 */
import { type Bytes, type Fingerprint, LIMITS, sameAddress } from "#base";
import { smime } from "../crypto-rooms.ts";
import type { PreparedKey } from "../prepare-member-key.ts";
import type { CertificateBag, GivenKey, GivenTo } from "./given-key.ts";

export async function certificatesAlong(
  { signer, certificates }: CertificateBag,
  to: GivenTo,
): Promise<readonly GivenKey[]> {
  const theirs = await certificatesOf(certificates, to, signer);
  const own = theirs.find(({ description }) => description.fingerprint === signer);
  if (own === undefined || own.description.cannotSign !== null) return [];
  const beside = own.recipient === null ? await besideIt(theirs, { signer, certificates, to }) : [];
  return Promise.all([own, ...beside].map((key) => given(key, certificates, to)));
}

/** Of the certificates in a file or a directory the one that this person's mail is sealed to, and the one that signs. */
export async function certificatesFound(
  certificates: readonly Bytes[],
  to: GivenTo,
): Promise<readonly GivenKey[]> {
  const theirs = await certificatesOf(certificates, to, null);
  const judged = await Promise.all(theirs.map((key) => given(key, certificates, to)));
  const [sealing] = ranked(judged.filter(({ key }) => key.recipient !== null));
  if (sealing?.key.description.cannotSign === null) return [sealing];
  const [signing] = ranked(
    judged.filter(({ key }) => key.recipient === null && key.description.cannotSign === null),
  );
  return [signing, sealing].filter((one) => one !== undefined);
}

/** Those that name the address and that were not made to vouch for others. */
async function certificatesOf(
  certificates: readonly Bytes[],
  to: GivenTo,
  signer: Fingerprint | null,
): Promise<readonly PreparedKey[]> {
  const { describeCertificate, isOnlyAuthority, recipientOf } = await smime();
  const found: PreparedKey[] = [];
  for (const bytes of certificates) {
    if (bytes.length > LIMITS.certificateBytes) continue;
    const described = describeCertificate(bytes, to.at);
    if (!described.ok || isOnlyAuthority(bytes)) continue;
    const description = described.value;
    if (found.length >= LIMITS.keysAlong && description.fingerprint !== signer) continue;
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
  return ranked(judged)
    .slice(0, 1)
    .map(({ key }) => key);
}

/** Those first that an authority vouches for, then the newest. */
function ranked(judged: readonly GivenKey[]): readonly GivenKey[] {
  return judged.toSorted((a, b) => Number(b.vouched) - Number(a.vouched) || createdAt(b) - createdAt(a));
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
