/**
 * Whether a list could work with what is in a secret key file: a primary key kept off line (gnu-dummy) is fine as long
 * as there is a secret part that signs and one that decrypts. Nothing is verified here.
 */
import { type Bytes, equalBytes } from "#base";
import { ENCRYPTION_FLAGS, SIGN_FLAG, subkeyFlags, usageFlags } from "./key-usage.ts";
import { claimed, TYPES } from "./self-signature.ts";
import type { SignaturePacket } from "../signatures/signature-packet.ts";
import type { KeyPart, PlacedSignature, TransferableKey } from "./transferable-key.ts";

/** `missing`: the packets of the file whose secret is not in it. */
export function signsAndDecrypts(key: TransferableKey, missing: readonly Bytes[]): boolean {
  const flags = partsWithFlags(key)
    .filter(({ part }) => !missing.some((octets) => equalBytes(octets, part.packet.raw)))
    .reduce((all, part) => all | part.flags, 0);
  return (flags & ENCRYPTION_FLAGS) !== 0 && (flags & SIGN_FLAG) !== 0;
}

function partsWithFlags(key: TransferableKey): readonly { readonly part: KeyPart; readonly flags: number }[] {
  const { primary, users, subkeys } = key;
  const own = (signatures: readonly PlacedSignature[], types: ReadonlySet<number>): SignaturePacket[] =>
    claimed(signatures, { signer: primary.key, types, covered: [] }).map(({ signature }) => signature);
  const direct = own(primary.signatures, TYPES.directKey);
  const certifications = users.flatMap((user) => own(user.signatures, TYPES.certification));
  const ofSubkeys = subkeys.flatMap((part) =>
    own(part.signatures, TYPES.subkeyBinding).map((one) => ({ part, flags: subkeyFlags(part.key, one) })),
  );
  return [
    ...[...certifications, ...direct].map((one) => ({
      part: primary,
      flags: usageFlags(primary.key, [one, ...direct]),
    })),
    ...ofSubkeys,
  ];
}
