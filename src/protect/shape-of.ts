/**
 * What an entity is, looked at as a whole: whatever lies deeper is a part, and parts are never opened.
 */
import type { Entity } from "#mime";
import { armourShape } from "./armour-shape.ts";
import { cmsFileShape, cmsShape, tnefShape } from "./cms-shape.ts";
import { encryptedShape, exchangeShape, signedShape } from "./multipart-shape.ts";
import { PLAIN, type Shape } from "./shape.ts";

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
      return mixedShape(entity);
    case "application/pkcs7-mime":
    case "application/x-pkcs7-mime":
      return cmsShape(entity);
    case "application/octet-stream":
      return cmsFileShape(entity);
    case "application/ms-tnef":
    case "application/vnd.ms-tnef":
      return tnefShape(entity);
    case "text/plain":
    // QUIRK: what mutt calls its traditional format.
    case "application/pgp":
      return armourShape(entity) ?? PLAIN;
    default:
      return PLAIN;
  }
}

/** S1: smime.p7m or winmail.dat as the only part are the message, whatever wraps them. */
function mixedShape(entity: Entity): Shape {
  const [only, ...others] = entity.children;
  if (only === undefined || others.length > 0) return exchangeShape(entity);
  switch (only.contentType.essence) {
    case "application/pkcs7-mime":
    case "application/x-pkcs7-mime":
    case "application/octet-stream":
      return cmsFileShape(only);
    case "application/ms-tnef":
    case "application/vnd.ms-tnef":
      return tnefShape(only);
    default:
      return PLAIN;
  }
}
