/**
 * From a file to a key that can be bound to a member: which key of the file it is, whether it can be
 * used, and whether it is this person's (S2). All the costly work, outside any transaction.
 */
import {
  AppError,
  type Bytes,
  type EmailAddress,
  err,
  type Fingerprint,
  ok,
  type Recipient,
  type Result,
  sameAddress,
} from "#base";
import { openpgp, smime } from "./crypto-rooms.ts";
import { holdsPrivateKey } from "./key-file-scheme.ts";
import { chooseOne, keyUnusable, noKeyFile, privateKeyGiven } from "./key-problem.ts";
import { type PublicKey, readPublicKeys } from "./read-public-keys.ts";

export interface MemberKeyFile {
  readonly file: Bytes;
  /** The member's address on the list. */
  readonly address: EmailAddress;
  /** The owner compared this fingerprint: it picks the key out of the file and pins it. */
  readonly fingerprint: Fingerprint | null;
  /** The owner says that the key is this member's although it does not carry the address. */
  readonly confirmAddress: boolean;
  readonly at: Date;
}

export interface PreparedKey extends PublicKey {
  /** null: it only signs. */
  readonly recipient: Recipient | null;
  readonly pinned: boolean;
  readonly confirmedAddresses: readonly EmailAddress[];
}

export async function prepareMemberKey(request: MemberKeyFile): Promise<Result<PreparedKey, AppError>> {
  if (holdsPrivateKey(request.file)) return err(privateKeyGiven());
  const pinned = request.fingerprint !== null;
  const read = await readPublicKeys(request.file, request.at, pinned);
  if (!read.ok) return err(read.error === null ? noKeyFile() : keyUnusable(read.error));
  const chosen = chooseKey(read.value, request);
  if (!chosen.ok) return chosen;
  const refusal = judge(chosen.value, request);
  if (refusal !== null) return err(refusal);
  return ok({
    ...chosen.value,
    recipient: await recipientOf(chosen.value, request.at, pinned),
    pinned,
    confirmedAddresses: proves(chosen.value, request.address) ? [] : [request.address],
  });
}

/** The named one; else the only one; else the only one with the member's address, authorities left out. */
function chooseKey(keys: readonly PublicKey[], request: MemberKeyFile): Result<PublicKey, AppError> {
  if (request.fingerprint !== null) {
    const named = keys.find(({ description }) => description.fingerprint === request.fingerprint);
    return named === undefined ? err(notInFile(request.fingerprint)) : ok(named);
  }
  const proving = keys.filter((key) => proves(key, request.address));
  const personal = keys.filter(isForPeople);
  const candidates = [proving, personal, keys].find((some) => some.length > 0) ?? [];
  const [first, ...others] = candidates;
  if (first !== undefined && others.length === 0) return ok(first);
  return err(chooseOne(candidates.map(({ description }) => description)));
}

/** Files of certificates often hold the authorities above, made for neither use. */
function isForPeople({ description: { cannotEncrypt, cannotSign } }: PublicKey): boolean {
  return cannotEncrypt !== "key-cannot-encrypt" || cannotSign !== "key-cannot-sign";
}

function judge({ description }: PublicKey, request: MemberKeyFile): AppError | null {
  if (description.secret) return privateKeyGiven();
  if (description.cannotEncrypt !== null && description.cannotSign !== null) {
    return keyUnusable(description.cannotEncrypt, description.fingerprint);
  }
  if (provesAddress(description.addresses, request.address) || request.confirmAddress) return null;
  return notTheirAddress(description.addresses, request.address);
}

async function recipientOf(key: PublicKey, at: Date, pinned: boolean): Promise<Recipient | null> {
  if (key.description.cannotEncrypt !== null) return null;
  const recipient =
    key.description.scheme === "openpgp"
      ? await (await openpgp()).recipientOf(key.bytes, at, { pinned })
      : (await smime()).recipientOf(key.bytes, at);
  return recipient.ok ? recipient.value : null;
}

function proves({ description }: PublicKey, address: EmailAddress): boolean {
  return provesAddress(description.addresses, address);
}

function provesAddress(addresses: readonly EmailAddress[], address: EmailAddress): boolean {
  return addresses.some((proven) => sameAddress(proven, address));
}

function notInFile(fingerprint: Fingerprint): AppError {
  return new AppError({ code: "not-found", publicText: `The file does not hold the key ${fingerprint}.` });
}

function notTheirAddress(addresses: readonly EmailAddress[], address: EmailAddress): AppError {
  const carried = addresses.length === 0 ? "carries no mail address" : `is for ${addresses.join(", ")}`;
  return new AppError({
    code: "not-allowed",
    publicText: `The key ${carried}, not for ${address}. If it is theirs all the same, compare the fingerprint with them and say so with --confirm-address.`,
  });
}
