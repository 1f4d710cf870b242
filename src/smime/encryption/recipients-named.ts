/** Whom a message says it is sealed to, read without any key. Anybody can have written it. */
import { type Bytes, toHex } from "#base";
import type { Locator } from "./addressed.ts";
import { Cursor } from "../asn1/cursor.ts";
import { attributesOf, stringOf } from "../certificates/distinguished-name.ts";
import { readEnvelopedData } from "./enveloped-data.ts";
import { TAG } from "../asn1/ber.ts";
import { readInfo } from "./recipient-info.ts";
import { attempt } from "../asn1/refusal.ts";

/**
 * "serial 0A2B of Example CA, Example" or a subject key identifier, in upper-case hex (RFC 5652 §6.2). Those that cannot
 * be read are left out.
 */
export function recipientsNamed(ciphertext: Bytes): readonly string[] {
  const envelope = attempt(() => readEnvelopedData(ciphertext));
  if (!envelope.ok) return [];
  return envelope.value.recipientInfos.flatMap((info) => {
    const names = attempt(() => readInfo(info).map(({ locator }) => nameOf(locator)));
    return names.ok ? names.value : [];
  });
}

function nameOf(locator: Locator): string {
  if ("keyIdentifier" in locator) return hex(locator.keyIdentifier);
  const fields = Cursor.over(locator.issuerAndSerial);
  const issuer = attributesOf(fields.take(TAG.sequence).raw).flat();
  const serial = fields.take(TAG.integer).content;
  const words = issuer.flatMap(({ value }) => stringOf(value) ?? []);
  return `serial ${hex(serial)} of ${words.toReversed().join(", ")}`;
}

const hex = (octets: Bytes): string => toHex(octets).toUpperCase();
