/** A key file of either family as described public keys. */
import { type Bytes, err, type KeyDescription, ok, type Result, type Scheme, type WhyCode } from "#base";
import { openpgp, smime } from "./crypto-rooms.ts";
import { keyFileScheme } from "./key-file-scheme.ts";

export interface PublicKey {
  /** Binary transferable key, or certificate as DER. */
  readonly bytes: Bytes;
  readonly description: KeyDescription;
}

/**
 * Every key of the file that can be described.
 *
 * @param pinned the owner names the key by its fingerprint: SHA-1 self-signatures are read
 * @returns err null if it is no key file at all, else why its first key cannot be described
 */
export async function readPublicKeys(
  file: Bytes,
  at: Date,
  pinned: boolean,
): Promise<Result<readonly PublicKey[], WhyCode | null>> {
  const scheme = keyFileScheme(file);
  if (scheme === null) return err(null);
  const read =
    scheme === "openpgp" ? await (await openpgp()).readKeys(file) : (await smime()).readCertificates(file);
  if (!read.ok) return read;
  const described = await Promise.all(read.value.map((bytes) => describe(scheme, bytes, { at, pinned })));
  const keys = described.flatMap((one) => (one.ok ? [one.value] : []));
  const [first] = described;
  if (keys.length > 0) return ok(keys);
  return err(first === undefined || first.ok ? null : first.error);
}

async function describe(
  scheme: Scheme,
  bytes: Bytes,
  { at, pinned }: { at: Date; pinned: boolean },
): Promise<Result<PublicKey, WhyCode>> {
  const description =
    scheme === "openpgp"
      ? await (await openpgp()).describeKey(bytes, at, { pinned })
      : (await smime()).describeCertificate(bytes, at);
  return description.ok ? ok({ bytes, description: description.value }) : description;
}
