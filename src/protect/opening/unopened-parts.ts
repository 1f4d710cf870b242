/**
 * Ciphertexts and signatures that are only a part of a message: never opened, never an author's (S1). They are
 * looked for so that the reason can be told, and so that a footer added on the way is told from an attachment.
 */
import type { Layer, WhyCode } from "#base";
import type { Entity } from "#mime";
import type { Shape } from "../shapes/shape.ts";
import { shapeOf } from "../shapes/shape-of.ts";

export interface FoundPart {
  readonly entity: Entity;
  readonly shape: Exclude<Shape, { kind: "plain" | "compressed" }>;
}

export interface UnopenedParts {
  readonly layers: readonly Layer[];
  readonly problems: readonly WhyCode[];
  /** Signed ones, for what their signatures say. */
  readonly signed: readonly FoundPart[];
}

/** `isWhole`: `root` is the message as it came, so that what stands beside its only protected part was added. */
export function findUnopenedParts(root: Entity, isWhole: boolean): UnopenedParts {
  const found = [...walk(root)];
  if (found.length === 0) return { layers: [], problems: [], signed: [] };
  const why: WhyCode = isWhole && hasOneProtectedChild(root) ? "changed-on-the-way" : "not-whole";
  const layers = found
    .filter(({ shape }) => isSealed(shape))
    .map(({ shape: { scheme } }): Layer => ({ kind: "encrypted", scheme, opened: false, why }));
  return { layers, problems: isWhole ? [why] : [], signed: found.filter(({ shape }) => !isSealed(shape)) };
}

/** The encrypted parts below an entity, in the order in which they are reported. */
export function sealedParts(root: Entity): readonly Shape[] {
  return [...walk(root)].map(({ shape }) => shape).filter(isSealed);
}

function hasOneProtectedChild(root: Entity): boolean {
  const direct = root.children.filter((child) => shapeOf(child).kind !== "plain");
  return root.contentType.essence === "multipart/mixed" && direct.length === 1;
}

function isSealed(shape: FoundPart["shape"]): boolean {
  return shape.kind === "encrypted" || (shape.kind === "broken" && shape.layer === "encrypted");
}

/** All parts below `entity`, those inside a found one left out. */
function* walk(entity: Entity): Generator<FoundPart> {
  for (const child of entity.children) {
    const shape = shapeOf(child);
    if (shape.kind === "plain" || shape.kind === "compressed") yield* walk(child);
    else yield { entity: child, shape };
  }
}
