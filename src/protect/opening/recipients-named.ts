/** Whom the encryptions of a message name, for people who ask why it does not open; nothing is opened for it. */
import { type Bytes } from "#base";
import { type Entity, parseMessage } from "#mime";
import * as openpgp from "#openpgp";
import * as smime from "#smime";
import type { Shape } from "../shapes/shape.ts";
import { shapeOf } from "../shapes/shape-of.ts";
import { sealedParts } from "./unopened-parts.ts";

/**
 * For each encryption that can be seen from outside, in the order of the layers that opening reports: whom it names;
 * null stands for a hidden recipient.
 */
export function recipientsNamed(message: Bytes): readonly (readonly (string | null)[])[] {
  const parsed = parseMessage(message);
  if (!parsed.ok) return [];
  const root = withoutSignatures(parsed.value);
  const whole = shapeOf(root);
  return (whole.kind === "encrypted" ? [whole] : sealedParts(root)).map(namedIn);
}

function withoutSignatures(entity: Entity): Entity {
  const shape = shapeOf(entity);
  return shape.kind === "detached" ? withoutSignatures(shape.signed) : entity;
}

function namedIn(shape: Shape): readonly (string | null)[] {
  if (shape.kind !== "encrypted") return [];
  const { recipientsNamed } = shape.scheme === "openpgp" ? openpgp : smime;
  return recipientsNamed(shape.ciphertext);
}
