/**
 * `filter_content`: what may not go on is taken out, of alternatives the first stays, and HTML becomes text. What is
 * forbidden is taken out of what was signed, too, and the signature with it, for it would not fit; what only looks
 * better otherwise stays as it was signed. What is sealed is one thing, and judged by its type.
 */
import { type Bytes, concatBytes } from "#base";
import {
  betweenBoundaries,
  composeText,
  contentOctets,
  decodeText,
  type Entity,
  fileNamesOf,
  headerOctets,
  isAttachment,
  isContentField,
  parseMessage,
} from "#mime";
import { endingsOf } from "./endings-of.ts";
import type { FilterRules } from "./filter-rules.ts";
import { hasPartsBehind, isSealed, isUnclear } from "./unclear-part.ts";

export type FilterWhy =
  "type-forbidden" | "type-not-allowed" | "ending-forbidden" | "ending-not-allowed" | "empty";

export type Filtered =
  | { readonly kind: "same" }
  /** A MIME entity: Content-* fields, an empty line, the body. */
  | { readonly kind: "changed"; readonly content: Bytes }
  | { readonly kind: "refused"; readonly why: FilterWhy };

/** Makes text of HTML, or null: that HTML stays. Null: all HTML stays. */
export type PlainOf = ((html: string) => string | null) | null;

interface Work {
  readonly rules: FilterRules;
  readonly plainOf: PlainOf;
  /** Nobody signed it: it may be made to look better. */
  readonly mayChange: boolean;
}

/**
 * @param content with CRLF at its line ends
 * @param signed a signature that was taken off covered the whole of it
 */
export function filterContent(
  content: Entity,
  rules: FilterRules,
  plainOf: PlainOf,
  signed = false,
): Filtered {
  const why = whyNot(content, rules);
  if (why !== null) return { kind: "refused", why };
  const whole = keptOf(content, { rules, plainOf, mayChange: !signed });
  if (whole === null) return { kind: "refused", why: "empty" };
  const kept = signed ? whole : withoutEmptyStart(whole);
  return kept === content.raw ? { kind: "same" } : { kind: "changed", content: contentOf(kept) };
}

/** Mail programs put an empty text before a file that goes alone: the file is all there is. */
function withoutEmptyStart(whole: Bytes): Bytes {
  const parsed = parseMessage(whole);
  if (!parsed.ok || parsed.value.contentType.essence !== "multipart/mixed") return whole;
  const [first, second, ...others] = parsed.value.children;
  if (first === undefined || second === undefined || others.length > 0) return whole;
  const isEmpty = first.contentType.type === "text" && first.body.every((octet) => LINE_END.includes(octet));
  return isEmpty && second.contentType.type !== "message" ? second.raw : whole;
}

const LINE_END = [13, 10];

/** null: it may go on. */
function whyNot(entity: Entity, rules: FilterRules): Exclude<FilterWhy, "empty"> | null {
  if (isUnclear(entity)) return "type-forbidden";
  const { essence, type } = entity.contentType;
  const isAmong = (types: readonly string[]): boolean => types.includes(essence) || types.includes(type);
  if (isAmong(rules.filterTypes)) return "type-forbidden";
  if (rules.passTypes.length > 0 && !isAmong(rules.passTypes)) return "type-not-allowed";
  const endings = fileNamesOf(entity).flatMap(endingsOf);
  if (endings.some((ending) => rules.filterEndings.includes(ending))) return "ending-forbidden";
  const isPassed =
    rules.passEndings.length === 0 || endings.every((ending) => rules.passEndings.includes(ending));
  return isPassed ? null : "ending-not-allowed";
}

/** The part as it goes on, its own octets where nothing changed; null: nothing is left of it. */
function keptOf(entity: Entity, work: Work): Bytes | null {
  const { essence, type } = entity.contentType;
  if (essence === "multipart/signed") return keptSigned(entity, work);
  if (isSealed(entity) || entity.children.length === 0) return keptLeaf(entity, work);
  return type === "multipart" ? keptMultipart(entity, work) : keptMessage(entity, work);
}

function keptIfAllowed(entity: Entity, work: Work): Bytes | null {
  return whyNot(entity, work.rules) === null ? keptOf(entity, work) : null;
}

function keptSigned(entity: Entity, work: Work): Bytes | null {
  const [signed, ...signatures] = entity.children;
  if (signed === undefined) return entity.raw;
  const kept = keptIfAllowed(signed, { ...work, mayChange: false });
  const goes = signatures.every((signature) => whyNot(signature, work.rules) === null);
  return kept === signed.raw && goes && !hasPartsBehind(entity) ? entity.raw : kept;
}

function keptLeaf(entity: Entity, { plainOf, mayChange }: Work): Bytes | null {
  if (plainOf === null || !mayChange || entity.contentType.essence !== "text/html" || isAttachment(entity))
    return entity.raw;
  const text = plainOf(decodeText(entity));
  return text === null ? entity.raw : composeText(text);
}

/** An enclosed message keeps its header. */
function keptMessage(entity: Entity, work: Work): Bytes | null {
  const [message] = entity.children;
  if (message === undefined) return entity.raw;
  const kept = keptIfAllowed(message, work);
  if (kept === null || kept === message.raw) return kept === null ? null : entity.raw;
  const others = message.header.fields.filter(({ name }) => !isContentField(name)).map(({ raw }) => raw);
  return concatBytes(headerOctets(entity), ...others, contentOf(kept));
}

function keptMultipart(entity: Entity, work: Work): Bytes | null {
  const isChoice = entity.contentType.essence === "multipart/alternative";
  const kept = entity.children.map((child) => keptIfAllowed(child, work)).filter((part) => part !== null);
  const collapses = isChoice && work.rules.collapse && work.mayChange;
  const parts = collapses ? kept.slice(0, 1) : kept;
  const [only, ...more] = parts;
  if (only === undefined) return null;
  const isSame =
    parts.length === entity.children.length && entity.children.every(({ raw }, nth) => parts[nth] === raw);
  if (isSame && !hasPartsBehind(entity)) return entity.raw;
  return more.length === 0 && !isMessage(only) ? only : rebuilt(entity, parts);
}

/** Its header would become that of what encloses it. */
function isMessage(part: Bytes): boolean {
  const parsed = parseMessage(part);
  return parsed.ok && parsed.value.contentType.type === "message";
}

/** Between the same boundaries. */
function rebuilt(entity: Entity, parts: readonly Bytes[]): Bytes {
  return concatBytes(headerOctets(entity), betweenBoundaries(entity, parts));
}

/** What a part's header says beside its content stays behind. */
function contentOf(part: Bytes): Bytes {
  const parsed = parseMessage(part);
  return parsed.ok ? contentOctets(parsed.value) : part;
}
