/** Of posts: what each difference makes of Mailman's facts. */
import { decodeWords, mailboxesOf, type Entity } from "#mime";
import {
  type Adjust,
  addressOf,
  change,
  without,
  withMail,
  withoutCopies,
  withoutOne,
} from "./fact-changes.ts";
import { type Facts, parsed } from "./facts.ts";
import type { GoldenCase } from "./golden-case.ts";
import { scrubbedBody } from "./scrubbed-body.ts";

export const POST_ADJUSTMENTS: Readonly<Record<string, Adjust>> = {
  "no-mailman-marks": (facts) => without(facts, ["field x-mailman-version", "field errors-to"]),
  "filtered-by": (facts) => change(facts, "field x-content-filtered-by", () => "Conclave"),
  "list-owner": (facts) =>
    facts.has("field list-help") ? facts.set("field list-owner", "mailto:gold-owner@lists.test") : facts,
  "owners-mail": (facts, { address }) => {
    if (address !== "pipeline") return facts;
    change(facts, "envelope sender", () => "gold-bounces@lists.test");
    const been = [facts.get("field x-beenthere"), "gold-owner@lists.test"].filter((one) => one !== undefined);
    return without(facts, ["field sender"]).set("field x-beenthere", been.toSorted().join(" && "));
  },
  "anonymous-hides-more": (facts, { list_options }) => {
    if (!list_options["anonymous_list"]) return facts;
    change(facts, "field date", () => "of its sending");
    for (const name of ["message-id", "in-reply-to", "references"])
      change(facts, `field ${name}`, () => "the list's own");
    return without(
      facts,
      [...facts.keys()].filter((name) => name.startsWith("field ") && !OF_ANONYMOUS.test(name)),
    );
  },
  "returns-told": (facts, { list_options }) =>
    Number(list_options["personalize"] ?? 0) === 0
      ? facts
      : change(facts, "envelope sender", () => "gold-bounces+TAG@lists.test"),
  "sender-names-nobody": (facts) => change(facts, "field sender", (value) => value.replace("+TAG", "")),
  "html-without-margin": (facts, { list_options, input }) =>
    list_options["filter_content"] && /text\/html/i.test(input)
      ? change(facts, "body", (value) =>
          value.replaceAll(/(?<=\\n) +/g, "").replaceAll(/(?<=")(?:\\n)+/g, ""),
        )
      : facts,
  "files-by-mail": (facts, golden) =>
    golden.list_options["scrub_nondigest"]
      ? change(facts, "body", (value) =>
          value.includes("scrubbed...") ? scrubbedBody(value, golden) : value,
        )
      : facts,
  "subject-blanks": (facts, { input }) => {
    const subject = decodeWords(fieldOf(parsed(input), "subject"))
      .replaceAll(/\s+/g, " ")
      .trim();
    const before = facts.get("field subject") ?? "";
    const isSame = subject !== "" && bare(before).endsWith(bare(subject));
    return isSame ? facts.set("field subject", blanksOf(before, subject)) : facts;
  },
  "no-old-list-fields": (facts, { input, list_options }) => {
    const came = parsed(input).header.fields.map(({ name }) => name.toLowerCase());
    const isOld = (name: string) => list_options["include_rfc2369_headers"] === 0 || !OURS.test(name);
    const old = came.filter((name) => name.startsWith("list-") && isOld(name));
    return without(
      facts,
      old.map((name) => `field ${name}`),
    );
  },
  "no-verdicts-of-others": (facts) =>
    without(
      facts,
      [...facts.keys()].filter((name) => OF_SERVERS.test(name)),
    ),
  "name-for-description": (facts, { list_options }) => {
    if (list_options["description"] !== "") return facts;
    return change(facts, "field list-id", (value) => (value.startsWith("<") ? `Gold ${value}` : value));
  },
  "address-is-no-name": (facts) =>
    change(facts, "field from", (value) => value.replace(/^"?([^\s"@]+?)(?:---|@[^\s"]+)"? via /, "$1 via ")),
  "password-is-taken-off": (facts, { input }) =>
    /^(?:x-)?approved?:/im.test(input)
      ? change(facts, "body", (value) => value.replace(/(?<=^text\/plain ")(?:x-)?approved?: \w+\\n/i, ""))
      : facts,
  "files-keep-their-octets": (facts, { input }) => {
    const { contentType, header } = parsed(input);
    const isFile =
      /^\s*attachment/i.test(header.first("content-disposition")?.value ?? "") ||
      /^-----BEGIN PGP /m.test(input);
    if (contentType.essence !== "text/plain" || !isFile) return facts;
    return change(facts, "body", (value) =>
      value.replace(/^(text\/plain ".*?)\\n(_{47}.*")$/, 'multipart/mixed($1", text/plain "$2)'),
    );
  },
  "lines-without-a-value": (facts, { list_options, pre }) => {
    const isPersonal = Number(list_options["personalize"] ?? 0) > 0 || pre === "verp";
    const noValue = isPersonal ? /%\(user_(?:password|optionsurl)\)s/ : /%\(user_\w+\)s/;
    const above = linesThat(noValue, list_options["msg_header"]);
    const below = linesThat(noValue, list_options["msg_footer"]);
    const isNone = [...above, ...below].includes(true);
    return isNone ? change(facts, "body", (value) => withoutLines(value, { above, below })) : facts;
  },
  "digest-readers-get-posts": (facts, { list_options, digest_members_after: readers }) => {
    if (list_options["digestable"] !== 0) return facts;
    for (const name of ["recipients", "transactions"])
      change(facts, name, (value) => [...value.split(", "), ...readers].toSorted().join(", "));
    return facts;
  },
  "off-is-off": (facts, { input, delivery_status_after: off }) => {
    if (!/^urgent:/im.test(input)) return facts;
    for (const address of Object.keys(off))
      for (const name of ["recipients", "transactions"])
        change(facts, name, (value) => withoutOne(value, address));
    return facts;
  },
  "preserved-is-held": (facts, golden) => {
    const { list_options: options } = golden;
    if (options["filter_action"] !== 3 || facts.get("disposition") !== "discarded") return facts;
    return held(facts, golden, "content-filtered");
  },
  "one-from": (facts, golden) => {
    const isOne = mailboxesOf(parsed(golden.input).header, "from").length < 2;
    const others = Number(golden.list_options["generic_nonmember_action"] ?? 1);
    if (isOne || others !== 1 || facts.get("disposition") !== "accepted") return facts;
    return held(withoutCopies(facts), golden, "nonmember").set("says (waits, to the author)", "not a member");
  },
};

/** What an anonymous list says of a post, and the author of what it is about. */
const OF_ANONYMOUS =
  /^field (?:from|to|subject|date|message-id|in-reply-to|references|reply-to|sender|precedence|list-.*|x-(?:beenthere|topics|content-filtered-by|mailman-copy))$/;

/** What each server writes for itself. */
const OF_SERVERS =
  /^field (?:x-(?:spam|spamd|rspamd|antispam|bogosity|dspam|virus|clamav|amavis)(?:-.*)?|received-spf|x-google-dkim-signature|domainkey-.*|return-path|delivered-to|autocrypt|openpgp)$/;

const OURS = /^list-(?:id|help|owner|post|subscribe|unsubscribe)$/;

function held(facts: Facts, golden: GoldenCase, why: string): Facts {
  withMail(facts, ["waits, to the author", addressOf(golden)]);
  withMail(facts, ["waits, to the owners", "owner@lists.test"]);
  return facts.set("disposition", `held: ${why}`).set("envelope of answers", "<>");
}

/** Of a plain text with words of the list above and below: those lines of the words that have no value. */
function withoutLines(body: string, { above, below }: Record<"above" | "below", readonly boolean[]>): string {
  if (body.includes("multipart/")) return body;
  const bodies = body.replaceAll(/(?<=text\/plain )"(?:[^"\\]|\\.)*"/g, (text) => {
    const lines = String(JSON.parse(text)).split("\n");
    const start = lines.length - below.length;
    return JSON.stringify(
      lines.filter((_, nth) => above[nth] !== true && below[nth - start] !== true).join("\n"),
    );
  });
  const [first = "", ...others] = bodies
    .split(/ \| (?=\S+@\S+: text)/)
    .map((one) => one.replace(/^\S+@\S+: /, ""));
  return others.length > 0 && others.every((one) => one === first) ? first : bodies;
}

/** Of each line of words, whether it names what has no value. */
function linesThat(names: RegExp, words: unknown): readonly boolean[] {
  const text = typeof words === "string" ? words.trimEnd() : "";
  return text === "" ? [] : text.split("\n").map((line) => names.test(line));
}

/** The end of it as it was written, in front of it as Mailman has it. */
function blanksOf(whole: string, end: string): string {
  for (let at = whole.length; at >= 0; at -= 1)
    if (bare(whole.slice(at)) === bare(end)) return whole.slice(0, at) + end;
  return whole;
}

function bare(text: string): string {
  return text.replaceAll(/\s/g, "");
}

function fieldOf({ header }: Entity, name: string): string {
  return header.first(name)?.value ?? "";
}
