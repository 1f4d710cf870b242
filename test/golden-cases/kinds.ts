/**
 * What a mail of the server itself is for, by its Subject: Mailman's English and ours. The kinds are what is compared, and
 * to whom each goes; the wording is each program's own.
 */
import { decodeWords, type Entity } from "#mime";

export type Program = "mailman" | "conclave";

type KindRow = readonly [kind: string, mailman: RegExp, conclave: RegExp];

const KINDS: readonly KindRow[] = [
  [
    "waits, to the author",
    /^Your message to .* awaits moderator approval/,
    /^Your message to .* waits for an owner/,
  ],
  ["waits, to the owners", /post from .* requires approval/, /: message \d+ waits for you/],
  ["discarded, to the owners", /^Auto-discard notification/, /was discarded/],
  ["question", /^confirm (?:\{COOKIE\}|[0-9a-f]+)/, /^confirm [0-9a-z]+/],
  ["what came of commands", /^The results of your email commands/, /what came of your mail$/i],
  ["goodbye", /^You have been unsubscribed from the/, /^You left |^You are not on /],
  ["welcome", /^Welcome to the /, /^Welcome to /],
  ["auto-response", /^Auto-response for your message/, /^(?:Automatic answer|Auto-response)/],
  ["it went out, to the author", /post acknowledgement$/, /^Your message to .* went out/],
  [
    "change, to the owners",
    / (?:un)?subscri(?:be|ption) notification$/,
    /: .* (?:joined|left|was added|was removed)$/,
  ],
  ["request, to the owners", /^New (?:un)?subscription request/, /waits for your decision$/],
  ["request refused", /^Request to mailing list .* rejected/, /: an owner said no$/],
  ["invitation", /^You have been invited to join/, /^You are invited to /],
  ["reminder", / (?:mailing list )?(?:memberships )?reminder/, /^You are on /],
  ["filtered, to the owners", /^Content filtered message notification/, /was filtered$/],
  ["no more answers today", /^Last autoresponse notification for today/, /^No more answers today/],
  ["bounce, to the owners", /ounce (?:action )?notification/, /bounce/i],
  ["probe", /mailing list probe message/, /probe/i],
];

/** A refusal of Mailman's bears the Subject of what it refuses. */
const REFUSED = "refused, to the author";

/** null: it is a copy of what came in. */
export function kindOf(program: Program, message: Entity): string | null {
  const subject = decodeWords(message.header.first("subject")?.value ?? "").trim();
  if (/^Gold (?:digest|Digest),? vol/i.test(subject)) return "digest";
  if (!isOwnMail(program, message)) return null;
  const nth = program === "mailman" ? 1 : 2;
  const found = KINDS.find((row) => row[nth].test(subject));
  if (found !== undefined) return found[0];
  const isRefusal =
    program === "mailman"
      ? isReturned(message)
      : /was not sent on$|^Your message to .* was refused/.test(subject);
  return isRefusal ? REFUSED : `other: ${subject}`;
}

function isOwnMail(program: Program, { header }: Entity): boolean {
  if (program === "mailman") return header.first("x-list-administrivia") !== undefined;
  const id = header.first("message-id")?.value.trim() ?? "";
  return header.first("auto-submitted") !== undefined && id.endsWith("@lists.test>");
}

/** Mailman's refusals are words and the message itself, in the owners' name. */
function isReturned({ contentType, children, header }: Entity): boolean {
  const fromOwner = (header.first("from")?.value ?? "").includes("-owner@");
  return fromOwner && contentType.essence === "multipart/mixed" && children.length === 2;
}
