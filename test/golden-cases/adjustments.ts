/** What each difference makes of Mailman's facts, by its name in docs/reference/mailman-differences.md. */
import { decodeWords, mailboxesOf } from "#mime";
import { type Facts, parsed } from "./facts.ts";
import { type GoldenCase, provesByPassword } from "./golden-case.ts";
import { scrubbedBody } from "./scrubbed-body.ts";

type Adjust = (facts: Facts, golden: GoldenCase) => Facts;

const REPLY = "what came of commands";
const SAYS = `says (${REPLY})`;

export const ADJUSTMENTS: Readonly<Record<string, Adjust>> = {
  "no-mailman-marks": (facts) => without(facts, ["field x-mailman-version", "field errors-to"]),
  "filtered-by": (facts) => change(facts, "field x-content-filtered-by", () => "Conclave"),
  "list-owner": (facts) =>
    facts.has("field list-help") ? facts.set("field list-owner", "mailto:gold-owner@lists.test") : facts,
  "no-web-pages": (facts) => {
    for (const name of ["field list-subscribe", "field list-unsubscribe"])
      change(facts, name, (value) => value.replace(", a web page", ""));
    return change(facts, SAYS, (value) => withoutOne(value, "the list's page"));
  },
  "nothing-quoted": (facts) =>
    without(
      facts,
      [...facts.keys()].filter((name) => name.startsWith("encloses (") && !/discarded|filtered/.test(name)),
    ),
  "form-of-digests": (facts, { digest_members_after: readers }) => {
    for (const name of facts.keys()) {
      const [, address = ""] = /^options of (.*)$/.exec(name) ?? [];
      if (address !== "" && !readers.includes(address))
        change(facts, name, (value) => withoutOne(value, "plain digests"));
    }
    return facts;
  },
  "owners-mail": (facts, { address }) => {
    if (address !== "pipeline") return facts;
    change(facts, "envelope sender", () => "gold-bounces@lists.test");
    return without(facts, ["field sender"]).set("field x-beenthere", "gold-owner@lists.test");
  },
  "anonymous-hides-more": (facts, { list_options }) => {
    if (!list_options["anonymous_list"]) return facts;
    change(facts, "field date", () => "of its sending");
    return change(facts, "field message-id", () => "the list's own");
  },
  "roster-by-role": (facts, golden) => {
    const isMember = golden.members_after.includes(addressOf(golden));
    const mayNot = !isMember || Number(golden.list_options["private_roster"] ?? 1) === 2;
    if (!/^(?:subject: *)?who\b/im.test(golden.input) || !mayNot) return facts;
    change(facts, SAYS, (value) => put(value, "has to prove it", "may not see it"));
    return change(facts, SAYS, (value) =>
      value.includes("may not") ? withoutOne(value, "how to write it") : value,
    );
  },
  "proof-by-answer": (facts, golden) => {
    const asked = addressOf(golden);
    if (!(facts.get(SAYS) ?? "").includes("has to prove it"))
      return provesByPassword(golden) ? askedAndAnswered(facts, golden) : facts;
    without(facts, [SAYS, `encloses (${REPLY})`]);
    return withMail(withoutMail(facts, `${REPLY} → ${asked}`), `question → ${asked}`);
  },
  "returns-told": (facts, { list_options }) =>
    Number(list_options["personalize"] ?? 0) === 0
      ? facts
      : change(facts, "envelope sender", () => "gold-bounces+TAG@lists.test"),
  "sender-names-nobody": (facts) => change(facts, "field sender", (value) => value.replace("+TAG", "")),
  "welcome-always": (facts, golden) => {
    const who = addressOf(golden);
    const joined = golden.members_after.includes(who) && (facts.get(SAYS) ?? "").includes("joined");
    return joined && golden.list_options["send_welcome_msg"] === 0
      ? withMail(facts, `welcome → ${who}`)
      : facts;
  },
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
  "no-returns": (facts) => change(facts, "envelope of answers", () => "<>"),
  "subject-blanks": (facts, { input }) => {
    const subject = decodeWords(parsed(input).header.first("subject")?.value ?? "");
    const before = facts.get("field subject") ?? "";
    const isSame = subject !== "" && bare(before).endsWith(bare(subject));
    return isSame ? facts.set("field subject", blanksOf(before, subject)) : facts;
  },
  "membership-is-not-told": (facts, golden) => {
    const asked = addressOf(golden);
    change(facts, SAYS, (value) => put(value, "not a member", "has to prove it"));
    if (!(facts.get(SAYS) ?? "").includes("on it already")) return facts;
    without(facts, [SAYS, `encloses (${REPLY})`]);
    return withMail(withoutMail(facts, `${REPLY} → ${asked}`), `question → ${asked}`);
  },
  "others-are-asked": (facts, golden) => {
    const who = addressOf(golden);
    if (!/^(?:subscribe|join|unsubscribe|leave|remove)\b.*\baddress=/im.test(golden.input)) return facts;
    if (!(facts.get("mails") ?? "").includes("question →") || facts.has(SAYS)) return facts;
    return withMail(facts, `${REPLY} → ${who}`).set(SAYS, "has to prove it");
  },
  "subject-or-text": (facts, { address, input }) => {
    if (address !== "torequest" || !ORDERS.test(input.slice(input.indexOf("\n\n") + 1))) return facts;
    const [, word = ""] = /^Subject: *(?:Re: *)?(\w+)/im.exec(input) ?? [];
    const [, said] = SAID_BY.find(([names]) => names.test(word)) ?? [];
    if (said === undefined) return facts;
    return change(facts, SAYS, (value) =>
      value
        .split(", ")
        .filter((one) => !said.test(one))
        .join(", "),
    );
  },
  "no-passwords": (facts, { input }) =>
    /^(?:subject: *)?password\b/im.test(input)
      ? change(facts, SAYS, (value) =>
          put(value, /not a member|has to prove it|how to write it/, "passwords"),
        )
      : facts,
  "end-is-told": (facts, { input }) =>
    /^(?:end|stop)\s*$/im.test(input)
      ? change(facts, SAYS, (value) => withoutOne(value, "lines that are no commands"))
      : facts,
  "no-reminders": (facts) => {
    for (const name of facts.keys())
      if (name.startsWith("options of ")) change(facts, name, (value) => withoutOne(value, "no reminders"));
    return facts;
  },
};

