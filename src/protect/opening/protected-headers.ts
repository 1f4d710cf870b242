/**
 * Header fields that travelled inside the protection (S5): RFC 9788, the older drafts, and whole messages
 * wrapped in message/rfc822.
 */
import { sameAddress } from "#base";
import {
  decodeBody,
  decodeWords,
  type Entity,
  type HeaderSection,
  isContentField,
  mailboxesOf,
  parseMessage,
} from "#mime";
import { legacyPart, withoutLegacyDisplay } from "./legacy-display.ts";
import type { HeaderField } from "./opened.ts";

/**
 * RFC 9788 §2.1.1 `hp`, by what it says; `v1`: draft-autocrypt-lamps-protected-headers and what went before it;
 * `wrapped`: RFC 8551 §3.1. With `hp` and `wrapped` only inner fields are used; with `v1` they stand in for outer ones
 * of their name.
 */
export type Protection = "hp-clear" | "hp-cipher" | "v1" | "wrapped" | "none";

export interface ProtectedView {
  readonly protection: Protection;
  /** The section whose fields are vouched for; the outer one if nothing was protected. */
  readonly inner: HeaderSection;
  /** The section whose From counts: the older drafts may protect a Subject and no From. */
  readonly sender: HeaderSection;
  readonly headers: readonly HeaderField[];
  /** What is left to read: the payload without copies of its fields, or the message that was wrapped in it. */
  readonly payload: Entity;
}

/** `payload` is the entity inside all layers of `message`; `trusted`: it was sealed or well signed. */
export function readProtected(message: Entity, payload: Entity, trusted: boolean): ProtectedView {
  const outer = message.header;
  const protection = trusted && payload !== message ? protectionOf(payload, outer) : "none";
  const { inner, content } = insideOf(payload, protection, outer);
  const sender = protection === "v1" && inner.first("From") === undefined ? outer : inner;
  return { protection, inner, sender, headers: fieldsOf(protection, inner, outer), payload: content };
}

interface Inside {
  readonly inner: HeaderSection;
  readonly content: Entity;
}

function insideOf(payload: Entity, protection: Protection, outer: HeaderSection): Inside {
  const [first, second] = payload.children;
  switch (protection) {
    case "hp-cipher":
      return { inner: payload.header, content: withoutLegacyDisplay(payload) };
    case "hp-clear":
      return { inner: payload.header, content: payload };
    case "v1": {
      const display = legacyPart(payload);
      const content = display === null || second === undefined ? payload : second;
      return { inner: olderFields(payload, display), content };
    }
    case "wrapped":
      return first === undefined
        ? { inner: outer, content: payload }
        : { inner: first.header, content: first };
    case "none":
      return { inner: outer, content: payload };
  }
}

/** QUIRK: Memory Hole, the first draft, had programs that put the fields into the displayed part alone. */
function olderFields(payload: Entity, display: Entity | null): HeaderSection {
  const isBare = payload.header.fields.every((field) => isContentField(field.name));
  if (!isBare || display === null) return payload.header;
  const fields = parseMessage(decodeBody(display));
  return fields.ok ? fields.value.header : payload.header;
}

function protectionOf(payload: Entity, outer: HeaderSection): Protection {
  const { essence, parameters } = payload.contentType;
  const hp = parameters.get("hp")?.toLowerCase();
  if (hp === "clear" || hp === "cipher") return `hp-${hp}`;
  if (parameters.get("protected-headers")?.toLowerCase() === "v1") return "v1";
  if (legacyPart(payload)?.contentType.essence === "text/rfc822-headers") return "v1";
  if (essence === "message/rfc822" || essence === "message/global") return wrappedOrForwarded(payload, outer);
  return "none";
}

/**
 * A forwarded message looks like a wrapped one. It is a wrapping if its maker says so (`forwarded=no`, or as drafts of
 * RFC 9788 had it `protected-headers="wrapped"`), or if it has the From of the message around it and is no attachment.
 */
function wrappedOrForwarded(payload: Entity, outer: HeaderSection): Protection {
  const inner = payload.children[0]?.header;
  if (inner === undefined) return "none";
  const { parameters } = payload.contentType;
  const forwarded = parameters.get("forwarded")?.toLowerCase();
  if (forwarded === "no" || parameters.get("protected-headers")?.toLowerCase() === "wrapped")
    return "wrapped";
  const disposition = payload.header.first("Content-Disposition")?.value ?? "";
  if (forwarded !== undefined || /^\s*attachment/i.test(disposition)) return "none";
  const [mine, ...more] = mailboxesOf(inner, "From");
  const [theirs] = mailboxesOf(outer, "From");
  const same = mine !== undefined && theirs !== undefined && sameAddress(mine.address, theirs.address);
  return same && more.length === 0 ? "wrapped" : "none";
}

function fieldsOf(protection: Protection, inner: HeaderSection, outer: HeaderSection): HeaderField[] {
  if (protection === "none") return passable(outer, "outer");
  const fromInside = passable(inner, "protected");
  if (protection !== "v1") return fromInside;
  const names = new Set(fromInside.map((field) => field.name.toLowerCase()));
  return [...fromInside, ...passable(outer, "outer").filter((field) => !names.has(field.name.toLowerCase()))];
}

/** RFC 9788 §2.2 and §11: bookkeeping and what tells recipients about one another go no further. */
const DROPPED: ReadonlySet<string> = new Set([
  "bcc",
  "resent-bcc",
  "autocrypt-gossip",
  "hp-outer",
  "mime-version",
]);

function passable(section: HeaderSection, from: HeaderField["from"]): HeaderField[] {
  return section.fields
    .filter((field) => !isContentField(field.name) && !DROPPED.has(field.name.toLowerCase()))
    .map((field) => ({ name: field.name, value: field.value, from }));
}

/**
 * Whether the Subject was meant for those inside only. RFC 9788 §4.2: with `hp="cipher"` the sender's own record of
 * what was outside (HP-Outer) is asked; otherwise the outer Subject itself.
 */
export function isSubjectConfidential(view: ProtectedView, message: Entity): boolean {
  const subject = view.inner.first("Subject")?.value;
  if (view.protection === "none" || subject === undefined) return false;
  const outside =
    view.protection === "hp-cipher"
      ? view.inner.all("HP-Outer").map((field) => subjectIn(field.value))
      : message.header.all("Subject").map((field) => field.value);
  const shown = decodeWords(subject);
  return !outside.some((other) => other !== null && decodeWords(other) === shown);
}

function subjectIn(hpOuter: string): string | null {
  return /^Subject[ \t]*:\s*(.*)$/is.exec(hpOuter)?.[1]?.trim() ?? null;
}
