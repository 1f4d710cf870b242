/**
 * The keys of the sender that a signed mail brings: certificates in the signature, OpenPGP keys attached or in the
 * Autocrypt field. Only who signed is listened to; nothing is written here.
 */
import type { EmailAddress, MemberId, Signature, SignerKey } from "#base";
import type { CertificateBag, GivenKey } from "#keys";
import { usedFamilies } from "#lists";
import type { Opened } from "#protect";
import type { InFlight, StepContext } from "../in-flight.ts";
import { isSignedInTime } from "../facts/signed-in-time.ts";
import { keyFilesAlong } from "./key-files-along.ts";

export interface KeysAlong {
  /** null: an authority vouches for them, and they are no member yet; whoever joins by this very mail is. */
  readonly member: MemberId | null;
  readonly address: EmailAddress;
  readonly keys: readonly GivenKey[];
}

/** null: none that could be taken or offered. */
export async function keysAlong(mail: InFlight, context: StepContext): Promise<KeysAlong | null> {
  const { opened, list } = mail;
  const from = opened === null ? null : soleSender(opened);
  if (opened === null || from === null || !opened.signatures.some(isWhole)) return null;
  const member = await context.keyring.holder(list.id, from);
  if (member === null && !isVouchedStranger(mail)) return null;
  const families = usedFamilies(list.settings);
  const keys = [
    ...(families.includes("smime") ? await certificates(mail, context, { opened, from }) : []),
    ...(member !== null && families.includes("openpgp")
      ? await openpgpKeys(mail, context, { opened, from })
      : []),
  ];
  return keys.length === 0 ? null : { member, address: from, keys };
}

/** Only where commands are read: nobody joins by a post. */
function isVouchedStranger({ door, author }: InFlight): boolean {
  return door === "request" && author.authentic && author.member === null;
}

interface Sent {
  readonly opened: Opened;
  readonly from: EmailAddress;
}

/** The From counts only if there is one, inside and outside alike (S2, S5). */
function soleSender({ from }: Opened): EmailAddress | null {
  const [address] = from.addresses;
  return from.entries === 1 && !from.mismatch && address !== undefined ? address : null;
}

function isWhole({ covers }: Signature): boolean {
  return covers === "whole";
}

/** Right, by a certificate that is bound, vouched for, or unknown here so far. */
const ACCEPTABLE: ReadonlySet<Signature["verdict"]> = new Set(["valid", "unknown-key", "untrusted"]);

async function certificates(
  { list, judgedAt: at, arrivedAt }: InFlight,
  { keyring }: StepContext,
  { opened, from: address }: Sent,
): Promise<readonly GivenKey[]> {
  const signers = signersIn(opened, arrivedAt);
  if (signers.length === 0) return [];
  const anchors = list.settings.smime_trust === "ca" ? await keyring.anchors(list.settings) : [];
  const { certificatesAlong } = await import("#keys");
  const found: GivenKey[] = [];
  for (const maker of signers) {
    const bag = { ...maker, certificates: opened.certificates };
    found.push(...(await certificatesAlong(bag, { address, via: "signature", anchors, at })));
  }
  return found;
}

/** An old mail that is sent once more says nothing of its signer's keys (S4). */
function signersIn({ signatures }: Opened, arrivedAt: Date): readonly Maker[] {
  const found = signatures.filter(
    (one) =>
      one.scheme === "smime" &&
      isWhole(one) &&
      ACCEPTABLE.has(one.verdict) &&
      isSignedInTime(one.at, arrivedAt),
  );
  const makers = found.flatMap(({ signer, encryptionPreference: preference = null }) =>
    signer === undefined ? [] : [{ signer, preference }],
  );
  return makers.filter(({ signer }, i) => makers.findIndex((one) => one.signer === signer) === i);
}

type Maker = Pick<CertificateBag, "signer" | "preference">;

async function openpgpKeys(
  mail: InFlight,
  context: StepContext,
  { opened, from: address }: Sent,
): Promise<readonly GivenKey[]> {
  const files = keyFilesAlong(opened, address);
  if (files.length === 0) return [];
  const { openpgpKeysAlong } = await import("#keys");
  const keys = await openpgpKeysAlong(files, { address, at: mail.judgedAt });
  if (!mail.author.authentic) return signedBy(mail, context, keys);
  return isSignedInTime(mail.signedAt, mail.arrivedAt) ? keys : [];
}

/** Of keys that nobody bound, those that the mail itself is signed with: it is judged once more, by them. */
async function signedBy(
  mail: InFlight,
  { crypt, keyring }: StepContext,
  keys: readonly GivenKey[],
): Promise<readonly GivenKey[]> {
  const isOpen = mail.opened?.signatures.some(
    (one) => one.scheme === "openpgp" && isWhole(one) && one.verdict !== "valid",
  );
  if (isOpen !== true || keys.length === 0) return [];
  const signers = keys.map(({ key }): SignerKey => {
    const { scheme, fingerprint, revoked } = key.description;
    return { scheme, fingerprint, bytes: key.bytes, pinned: false, revoked };
  });
  const families = { openpgp: true, smime: false };
  const again = await crypt.open({
    message: mail.raw,
    at: mail.judgedAt,
    secrets: (await keyring.secrets(mail.list.id)).all,
    signers: async () => signers,
    anchors: [],
    trust: "bound",
    open: { openpgp: true, smime: true },
    verify: families,
  });
  for (const key of again.ok ? again.value.sessionKeys : again.sessionKeys) key.fill(0);
  if (!again.ok) return [];
  const proved = again.value.signatures.filter(
    (one) => one.verdict === "valid" && isWhole(one) && isSignedInTime(one.at, mail.arrivedAt),
  );
  return keys.filter(({ key }) => proved.some(({ signer }) => signer === key.description.fingerprint));
}
