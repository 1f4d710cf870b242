/** The two security multiparts (RFC 1847) by what their parts are: the parameters beside them are only hints. */
import { type Bytes, fromLatin1, type Scheme, view, type WhyCode } from "#base";
import { decodeBody, type Entity } from "#mime";
import { kindOf } from "#openpgp";
import { hasWordsAround } from "./armour-shape.ts";
import { cmsOctets } from "./cms-octets.ts";
import { PLAIN, type Shape } from "./shape.ts";

/** RFC 3156 §4: a control part, and the ciphertext; nothing else. */
export function encryptedShape(entity: Entity): Shape {
  const parts = entity.children.filter((part) => !isBlankText(part));
  const [first, second, ...others] = parts;
  const broken = (why: WhyCode): Shape => ({ kind: "broken", scheme: "openpgp", layer: "encrypted", why });
  if (first === undefined) return broken(isOtherProtocol(entity) ? "unsupported" : "malformed");
  if (second === undefined) return lonelyCiphertext(first) ?? broken("malformed");
  if (!isControlPart(first) && isOtherProtocol(entity)) return broken("unsupported");
  if (others.length > 0) return broken("changed-on-the-way");
  return isControlPart(first) && isOctets(second) ? ciphertextIn(second) : broken("malformed");
}

function isOtherProtocol(entity: Entity): boolean {
  const protocol = entity.contentType.parameters.get("protocol")?.trim().toLowerCase();
  return protocol !== undefined && protocol !== "" && protocol !== "application/pgp-encrypted";
}

/** QUIRK: gateways that take the control part for an empty attachment remove it. */
function lonelyCiphertext(part: Entity): Shape | null {
  return isOctets(part) && kindOf(decodeBody(part)) === "encrypted" ? ciphertextIn(part) : null;
}

/** Words around an armour would be opened along with it, and answered as if they had been sealed. */
function ciphertextIn(part: Entity): Shape {
  const ciphertext = decodeBody(part);
  if (hasWordsAround(ciphertext)) {
    return { kind: "broken", scheme: "openpgp", layer: "encrypted", why: "not-whole" };
  }
  return { kind: "encrypted", scheme: "openpgp", ciphertext, inline: null };
}

/** RFC 3156 §4: `Version: 1`. QUIRK: some writers, and gateways that take it for an empty file, leave it blank. */
function isControlPart(entity: Entity): boolean {
  const version = /^\s*(?:Version:[ \t]*1\s*)?$/i;
  return (
    entity.contentType.essence === "application/pgp-encrypted" && version.test(fromLatin1(decodeBody(entity)))
  );
}

function isOctets(entity: Entity): boolean {
  return entity.contentType.essence === "application/octet-stream";
}

/**
 * QUIRK: gateways put an empty text beside the parts for a banner that is not there. It says nothing to anybody, whatever
 * another program takes its transfer encoding for.
 */
function isBlankText(entity: Entity): boolean {
  return entity.contentType.essence === "text/plain" && fromLatin1(entity.body).trim() === "";
}

/**
 * QUIRK: Exchange makes multipart/encrypted into multipart/mixed of an empty text and the two parts. Only
 * exactly that is read; with a word in the text it is a message with a ciphertext in it.
 */
export function exchangeShape(entity: Entity): Shape {
  const [text, control, data, ...others] = entity.children;
  if (text === undefined || control === undefined || data === undefined || others.length > 0) return PLAIN;
  if (!isEncodedBlank(text)) return PLAIN;
  if (!isControlPart(control) || !isOctets(data)) return PLAIN;
  return ciphertextIn(data);
}

/** Asked of the octets as they came, too: decoders skip what does not belong into their encoding. */
function isEncodedBlank(entity: Entity): boolean {
  const decoded = decodeBody(entity);
  if (entity.contentType.essence !== "text/plain" || fromLatin1(decoded).trim() !== "") return false;
  const raw = fromLatin1(entity.body);
  if (entity.transferEncoding === "base64")
    return raw.replaceAll(/\s/g, "") === view(decoded).toString("base64");
  return raw.replaceAll(/=(?:0[9AD]|20|(?=\s))/gi, "").trim() === "";
}

const SIGNATURE_TYPES: ReadonlyMap<string, Scheme> = new Map<string, Scheme>([
  ["application/pgp-signature", "openpgp"],
  ["application/pkcs7-signature", "smime"],
  ["application/x-pkcs7-signature", "smime"],
]);

/** RFC 1847 §2.1: exactly two parts, the signed one first. A third part is how signatures get borrowed. */
export function signedShape(entity: Entity): Shape {
  const [signed, signature, ...others] = entity.children;
  const scheme = signatureScheme(entity, signature);
  if (scheme === null) return PLAIN;
  const broken: Shape = { kind: "broken", scheme, layer: "signed", why: "malformed" };
  if (signed === undefined || signature === undefined) return broken;
  if (!others.every(isBlankText)) return { ...broken, why: "changed-on-the-way" };
  const named = SIGNATURE_TYPES.get(signature.contentType.essence);
  if (named !== scheme && !isOctets(signature)) return broken;
  return { kind: "detached", scheme, signed, signature: signatureOctets(scheme, signature) };
}

function signatureOctets(scheme: Scheme, part: Entity): Bytes {
  return scheme === "smime" ? cmsOctets(part) : decodeBody(part);
}

/** What a multipart/signed with a part too many has signed: that is not the whole of it. */
export function lentSignature(entity: Entity): readonly Detached[] {
  const [signed, signature] = entity.children;
  const scheme = signature === undefined ? undefined : SIGNATURE_TYPES.get(signature.contentType.essence);
  if (signed === undefined || signature === undefined || scheme === undefined) return [];
  return [{ kind: "detached", scheme, signed, signature: signatureOctets(scheme, signature) }];
}

type Detached = Extract<Shape, { kind: "detached" }>;

/** QUIRK: the protocol may be missing or misspelt; the second part says what it is. The other family's is damage. */
function signatureScheme(entity: Entity, signature: Entity | undefined): Scheme | null {
  const protocol = entity.contentType.parameters.get("protocol")?.trim().toLowerCase() ?? "";
  const byPart = signature === undefined ? undefined : SIGNATURE_TYPES.get(signature.contentType.essence);
  return SIGNATURE_TYPES.get(protocol) ?? byPart ?? null;
}
