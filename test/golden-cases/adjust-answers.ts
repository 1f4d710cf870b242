/** Of commands and the server's own mails: what each difference makes of Mailman's facts. */
import { type Facts, parsed } from "./facts.ts";
import {
  type Adjust,
  addressOf,
  change,
  put,
  without,
  withMail,
  withoutCopies,
  withoutMail,
  withoutMails,
  withoutOne,
  withWords,
} from "./fact-changes.ts";
import { type GoldenCase, provesByPassword } from "./golden-case.ts";
import { postFacts } from "./post-facts.ts";

const REPLY = "what came of commands";
const SAYS = `says (${REPLY})`;
const JOINS_OTHERS = /^(?:subscribe|join|unsubscribe|leave|remove)\b.*\baddress=/im;

export const ANSWER_ADJUSTMENTS: Readonly<Record<string, Adjust>> = {
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
    const isProven = provesByPassword(golden);
    if (asksForRoster(golden) || facts.has("waiting to leave"))
      return isProven ? askedAndAnswered(facts, golden) : askedFirst(facts, golden);
    if (!(facts.get(SAYS) ?? "").includes("has to prove it"))
      return isProven ? askedAndAnswered(facts, golden) : facts;
    if (!/^set authenticate/im.test(golden.input)) return askedFirst(facts, golden);
    const who = addressOf(golden);
    if (golden.members_after.includes(who)) withMail(facts, ["question", who]);
    return facts.set(SAYS, "has to prove it, passwords");
  },
  "welcome-always": (facts, golden) => {
    const who = addressOf(golden);
    const joined = golden.members_after.includes(who) && (facts.get(SAYS) ?? "").includes("joined");
    return joined && golden.list_options["send_welcome_msg"] === 0
      ? withMail(facts, ["welcome", who])
      : facts;
  },
  "no-returns": (facts) => change(facts, "envelope of answers", () => "<>"),
  "membership-is-not-told": (facts, golden) => {
    if (/^set (?:show|authenticate)\b/im.test(golden.input)) return facts;
    change(facts, SAYS, (value) => put(value, "not a member", "has to prove it"));
    if (facts.get(SAYS) === "on it already") return askedFirst(facts, golden);
    return change(facts, SAYS, (value) => withoutOne(value, "on it already"));
  },
  "others-are-asked": (facts, golden) => {
    const [, other = ""] = /\baddress=(\S+)/i.exec(golden.input) ?? [];
    if (!JOINS_OTHERS.test(golden.input)) return facts;
    if ((facts.get(SAYS) ?? "") === "joined") {
      without(facts, [`options of ${other}`]);
      change(facts, "members", (value) => withoutOne(value, other));
      withoutMail(facts, ["welcome", other]);
      return withMail(facts, ["question", other]).set(SAYS, "has to prove it");
    }
    if (!(facts.get("mails") ?? "").includes("question →") || facts.has(SAYS)) return facts;
    return withMail(facts, [REPLY, addressOf(golden)]).set(SAYS, "has to prove it");
  },
  "approved-are-asked": (facts, golden) => {
    const { list_options: options, members_after: members } = golden;
    const who = addressOf(golden);
    if (options["subscribe_auto_approval"] === undefined || !members.includes(who)) return facts;
    without(facts, [`options of ${who}`]);
    change(facts, "members", (value) => withoutOne(value, who));
    return askedFirst(withoutMail(facts, ["welcome", who]), golden);
  },
  "subject-or-text": (facts, { address, input }) => {
    const isOrdered = textOf(input)
      .split("\n")
      .some((line) => COMMAND.test(wordOf(line)));
    if (address !== "torequest" || !isOrdered) return facts;
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
  "subject-begins-with-it": (facts, golden) => {
    const [, first = ""] = /^Subject: *(?:Re: *)?(\w+) +\w/im.exec(golden.input) ?? [];
    const isOther = golden.address !== "torequest" || textOf(golden.input) !== "";
    if (isOther || first === "" || COMMAND.test(first)) return facts;
    const who = addressOf(golden);
    without(facts, [`options of ${who}`]);
    change(facts, "members", (value) => withoutOne(value, who));
    return withoutMails(facts);
  },
  "own-choices-alone": (facts, golden) => {
    const [, other = ""] = /^set show address=(\S+)/im.exec(golden.input) ?? [];
    if (other === "" || other === addressOf(golden)) return facts;
    return withMail(withoutMail(facts, [REPLY, other]), [REPLY, addressOf(golden)]);
  },
  "no-passwords": (facts, { input }) =>
    /^(?:subject: *)?password\b/im.test(input)
      ? change(facts, SAYS, (value) =>
          put(value, /not a member|has to prove it|how to write it/, "passwords"),
        )
      : facts,
  "rest-is-not-told": (facts, golden) => {
    if (!/^(?:end\s*$|stop\s*$|-- $|>)/im.test(textOf(golden.input))) return facts;
    change(facts, SAYS, (value) => withoutOne(value, "lines that are no commands"));
    return facts.get(SAYS) === "" ? withoutMails(facts) : facts;
  },
  "lines-are-passed-over": (facts, golden) => {
    const [first = "", ...others] = textOf(golden.input).split("\n");
    const isNone = first !== "" && !COMMAND.test(wordOf(first)) && !/^(?:>|--|<)/.test(first);
    const more = isNone && golden.address === "torequest" ? others.flatMap(answerTo) : [];
    return more.length === 0 ? facts : answered(facts, golden, ["lines that are no commands", ...more]);
  },
  "html-is-read": (facts, golden) => {
    const isHtml = parsed(golden.input).contentType.essence === "text/html";
    if (golden.address !== "torequest" || !isHtml) return facts;
    const more = answerTo(textOf(golden.input).replaceAll(/<[^>]*>/g, ""));
    return more.length === 0 ? facts : answered(facts, golden, more);
  },
  "programs-are-not-answered": (facts, { address, input }) => {
    const { header } = parsed(input);
    const says = (name: string, words: RegExp) => words.test(header.first(name)?.value.trim() ?? "");
    if (address === "tolist")
      return says("auto-submitted", /^auto-replied/i)
        ? withoutMails(withoutCopies(facts)).set("disposition", "discarded")
        : facts;
    const isProgram = says("auto-submitted", /^(?!no\b)\w/i) || says("precedence", /^(?:bulk|list|junk)/i);
    return isProgram && address !== "pipeline" ? withoutMails(facts) : facts;
  },
  "anonymous-are-not-answered": (facts, golden) => {
    if (golden.address !== "tolist" || !golden.list_options["anonymous_list"]) return facts;
    for (const kind of TO_AUTHORS) {
      withoutMail(facts, [kind, addressOf(golden)]);
      without(facts, [`says (${kind})`, `encloses (${kind})`]);
    }
    return facts.get("mails") === "" ? withoutMails(facts) : facts;
  },
  "unknown-keys-are-nothing": (facts, { address }) =>
    address === "toconfirm" && facts.get(SAYS) === "the key is gone" ? withoutMails(facts) : facts,
  "owners-get-it-all": (facts, { address, input, deliveries }) => {
    if (address !== "pipeline" || deliveries.length > 0) return facts;
    const copy = {
      from: "gold-bounces@lists.test",
      recipients: ["owner@lists.test"],
      message: parsed(input),
    };
    return new Map([...facts, ...postFacts([copy]), ["field x-beenthere", "gold-owner@lists.test"]]);
  },
  "no-reminders": (facts) => {
    for (const name of facts.keys())
      if (name.startsWith("options of ")) change(facts, name, (value) => withoutOne(value, "no reminders"));
    return facts;
  },
};

