/**
 * `keep_poster_signature`: the author's own signed part, octet for octet, inside sealed copies. Nothing in it
 * can be taken out, so it is passed on only where it holds nothing that must not be.
 */
import { type Bytes, concatBytes, fromLatin1, latin1, type Profile } from "#base";
import { isForeignField } from "#lists";
import { type Entity, type Field, parseMessage, toCrlf } from "#mime";
import type { InFlight } from "./in-flight.ts";

/** Under another From than the signed one (S2) and in clear (S5, S6) it would show what must stay hidden. */
export function wantsSignature({ list, author, shownAs }: InFlight, profile: Profile): boolean {
  const { keep_poster_signature, anonymous_list } = list.settings;
  const wanted = keep_poster_signature === "yes" && anonymous_list === "no" && author.authentic;
  return wanted && shownAs === null && profile.cipher !== "none";
}

/** null: not wanted, or its form does not let it out. */
export function keptSignature(mail: InFlight, profile: Profile): Bytes | null {
  const signed = mail.opened?.posterSigned ?? null;
  if (!wantsSignature(mail, profile) || signed === null) return null;
  const parsed = parseMessage(signed);
  return parsed.ok && isFitToPass(parsed.value) ? withoutWordsAround(parsed.value) : null;
}

/** Seen from outside only multipart/signed; Bcc and Autocrypt-Gossip (S5) and fields of servers (S15) never go on. */
function isFitToPass({ contentType, children: [signed, signature] }: Entity): boolean {
  if (contentType.essence !== "multipart/signed" || signed === undefined || signature === undefined)
    return false;
  const isHidden = ({ name }: Field): boolean => isForeignField(name) || /^resent-bcc$/i.test(name);
  return isNothingElse(signature) && !signed.header.fields.some(isHidden);
}

const BASE64 = /^[A-Za-z0-9+/=\s]*$/;
const ARMOUR_END = "-----END PGP SIGNATURE-----";

/** A signature, in armour or base64, without words beside it. */
function isNothingElse({ contentType, body }: Entity): boolean {
  const text = fromLatin1(body).trim();
  switch (contentType.essence) {
    case "application/pgp-signature":
      return (
        text.startsWith("-----BEGIN PGP SIGNATURE-----") &&
        text.indexOf(ARMOUR_END) === text.length - ARMOUR_END.length
      );
    case "application/pkcs7-signature":
    case "application/x-pkcs7-signature":
      return BASE64.test(text);
    default:
      return false;
  }
}

/** The two parts, octet for octet: what stands before, behind and above them is nobody's, and signed by no one. */
function withoutWordsAround({ contentType, header, children }: Entity): Bytes {
  const delimiter = `--${contentType.parameters.get("boundary") ?? ""}`;
  const parts = children.slice(0, 2).flatMap(({ raw }) => [latin1(`${delimiter}\r\n`), raw, latin1("\r\n")]);
  const type = header.first("Content-Type")?.raw ?? latin1("");
  return concatBytes(toCrlf(type), latin1("\r\n"), ...parts, latin1(`${delimiter}--\r\n`));
}
