/**
 * `keep_poster_signature`: the author's own signed part, octet for octet, inside sealed copies. Nothing in it
 * can be taken out, so it is passed on only where it holds nothing that must not be.
 */
import { type Bytes, concatBytes, fromLatin1, latin1, type Profile } from "#base";
import { isForeignField } from "#lists";
import { betweenBoundaries, type Entity, parseMessage, toCrlf } from "#mime";
import type { InFlight } from "../../in-flight.ts";

/**
 * Under another From than the signed one (S2) and in clear (S5, S6) it would show what must stay hidden. As received,
 * whoever signed; but nothing that anybody could have changed on the way (S13).
 */
export function wantsSignature(mail: InFlight, profile: Profile): boolean {
  const { keep_poster_signature, anonymous_list, distribution } = mail.list.settings;
  const asReceived = distribution === "as_received" && isSigned(mail);
  const wanted = asReceived || (keep_poster_signature === "yes" && mail.author.authentic);
  return wanted && anonymous_list === "no" && mail.shownAs === null && profile.cipher !== "none";
}

function isSigned({ opened }: InFlight): boolean {
  return opened !== null && opened.wasSigned !== null && opened.integrity;
}

/** Inside an encryption and with nothing around it, as its author sealed it: the list adds no signature of its own. */
export function standsAlone({ list }: InFlight, profile: Profile): boolean {
  return list.settings.distribution === "as_received" && !profile.sign;
}

/** null: not wanted, or its form does not let it out. */
export function keptSignature(mail: InFlight, profile: Profile): Bytes | null {
  const { posterSigned, fieldsSigned } = mail.opened ?? { posterSigned: null, fieldsSigned: [] };
  if (!wantsSignature(mail, profile) || posterSigned === null || fieldsSigned.some(isHidden)) return null;
  const parsed = parseMessage(posterSigned);
  if (!parsed.ok) return null;
  if (isOpaque(parsed.value)) return standsAlone(mail, profile) ? posterSigned : null;
  return isFitToPass(parsed.value) ? withoutWordsAround(parsed.value) : null;
}

/** Bcc and Autocrypt-Gossip (S5) and fields of servers (S15) never go on. */
function isHidden(name: string): boolean {
  return isForeignField(name) || /^resent-bcc$/i.test(name);
}

/** RFC 8551 §3.5.2. Beside other parts programs do not look into it. */
function isOpaque({ contentType }: Entity): boolean {
  return /^application\/(?:x-)?pkcs7-mime$/.test(contentType.essence);
}

/** multipart/signed of just these two parts. */
function isFitToPass({ contentType, children: [signed, signature] }: Entity): boolean {
  return (
    contentType.essence === "multipart/signed" &&
    signed !== undefined &&
    signature !== undefined &&
    isNothingElse(signature) &&
    !signed.header.fields.some(({ name }) => isHidden(name))
  );
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
function withoutWordsAround(entity: Entity): Bytes {
  const parts = entity.children.slice(0, 2).map(({ raw }) => raw);
  const type = entity.header.first("Content-Type")?.raw ?? latin1("");
  return concatBytes(toCrlf(type), latin1("\r\n"), betweenBoundaries(entity, parts));
}