const TO_AUTHORS = [
  "waits, to the author",
  "refused, to the author",
  "auto-response",
  "it went out, to the author",
];

const COMMAND =
  /^(?:echo|help|info|lists|who|password|set|subscribe|join|unsubscribe|leave|remove|confirm|end|stop)$/i;

/** What Mailman says because of a command in the Subject. */
const SAID_BY: readonly (readonly [command: RegExp, meaning: RegExp])[] = [
  [/^help$/i, /^help: /],
  [/^lists$/i, /^lists: /],
  [/^echo$/i, /^echo$/],
  [/^info$/i, /^the list's |^where |^who owns it$/],
];

/** What is said to a command that says something to everybody. */
const ANSWERS: Readonly<Record<string, readonly string[]>> = {
  help: ["help: set", "help: subscribe"],
  lists: ["lists: gold"],
  echo: ["echo"],
};

function answerTo(line: string): readonly string[] {
  return ANSWERS[wordOf(line).toLowerCase()] ?? [];
}

function wordOf(line: string): string {
  return line.trim().split(/\s+/)[0] ?? "";
}

function textOf(input: string): string {
  const start = input.indexOf("\n\n");
  return start === -1 ? "" : input.slice(start).trim();
}

function asksForRoster(golden: GoldenCase): boolean {
  if (golden.address !== "torequest") return false;
  const isMember = [...golden.members_after, ...golden.digest_members_after].includes(addressOf(golden));
  const isForMembers = Number(golden.list_options["private_roster"] ?? 1) === 1;
  return /^(?:subject: *)?who +\S/im.test(golden.input) && isMember && isForMembers;
}

/** Before anything is done, told or waits. */
function askedFirst(facts: Facts, golden: GoldenCase): Facts {
  const who = addressOf(golden);
  without(facts, [SAYS, `encloses (${REPLY})`, "waiting to leave"]);
  withoutMail(withoutMail(facts, [REPLY, who]), ["request, to the owners", "owner@lists.test"]);
  return withMail(facts, ["question", who]);
}

/** `set authenticate` is answered by itself, and with it the question for the rest. */
function askedAndAnswered(facts: Facts, golden: GoldenCase): Facts {
  if (/^(?:subject: *)?password\b/im.test(golden.input)) return facts;
  if (/^set authenticate/im.test(golden.input)) {
    const changes = (facts.get(SAYS) ?? "").split(", ").includes("set");
    change(facts, SAYS, (value) =>
      withWords(value, changes ? ["has to prove it", "passwords"] : ["passwords"]),
    );
    if (!changes) return facts;
  }
  return withMail(facts, ["question", addressOf(golden)]);
}

function answered(facts: Facts, golden: GoldenCase, words: readonly string[]): Facts {
  withMail(facts, [REPLY, addressOf(golden)]);
  return facts.set("envelope of answers", "<>").set(SAYS, withWords("", words));
}
