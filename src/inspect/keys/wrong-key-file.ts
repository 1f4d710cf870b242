/** What a file is that gave nothing to the option it was named with. */
import type { Bytes, WhyCode } from "#base";
import { kindOf } from "#openpgp";
import { formOf } from "../files/form-of.ts";
import { piecesOf } from "./key-pieces.ts";

/** Codes are stable; `empty-file` and these are words only of key files. */
export type WrongFile =
  "empty-file" | "is-message" | "not-a-key" | "is-private" | "is-public" | "is-authority" | "is-openpgp";

/** A file in which there is no public key and no certificate that can be read. */
export function whyNoPublicKey(file: Bytes): WrongFile | WhyCode {
  return holdsPrivateKey(file) ? "is-private" : whyNoKey(file);
}

/** A file without any key that can be read. */
export function whyNoKey(file: Bytes): WrongFile | WhyCode {
  if (file.length === 0) return "empty-file";
  const pieces = piecesOf(file);
  if (pieces.some(({ label }) => label !== null && /KEY|CERTIFICATE|PKCS/.test(label))) return "malformed";
  if (pieces.some(({ scheme, bytes }) => scheme === "openpgp" && kindOf(bytes) === "key")) return "malformed";
  const { kind } = formOf(file);
  if (kind === "keys") return "malformed";
  return kind === "other" ? "not-a-key" : "is-message";
}

const PRIVATE_LABEL = /PRIVATE KEY$|^PKCS12$/;
/** PFX (RFC 7292 §4), PKCS#8, PKCS#1 and SEC 1: SEQUENCE, its length in any form, then a version. */
const VERSIONED = /^\x30(?:[\x00-\x80]|\x81.|\x82..|\x83...|\x84....)\x02\x01[\x00-\x03]/s;

function holdsPrivateKey(file: Bytes): boolean {
  return piecesOf(file).some(({ label, bytes }) =>
    label === null
      ? VERSIONED.test(Buffer.from(bytes.subarray(0, 16)).toString("latin1"))
      : PRIVATE_LABEL.test(label),
  );
}
