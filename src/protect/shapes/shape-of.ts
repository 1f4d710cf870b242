/**
 * What an entity is, looked at as a whole: whatever lies deeper is a part, and parts are never opened.
 */
import type { Entity } from "#mime";
import { armourShape } from "./armour-shape.ts";
import { cmsFileShape, cmsShape, tnefShape } from "./cms-shape.ts";
import { isAmbiguous } from "./is-ambiguous.ts";
import { encryptedShape, exchangeShape, signedShape } from "./multipart-shape.ts";
import { PLAIN, type Shape } from "./shape.ts";

/** Of what another program may read as something else, nobody can say what is the whole of it. */
export function shapeOf(entity: Entity): Shape {
  const shape = shapeByType(entity);
  if (shape.kind === "plain" || ![entity, ...formOf(entity, shape)].some(isAmbiguous)) return shape;
  const layer = shape.kind === "encrypted" || (shape.kind === "broken" && shape.layer === "encrypted");
  return { kind: "broken", scheme: shape.scheme, layer: layer ? "encrypted" : "signed", why: "not-whole" };
}

/** The parts that the form consists of; what is signed is its author's. */
function formOf(entity: Entity, shape: Shape): readonly Entity[] {
  return shape.kind === "detached"
    ? entity.children.filter((part) => part !== shape.signed)
    : entity.children;
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