/** A line of the text is a command. */
const ORDERS =
  /^(?:echo|help|info|lists|who|password|set|subscribe|join|unsubscribe|leave|remove|confirm)\b/im;

/** What Mailman says because of a command in the Subject. */
const SAID_BY: readonly (readonly [command: RegExp, meaning: RegExp])[] = [
  [/^help$/i, /^help: /],
  [/^lists$/i, /^lists: /],
  [/^echo$/i, /^echo$/],
  [/^info$/i, /^the list's |^where |^who owns it$/],
];

/** `set authenticate` is answered by itself, and with it the question for the rest. */
function askedAndAnswered(facts: Facts, golden: GoldenCase): Facts {
  if (/^set authenticate/im.test(golden.input)) {
    const changes = /^set (?!authenticate|show|help)/im.test(golden.input);
    const more = changes ? ["has to prove it", "passwords"] : ["passwords"];
    change(facts, SAYS, (value) => [...value.split(", "), ...more].toSorted().join(", "));
    if (!changes) return facts;
  }
  return withMail(facts, `question → ${addressOf(golden)}`);
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

function addressOf({ input }: GoldenCase): string {
  return mailboxesOf(parsed(input).header, "from")[0]?.address ?? "";
}

function withMail(facts: Facts, mail: string): Facts {
  const mails = (facts.get("mails") ?? "").split(", ").filter((one) => one !== "");
  return facts.set("mails", [...new Set([...mails, mail])].toSorted().join(", "));
}

function withoutMail(facts: Facts, mail: string): Facts {
  return change(facts, "mails", (value) => withoutOne(value, mail));
}

function without(facts: Facts, names: readonly string[]): Facts {
  for (const name of names) facts.delete(name);
  return facts;
}

function change(facts: Facts, name: string, how: (value: string) => string): Facts {
  const before = facts.get(name);
  return before === undefined ? facts : facts.set(name, how(before));
}

/** Another word in place of one, or of several. */
function put(list: string, old: string | RegExp, word: string): string {
  const words = list
    .split(", ")
    .map((one) => (one === old || (old instanceof RegExp && old.test(one)) ? word : one));
  return [...new Set(words)].toSorted().join(", ");
}

/** One word of a list less. */
function withoutOne(list: string, word: string): string {
  return list
    .split(", ")
    .filter((one) => one !== word)
    .join(", ");
}
