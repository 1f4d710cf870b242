/** What `conclave explain` found, as people read it; the JSON of the same has the same facts. */
import { whyText } from "#i18n";
import type { Explanation } from "#pipeline";
import { count, SCHEME_NAMES, size, time } from "./human.ts";
import { facts } from "./table.ts";

const RESULTS = {
  "goes-on": "goes on",
  decides: "decides",
  overruled: "overruled",
  "not-asked": "not asked",
} as const;

export function explanationLines(found: Explanation): string {
  const steps = found.steps.map(({ name, result, saw }): [string, string] => [
    name,
    [RESULTS[result], ...saw].join("\n"),
  ]);
  return [facts(mailFacts(found)), facts(steps), facts(outcomeFacts(found))].join("\n\n");
}

function mailFacts({
  recipient,
  sender,
  size: octets,
  at,
  approved,
  header,
}: Explanation): [string, string][] {
  const judged = `${time(at)}${approved ? ", as accepted by an owner" : ""}`;
  return [
    ["to", recipient],
    ["from", sender || "(nobody: the null sender, or not told)"],
    ["judged at", judged],
    ["size", size(octets)],
    ...header.map(({ name, value }): [string, string] => [name, value]),
  ];
}

const VERBS = {
  accept: "accept",
  hold: "hold",
  reject: "reject",
  discard: "discard",
  silent: "drop without a word",
} as const;

function outcomeFacts(found: Explanation): [string, string][] {
  const { decision, kept, told } = found;
  return [
    ["decision", [VERBS[decision.do], decision.code, decision.detail].filter(Boolean).join(", ")],
    ...(decision.reason === null ? [] : ([["reason", decision.reason]] as [string, string][])),
    ...(decision.advice === null ? [] : ([["advice", decision.advice]] as [string, string][])),
    ...(kept === null ? [] : ([["kept", keptWords(kept)]] as [string, string][])),
    ...(decision.do === "accept" ? ([["then", thenWords(found)]] as [string, string][]) : []),
    ...(decision.do === "silent" ? [] : ([["answer", answerWords(found)]] as [string, string][])),
    ...(told.length === 0 ? [] : ([["told", told.join(", ")]] as [string, string][])),
  ];
}

function keptWords({ as, days }: NonNullable<Explanation["kept"]>): string {
  const until = days === 0 ? "until an owner decides" : `for ${count(days, "day")}`;
  return `${as === "held" ? "closed, for an owner to decide" : "closed, to look at"}, ${until}`;
}

/** One line for the handler, one for each kind of copy. */
function thenWords({ handler, copies, archived, digest }: Explanation): string {
  const kept =
    archived === null
      ? []
      : [`kept in the archive${archived === "sealed" ? ", given out sealed alone" : ""}`];
  const later = digest === null ? [] : [digestWords(digest)];
  return [handler, ...copies.map(copyWords), ...later, ...kept].join("\n");
}

function digestWords({ members, goes, at, bySize }: NonNullable<Explanation["digest"]>): string {
  const when = {
    large: "which goes at once: enough waits then",
    time: `which goes at ${at === null ? "no time" : time(at)}${bySize ? ", or as soon as enough waits" : ""}`,
    asked: `which goes ${bySize ? "as soon as enough waits, or" : "when"} an owner sends it`,
  };
  return `${count(members, "member")}: in the next digest, ${when[goes]}`;
}

function copyWords({
  to,
  number,
  form,
  scheme,
  cipher,
  signed,
  subject,
  why,
}: Explanation["copies"][number]): string {
  const people = count(number, to === "members" ? "member" : "owner");
  if (form === "notice") return `${people}: no copy, but a notice at most once a day: ${reasonOf(why)}`;
  const family = scheme === null ? "" : ` in ${SCHEME_NAMES[scheme]}`;
  const how = form === "sealed" ? `sealed${family} (${cipher ?? ""})` : "in clear";
  const signature = signed ? `, signed by the list${form === "sealed" ? "" : family}` : "";
  return `${people}: ${how}${signature}; Subject outside: ${subject ?? ""}`;
}

function reasonOf(why: Explanation["copies"][number]["why"]): string {
  if (why === null || why === "no-key") return "the list has no key of theirs";
  return `${whyText(why, "en")} (${why})`;
}

const SILENCE = {
  "nothing-to-say": "nobody",
  "no-sender": "nobody: it has no sender who could be answered",
  automatic: "nobody: a program sent it, not a person",
  "own-address": "nobody: it came from an address of the list",
  "not-vouched-for": "nobody: no signature of a member vouches for the sender",
  anonymous: "nobody: the list is anonymous",
} as const;

function answerWords({ answer }: Explanation): string {
  if (answer.to !== null)
    return `${answer.to}, ${answer.sealed ? "sealed" : "in clear"}, within the limits for answers`;
  return SILENCE[answer.why ?? "nothing-to-say"];
}
