/**
 * What an entity is to the crypto rooms, by S1's closed list of forms. Only the entity as a whole is looked
 * at: whatever lies deeper is a part, and parts are never opened.
 */
import { type Bytes, fromLatin1, type Scheme, type WhyCode } from "#base";
import { decodeBody, type Entity } from "#mime";
import { kindOf } from "#smime";
import { armourShape } from "./armour-shape.ts";

export type Shape =
  | {
      readonly kind: "encrypted";
      readonly scheme: Scheme;
      readonly ciphertext: Bytes;
      readonly inline: Entity | null;
    }
  /** multipart/signed: `signed` is the first part as it came. */
  | { readonly kind: "detached"; readonly scheme: Scheme; readonly signed: Entity; readonly signature: Bytes }
  | { readonly kind: "opaque"; readonly scheme: "smime"; readonly der: Bytes }
  | {
      readonly kind: "inline-signed";
      readonly scheme: "openpgp";
      readonly text: Bytes;
      readonly inline: Entity;
    }
  | {
      readonly kind: "broken";
      readonly scheme: Scheme;
      readonly layer: "encrypted" | "signed";
      readonly why: WhyCode;
    }
  | { readonly kind: "plain" };

const PLAIN: Shape = { kind: "plain" };

/** Of an entity with two types nobody can say what is the whole of it: another program may go by the other. */
export function shapeOf(entity: Entity): Shape {
  const shape = shapeByType(entity);
  if (shape.kind === "plain" || entity.header.all("Content-Type").length < 2) return shape;
  const layer = shape.kind === "encrypted" || (shape.kind === "broken" && shape.layer === "encrypted");
  return { kind: "broken", scheme: shape.scheme, layer: layer ? "encrypted" : "signed", why: "not-whole" };
}

function shapeByType(entity: Entity): Shape {
  switch (entity.contentType.essence) {
    case "multipart/encrypted":
      return encryptedShape(entity);
    case "multipart/signed":
      return signedShape(entity);
    case "multipart/mixed":
      return exchangeShape(entity);
    case "application/pkcs7-mime":
    case "application/x-pkcs7-mime":
      return cmsShape(entity);
    case "application/octet-stream":
      return isP7mFile(entity) ? cmsShape(entity) : PLAIN;
    case "text/plain":
      return armourShape(entity) ?? PLAIN;
    default:
      return PLAIN;
  }
}

/** RFC 3156 §4: a control part that says `Version: 1`, and the ciphertext; nothing else. */
function encryptedShape(entity: Entity): Shape {
  const [control, data, ...others] = entity.children;
  const protocol = entity.contentType.parameters.get("protocol")?.toLowerCase();
  const broken = (why: WhyCode): Shape => ({ kind: "broken", scheme: "openpgp", layer: "encrypted", why });
  if (protocol !== "application/pgp-encrypted") return broken("unsupported");
  if (others.length > 0) return broken("changed-on-the-way");
  if (control === undefined || data === undefined || !isControlPart(control) || !isOctets(data)) {
    return broken("malformed");
  }
  return { kind: "encrypted", scheme: "openpgp", ciphertext: decodeBody(data), inline: null };
}

function isControlPart(entity: Entity): boolean {
  const version = /^\s*Version:[ \t]*1\s*$/i;
  return (
    entity.contentType.essence === "application/pgp-encrypted" && version.test(fromLatin1(decodeBody(entity)))
  );
}

function isOctets(entity: Entity): boolean {
  return entity.contentType.essence === "application/octet-stream";
}

/**
 * QUIRK: Exchange makes multipart/encrypted into multipart/mixed of an empty text and the two parts. Only
 * exactly that is read; with a word in the text it is a message with a ciphertext in it.
 */
function exchangeShape(entity: Entity): Shape {
  const [text, control, data, ...others] = entity.children;
  if (text === undefined || control === undefined || data === undefined || others.length > 0) return PLAIN;
  if (text.contentType.essence !== "text/plain" || fromLatin1(decodeBody(text)).trim() !== "") return PLAIN;
  if (!isControlPart(control) || !isOctets(data)) return PLAIN;
  return { kind: "encrypted", scheme: "openpgp", ciphertext: decodeBody(data), inline: null };
}

const SIGNATURE_TYPES: Readonly<Record<string, Scheme>> = {
  "application/pgp-signature": "openpgp",
  "application/pkcs7-signature": "smime",
  "application/x-pkcs7-signature": "smime",
};

/** RFC 1847 §2.1: exactly two parts, the signed one first. A third part is how signatures get borrowed. */
function signedShape(entity: Entity): Shape {
  const protocol = entity.contentType.parameters.get("protocol")?.toLowerCase() ?? "";
  const scheme = SIGNATURE_TYPES[protocol];
  if (scheme === undefined) return PLAIN;
  const [signed, signature, ...others] = entity.children;
  const broken: Shape = { kind: "broken", scheme, layer: "signed", why: "malformed" };
  if (signed === undefined || signature === undefined) return broken;
  if (others.length > 0) return { ...broken, why: "changed-on-the-way" };
  if (SIGNATURE_TYPES[signature.contentType.essence] !== scheme) return broken;
  return { kind: "detached", scheme, signed, signature: decodeBody(signature) };
}

/** RFC 8551 §3.2: what it is, is asked of the DER; smime-type is only a hint that may be absent or wrong. */
function cmsShape(entity: Entity): Shape {
  const der = decodeBody(entity);
  switch (kindOf(der)) {
    case "enveloped":
    case "auth-enveloped":
      return { kind: "encrypted", scheme: "smime", ciphertext: der, inline: null };
    case "signed":
      return { kind: "opaque", scheme: "smime", der };
    case "compressed":
      return { kind: "broken", scheme: "smime", layer: "signed", why: "unsupported" };
    case "malformed":
      return brokenCms(entity);
    case "certs-only":
    case "other":
      return PLAIN;
  }
}

function brokenCms(entity: Entity): Shape {
  const type = entity.contentType.parameters.get("smime-type")?.toLowerCase();
  const layer = type === "signed-data" ? "signed" : "encrypted";
  return { kind: "broken", scheme: "smime", layer, why: "malformed" };
}

/** QUIRK: gateways that do not know application/pkcs7-mime send it as octets under its usual file name. */
function isP7mFile(entity: Entity): boolean {
  const disposition = entity.header.first("Content-Disposition")?.value ?? "";
  const name = entity.contentType.parameters.get("name") ?? /filename="?([^";]+)/i.exec(disposition)?.[1];
  return name?.trim().toLowerCase() === "smime.p7m";
}
