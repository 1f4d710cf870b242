/**
 * What a mail of the server itself says, as facts: each is looked for in Mailman's words and in ours. What neither table
 * knows is not compared.
 */
import { decodeText, type Entity } from "#mime";
import type { Program } from "./kinds.ts";

type MeaningRow = readonly [meaning: string, mailman: RegExp, conclave: RegExp];

const OF_COMMANDS: readonly MeaningRow[] = [
  ["echo", /^ {4}echo\b/im, /this is the answer/],
  ["the list's name", /List name:\s+Gold/, /^\s+Gold <gold@lists\.test>/m],
  ["the list's description", /Description:\s+Golden list/, /^ {2}Golden list$/m],
  ["where to post", /Postings to:\s+gold@lists\.test/, /Gold <gold@lists\.test>/],
  ["where commands go", /List Helpbot:\s+gold-request@/, /gold-request@lists\.test/],
  ["who owns it", /List Owners:\s+gold-owner@/, /looks after it: gold-owner@/],
  ["the list's page", /More information: http/, /More about it: http/],
  ["left", /Unsubscription request succeeded/, /is not on gold@lists\.test any more/],
  ["joined", /Subscription request succeeded/, /is on gold@lists\.test\.$/m],
  ["on it already", /You are already subscribed/i, /They are on the list already/],
  [
    "not a member",
    /is not a member of the|You are not (?:currently )?a member/i,
    /is on no list here|You are not on|There is nobody, or nothing, of that name/i,
  ],
  ["asked the owners", /forwarded to the list (?:administrator|moderator)/, /The list's owners were asked/],
  ["banned", /you supplied is banned/, /the rules of the list do not let it through/],
  [
    "has to prove it",
    /you must supply your membership\s+password|You gave the wrong password|NOT authenticated|must first authenticate|you must supply the list admin/i,
    /A mail with a question goes to/,
  ],
  [
    "may not see it",
    /You are not allowed to retrieve the list/,
    /only (?:owners|members|the owners) .*may do that/i,
  ],
  ["members: anne", /members:[^]*\banne@rcpt\.test/i, /\d members\.[^]*\banne@rcpt\.test/],
  ["members: bart", /members:[^]*\bbart@rcpt\.test/i, /\d members\.[^]*\bbart@rcpt\.test/],
  ["members: dora", /members:[^]*\bdora@rcpt\.test/i, /\d members\.[^]*\bdora@rcpt\.test/],
  ["lists: gold", /Gold: Golden list/, /^ {2}gold@lists\.test {2}Golden list$/m],
  ["help: subscribe", /\bHelp\b[^]*^ {4}\s*subscribe\b/m, /^ {2}SUBSCRIBE /m],
  ["help: set", /^ {4}\s*set \.\.\.|Show this detailed help/m, /^ {2}SET /m],
  ["the key is gone", /Invalid confirmation string/, /The code is not known here/],
  [
    "passwords",
    /Your password is:|Password successfully changed|correct old password/,
    /There are no passwords here/,
  ],
  ["how to write it", /^ {4}(?:Usage:|Bad digest specifier|Bad set command)/m, /Write it like this:/],
  [
    "lines that are no commands",
    /^- (?:Unprocessed|Ignored):/m,
    /no commands: lines|was not read\.$|^Only the first \d+ commands/m,
  ],
  ...["ack", "myposts", "hide", "duplicates", "delivery"].flatMap((option) => shownSwitch(option)),
  ["set", /option set$|delivery (?:enabled|disabled)/m, /Your choice for gold@lists\.test counts/],
];

/** As `set show` has it, in both. */
function shownSwitch(option: string): readonly MeaningRow[] {
  return ["on", "off"].map((to) => {
    const line = new RegExp(`^ +${option} ${to}\\b`, "m");
    return [`shown: ${option} ${to}`, line, line];
  });
}

const OF_REASONS: readonly MeaningRow[] = [
  ["administrivia", /may contain administrivia/, /looks like a command/],
  [
    "not a member",
    /Post by non-member|Sender is explicitly forbidden|Posting to a restricted list|not allowed to post to this mailing list/,
    /only members/,
  ],
  ["a moderated member", /Post to moderated list/, /owners look at (?:posts|the next)/],
  ["no explicit destination", /implicit destination/, /neither To nor Cc names the list/],
  ["too many recipients", /Too many recipients/, /or more people in To and Cc/],
  ["a suspicious header", /suspicious header/, /one that the owners look at first/],
  ["a header rule", /filter rule/, /about header fields fits it/],
  ["too large", /too big/, /larger than/],
  ["the owner's words: no posting", /No posting for now/, /No posting for now/],
];

/** What is looked for in which kinds of mail. */
const IN_KIND: readonly (readonly [kind: RegExp, rows: readonly MeaningRow[]])[] = [
  [/^what came of commands$/, OF_COMMANDS],
  [/^waits, to the author$|^refused, to the author$/, OF_REASONS],
];

/** Meanings of the mail's own words; what it encloses is not read. */
export function meaningsOf(program: Program, kind: string, message: Entity): readonly string[] {
  const text = ownText(message).replaceAll("\r\n", "\n");
  const nth = program === "mailman" ? 1 : 2;
  const rows = IN_KIND.filter(([kinds]) => kinds.test(kind)).flatMap(([, own]) => own);
  return rows.filter((row) => row[nth].test(text)).map(([meaning]) => meaning);
}

/** Whether it encloses what was sent. */
export function encloses({ contentType, children }: Entity): boolean {
  return (
    contentType.type === "multipart" &&
    children.some((child) => child.contentType.essence === "message/rfc822")
  );
}

function ownText(entity: Entity): string {
  if (entity.contentType.type === "multipart") return entity.children.map(ownText).join("\n");
  return entity.contentType.type === "text" ? decodeText(entity) : "";
}
