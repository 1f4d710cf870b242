/** The header section that everybody on the way can read, without the empty line: members' fields follow. */
import { type Bytes, concatBytes, type EmailAddress, toHex, view, type Random } from "#base";
import { type FieldList, formatField } from "#mime";
import { writableFields } from "./writable-fields.ts";

/** Fields of the caller, MIME-Version, then the fields that describe our body. */
export function outerHeader(fields: FieldList, content: FieldList): Bytes {
  const all: FieldList = [...writableFields(fields), ["MIME-Version", "1.0"], ...content];
  return concatBytes(...all.map(([name, value]) => formatField(name, value)));
}

/** The same around a finished entity, whose Content-* fields keep their octets. */
export function outerHeaderOver(fields: FieldList, contentFields: readonly Bytes[]): Bytes {
  return concatBytes(outerHeader(fields, []), ...contentFields);
}

/** "=_" occurs in no base64 (RFC 2045 §6.8). */
export function newBoundary(random: Random): string {
  return `=_${toHex(random.bytes(16))}`;
}

/** Value of the Autocrypt field (Autocrypt 1.1 §2.1) for a list that signs and seals with this public key. */
export function autocryptValue(address: EmailAddress, publicKey: Bytes): string {
  const keydata =
    view(publicKey)
      .toString("base64")
      .match(/.{1,72}/g) ?? [];
  return `addr=${address}; prefer-encrypt=mutual; keydata= ${keydata.join(" ")}`;
}
