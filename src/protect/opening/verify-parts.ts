/**
 * Signatures that cover only a part of a message: verified, so that people can be told what was signed, and
 * of no weight (S2). Bounded, however many there are.
 */
import { LIMITS, type Scheme, type Signature } from "#base";
import type { Entity } from "#mime";
import { signedBlocks } from "../shapes/armour-shape.ts";
import { lentSignature } from "../shapes/multipart-shape.ts";
import type { Families } from "./opened.ts";
import type { Shape } from "../shapes/shape.ts";
import type { FoundPart } from "./unopened-parts.ts";
import { type Judging, type Signed, verifyShape } from "./verify-shape.ts";

interface PartJudging extends Judging {
  readonly verify: Families;
}

export async function verifyParts(
  parts: readonly FoundPart[],
  judging: PartJudging,
): Promise<readonly Signature[]> {
  const found: Signature[] = [];
  for (const part of parts) {
    if (found.length >= LIMITS.signaturesPerMessage) break;
    found.push(...(await verifyPart(part, judging)));
  }
  return found.slice(0, LIMITS.signaturesPerMessage).map((signature) => ({ ...signature, covers: "part" }));
}

async function verifyPart({ entity, shape }: FoundPart, judging: PartJudging): Promise<readonly Signature[]> {
  if (!judging.verify[shape.scheme]) return [];
  const readable = signedIn(entity, shape);
  if (readable.length === 0 && shape.kind === "broken") return [malformed(shape)];
  const found: Signature[] = [];
  for (const one of readable) found.push(...(await verifyShape(one, judging)).signatures);
  return found;
}

/** Of a broken shape: what is still signed in it, in the middle of a text or under a third part. */
function signedIn(entity: Entity, shape: FoundPart["shape"]): readonly Signed[] {
  switch (shape.kind) {
    case "encrypted":
      return [];
    case "broken":
      if (shape.layer === "encrypted" || shape.why !== "changed-on-the-way") return [];
      return entity.contentType.type === "multipart" ? lentSignature(entity) : signedBlocks(entity);
    default:
      return [shape];
  }
}

function malformed({ scheme, why }: Extract<Shape, { kind: "broken"; scheme: Scheme }>): Signature {
  return { verdict: "malformed", scheme, why, covers: "part" };
}
