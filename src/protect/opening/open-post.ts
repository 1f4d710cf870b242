/**
 * Opening a post (S1): layer after layer from the outside, as long as a layer is the whole of what is left.
 * At most one of them is an encryption.
 */
import { LIMITS, type Scheme, type WhyCode } from "#base";
import { contentOctets, type Entity, parseMessage } from "#mime";
import { contentEntity } from "../content-entity.ts";
import { glimpseOf } from "./glimpse.ts";
import type { Opened, OpenFailure, OpenResult, ProtectRequest } from "./opened.ts";
import { peelCompression } from "./peel-compression.ts";
import { peelEncryption } from "./peel-encryption.ts";
import { peelSignature } from "./peel-signature.ts";
import { Peeling } from "./peeling.ts";
import { isSubjectConfidential, readProtected } from "./protected-headers.ts";
import { readFrom } from "./read-from.ts";
import { shapeOf } from "../shapes/shape-of.ts";
import type { Shape } from "../shapes/shape.ts";
import { unobtrusiveShape } from "../shapes/unobtrusive-shape.ts";
import { findUnopenedParts } from "./unopened-parts.ts";
import { verifyParts } from "./verify-parts.ts";

/**
 * Opens and verifies one message. `ok: false` only if it is sealed as a whole and cannot be opened, or
 * breaks a limit; a message without any protection opens as it is.
 */
export async function openPost(request: ProtectRequest): Promise<OpenResult> {
  const message = parseMessage(request.message);
  if (!message.ok) return unreadable(message.error === "too-deep" ? "too-deep" : "too-large");
  const peeling = new Peeling(message.value);
  for (let depth = 0; depth <= LIMITS.cryptoLayers; depth += 1) {
    const shape = nextShape(peeling, message.value);
    const step = await peel(peeling, shape, request);
    if (step === "done") return { ok: true, value: await report(peeling, message.value, request) };
    if (step !== "again") return failure(peeling, message.value, { why: step, shape });
  }
  return failure(peeling, message.value, { why: "too-deep", shape: null });
}

/** The form whose signature stands in header fields is one of whole messages only. */
function nextShape(peeling: Peeling, message: Entity): Shape {
  const shape = shapeOf(peeling.entity);
  return shape.kind === "plain" && peeling.entity === message ? unobtrusiveShape(message) : shape;
}

function unreadable(why: WhyCode): OpenFailure {
  return { ok: false, why, scheme: null, sessionKeys: [], seen: null };
}

interface Obstacle {
  readonly why: WhyCode;
  /** null: there are more layers than are taken off. */
  readonly shape: Shape | null;
}

function failure(peeling: Peeling, message: Entity, { why, shape }: Obstacle): OpenFailure {
  const scheme = shape !== null && "scheme" in shape ? shape.scheme : peeling.wasEncrypted;
  return { ok: false, why, scheme, sessionKeys: peeling.sessionKeys, seen: glimpseOf(peeling, message) };
}

type Step = "again" | "done" | WhyCode;

async function peel(peeling: Peeling, shape: Shape, request: ProtectRequest): Promise<Step> {
  switch (shape.kind) {
    case "plain":
      return "done";
    case "broken":
      return reportBroken(peeling, shape, request);
    case "compressed":
      return peelCompression(peeling, shape);
    case "encrypted": {
      const why = whyNotOpened(peeling, shape.scheme, request);
      if (why !== null) return leaveSealed(peeling, shape.scheme, why);
      const opened = await peelEncryption(peeling, shape, request);
      return opened.ok ? "again" : stayClosed(peeling, shape.scheme, opened.error);
    }
    case "detached":
    case "unobtrusive":
    case "opaque":
    case "inline-signed": {
      if (!request.verify[shape.scheme]) return passUnverified(peeling, shape, request);
      const peeled = await peelSignature(peeling, shape, request);
      if (!peeled.ok) return peeled.error;
      return peeled.value ? "again" : "done";
    }
  }
}

/** An encryption inside an encryption is a part of a message like any other: opening it would serve thieves. */
function whyNotOpened(peeling: Peeling, scheme: Scheme, request: ProtectRequest): WhyCode | null {
  if (peeling.wasEncrypted !== null) return "not-whole";
  return request.open[scheme] ? null : "family-off";
}

function stayClosed(peeling: Peeling, scheme: Scheme, why: WhyCode): WhyCode {
  peeling.layers.push({ kind: "encrypted", scheme, opened: false, why });
  return why;
}

function leaveSealed(peeling: Peeling, scheme: Scheme, why: WhyCode): Step {
  stayClosed(peeling, scheme, why);
  peeling.problems.push(why);
  return "done";
}

/** A sealed entity that cannot be read fails; armour in a text that says more is a text like any other. */
async function reportBroken(
  peeling: Peeling,
  shape: Extract<Shape, { kind: "broken" }>,
  request: ProtectRequest,
): Promise<Step> {
  const { scheme, why, layer } = shape;
  const isText = peeling.entity.contentType.type !== "multipart" && scheme === "openpgp";
  if (layer === "encrypted") {
    const reason = whyNotOpened(peeling, scheme, request) ?? why;
    return reason === why && !isText
      ? stayClosed(peeling, scheme, why)
      : leaveSealed(peeling, scheme, reason);
  }
  peeling.problems.push(why);
  const judging = { ...request, openedWith: peeling.openedWith };
  peeling.signatures.push(...(await verifyParts([{ entity: peeling.entity, shape }], judging)));
  return "done";
}

/** A family at `no` is not verified; a ciphertext of the other family under such a signature is still whole. */
function passUnverified(
  peeling: Peeling,
  shape: Extract<Shape, { scheme: Scheme }>,
  request: ProtectRequest,
): Step {
  if (shape.kind !== "detached") return "done";
  const inside = shapeOf(shape.signed);
  if (inside.kind !== "encrypted" || whyNotOpened(peeling, inside.scheme, request) !== null) return "done";
  peeling.entity = shape.signed;
  return "again";
}

async function report(peeling: Peeling, message: Entity, request: ProtectRequest): Promise<Opened> {
  const { vouched, wasEncrypted } = peeling;
  const view = readProtected(message, peeling.entity, vouched || wasEncrypted !== null);
  const parts = findUnopenedParts(peeling.entity, peeling.entity === message);
  const inParts = await verifyParts(parts.signed, { ...request, openedWith: peeling.openedWith });
  return {
    layers: [...peeling.layers, ...parts.layers],
    signatures: [...peeling.signatures, ...inParts],
    from: readFrom(view.sender, message.header),
    headers: view.headers,
    subjectProtected: wasEncrypted !== null && isSubjectConfidential(view, message),
    content: contentEntity(view.payload),
    posterSigned: peeling.signedEntity === null ? null : contentOctets(peeling.signedEntity),
    fieldsSigned: peeling.entity.header.fields.map(({ name }) => name),
    wasEncrypted,
    wasSigned: peeling.wasSigned,
    integrity: peeling.integrity || vouched,
    sessionKeys: peeling.sessionKeys,
    openedWith: peeling.openedWith,
    certificates: peeling.certificates,
    expansions: peeling.expansions,
    problems: [...new Set([...peeling.problems, ...parts.problems])],
  };
}
