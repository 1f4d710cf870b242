/** What each step of the table saw of a message, in words for the operator; nothing from inside it (S7). */
import { LIMITS } from "#base";
import { askRules, type RuleAnswer, usesKeys } from "#lists";
import { nextSet } from "../authentication/authentication-fields.ts";
import type { Stage } from "../in-flight.ts";
import { leavesUnderAuthor } from "../facts/leaves-under-author.ts";
import { reasonText } from "../notices/notices.ts";
import { evidenceOf } from "../steps/admit-post.ts";
import type { Scrubbing } from "../scrubbing/what-to-scrub.ts";
import type { StepName } from "../table.ts";
import { authorName, isAnonymous, memberName } from "./names.ts";
import { sawScenario, sawScenarioAnswer } from "./saw-scenario.ts";
import { sawOpenMessage } from "./saw-open-message.ts";

type Saw = (stage: Stage) => readonly string[];

/** By the name of the step: a line for each fact. */
export const SAW: Readonly<Record<StepName, Saw>> = {
  "detect-loop": sawLoop,
  "drop-automatic": sawAutomatic,
  "ask-mail-server": sawMailServer,
  "read-password": sawPassword,
  "find-scenario": sawScenario,
  "open-message": sawOpenMessage,
  "ask-revocation": sawRevocation,
  "read-expansions": sawExpansions,
  "show-member": sawMember,
  "identify-sender": sawSender,
  "collect-enclosed": sawKeys,
  "strip-untrusted-html": sawHtml,
  "ask-scenario": sawScenarioAnswer,
  "look-at-post": sawPost,
  "admit-post": sawRules,
  "find-sealed-thread": sawThread,
  "hide-poster": sawPoster,
  "ask-dmarc": sawDmarc,
  "check-authentication": sawAuthentication,
  "filter-content": sawFilter,
  "scrub-attachments": sawScrubbing,
  "find-topics": sawTopics,
  "prepare-fields": sawFields,
};

function sawLoop({ before, decision }: Stage): readonly string[] {
  const hops = before.message.header.all("received").length;
  const trace = decision === null ? "no trace of this list" : "it went through this list, or too far";
  return [`came over ${hops} servers (at most ${LIMITS.receivedHops}), ${trace}`];
}

function sawAutomatic({ decision }: Stage): readonly string[] {
  return [decision === null ? "a person sent it, as far as it says" : "a program sent it"];
}

function sawMailServer({ after }: Stage): readonly string[] {
  if (after.vouchedFrom !== null) return ["a trusted mail server vouches for the From"];
  return [after.trusted ? "no trusted mail server vouches for the From" : "not through a trusted listener"];
}

function sawPassword({ after }: Stage): readonly string[] {
  const { password, urgent } = after.posting;
  const approved = password === "none" ? [] : [`a password to approve it: ${password}`];
  const urged = urgent === "no" ? [] : [`a password to make it urgent: ${urgent}`];
  return approved.length + urged.length === 0 ? ["no password that the list has"] : [...approved, ...urged];
}

function sawRevocation({ before, after }: Stage): readonly string[] {
  if (before.author.authentic && !after.author.authentic) return [`not signed for us: ${after.author.why}`];
  const { unansweredFor } = after;
  if (unansweredFor === null) return ["nothing to ask"];
  if (unansweredFor.length === 0) return ["no authority of the list's can be asked about the certificate"];
  return [`no answer in time about ${unansweredFor.length} certificates of its chain`];
}

function sawExpansions({ after, decision }: Stage): readonly string[] {
  if (!usesKeys(after.list.settings)) return ["nothing to look for"];
  if ((after.opened?.expansions ?? []).length === 0) return ["no signature tells of other lists"];
  return [decision === null ? "it came through other lists" : "its signatures tell of lists on the way"];
}

function sawMember({ before, after }: Stage): readonly string[] {
  if (after.shownAs === null)
    return [before.author.authentic ? "the author writes under their own address" : "nothing to do"];
  return [
    `a member signed under another From: it counts as, and is shown under, ${memberName(after.list, after.shownAs)}`,
  ];
}

function sawSender({ after }: Stage): readonly string[] {
  const who = authorName(after);
  if (after.member === null) return ["no member: the rule for others is asked"];
  return [after.author.authentic ? `member ${who}, who signed` : `member ${who}, by the address in From`];
}

function sawKeys({ after }: Stage): readonly string[] {
  if (!usesKeys(after.list.settings)) return ["nothing to look for"];
  const keys = after.keysAlong?.keys ?? [];
  if (keys.length === 0) return ["no signed key of the sender's came along"];
  if (isAnonymous(after.list)) return [`${keys.length} keys of the sender's came along`];
  return keys.map(({ key, vouched }) => {
    const trust = vouched ? "an authority of the list's vouches for it" : "an owner would have to confirm it";
    return `${key.description.fingerprint} came along: ${trust}, if it is not bound already`;
  });
}

function sawHtml({ before, after }: Stage): readonly string[] {
  if (!after.trustworthyText) return ["sealed without protection against changes, and no plain text in it"];
  return before.opened === after.opened
    ? ["nothing to take out"]
    : ["sealed without protection against changes: only its plain text goes on"];
}

/** Numbers and marks; which of the owners' expressions fit is told by the rules. */
function sawPost({ before, after }: Stage): readonly string[] {
  const { recipients, namesList, markedAsSpam, named } = after.posting;
  return [
    `${recipients} in To and Cc, ${namesList ? "the list among them" : "the list not among them"}`,
    ...(before.trusted && markedAsSpam ? ["the mail server's filter marked it as spam"] : []),
    ...named.map((action) => `${action}_these_nonmembers names its sender`),
  ];
}

/** Lists without keys are told of no rule that has to do with keys. */
const KEY_RULES: readonly RuleAnswer["rule"][] = [
  "sealing",
  "signature",
  "age",
  "addressees",
  "revocation",
  "integrity",
  "clear copies",
  "clear answers",
  "password",
];

function sawRules({ before }: Stage): readonly string[] {
  const { settings } = before.list;
  const instead: RuleAnswer["rule"] = before.scenarioAnswer === null ? "scenario" : "sender";
  const asked = askRules(settings, evidenceOf(before)).filter(
    ({ rule }) => rule !== instead && (usesKeys(settings) || !KEY_RULES.includes(rule)),
  );
  const content = asked.filter(({ unapproved }) => unapproved.do === "accept").map(({ rule }) => rule);
  const others = asked.flatMap(({ rule, answer, unapproved }) => {
    if (!("code" in unapproved)) return [];
    const overruled = answer.do === "accept" ? ", overruled by approval" : "";
    return [
      `${rule}: ${unapproved.do}, ${reasonText(before.list, unapproved)} (${unapproved.code})${overruled}`,
    ];
  });
  return [...(content.length === 0 ? [] : [`${content.join(", ")}: nothing against it`]), ...others];
}

function sawThread({ after }: Stage): readonly string[] {
  if (!usesKeys(after.list.settings)) return ["nothing to look for"];
  return [
    after.answersSealed
      ? "came in clear and answers a sealed post"
      : "nothing that came sealed is answered in clear",
  ];
}

function sawPoster({ before, after, decision }: Stage): readonly string[] {
  if (!isAnonymous(before.list)) return ["nothing to take out: the list is not anonymous"];
  if (decision !== null) return ["what names the author cannot be taken out"];
  return [before.opened === after.opened ? "nothing to take out" : "what names the author is taken out"];
}

const NOT_UNDER_AUTHOR = "no copy goes out under its author's From";

function sawFields({ after }: Stage): readonly string[] {
  const { outgoing } = after;
  const from = {
    author: "its author",
    munge: "the list, for its author",
    wrap: "the list, with the post enclosed",
  };
  const left = outgoing.notInCc.length;
  return [
    leavesUnderAuthor(after) ? `copies in clear come from ${from[outgoing.from]}` : NOT_UNDER_AUTHOR,
    ...(left === 0 ? [] : [`${left} members in Cc have it already: they are taken out`]),
  ];
}

function sawAuthentication({ after }: Stage): readonly string[] {
  const { authentication_results: results, arc_sign: seal } = after.list.settings;
  if (results === "no" && seal === "no") return ["the list says nothing of it"];
  const { authentication } = after.outgoing;
  if (authentication === null) return ["nothing is said of it in copies"];
  const from = after.list.settings.from_is_list === "wrap" ? "wrap" : after.outgoing.from;
  const set = nextSet({ ...after.outgoing, from });
  const chain =
    set === null ? "not sealed" : `sealed as number ${set.instance}; the chain so far: ${set.chain}`;
  return [...authentication.results, chain];
}

function sawFilter({ before, after, decision }: Stage): readonly string[] {
  if (before.list.settings.filter_content === "no") return ["the list filters nothing"];
  if (decision !== null) return ["nothing of it may go on"];
  return [after.outgoing.filtered ? "something is taken out" : "nothing to take out"];
}

const SCRUBBING: Readonly<Record<Scrubbing, string>> = {
  off: "the list leaves files in",
  "not-kept": "the post is not kept, so that nobody could get its files any more: they stay in",
  sealed: "sealed, or text and signature in one: it goes whole",
  signed: "a signature in it would be lost: it goes whole",
  nothing: "nothing to take out",
  files: "single copies go out as text; the post is kept whole",
};

function sawScrubbing({ after }: Stage): readonly string[] {
  return [SCRUBBING[after.outgoing.scrub]];
}

function sawTopics({ after: { outgoing } }: Stage): readonly string[] {
  if (outgoing.topics === null) return ["nobody asks what it is about"];
  return [outgoing.topics.length === 0 ? "about none of the topics" : `about ${outgoing.topics.join(", ")}`];
}

function sawDmarc({ before, after, decision }: Stage): readonly string[] {
  if (before.list.settings.dmarc_moderation_action === "accept") return ["the list asks for no policies"];
  if (!leavesUnderAuthor(before)) return [NOT_UNDER_AUTHOR];
  if (decision !== null) return ["the domain of its author wants it refused"];
  const isMeant = after.outgoing.from !== before.outgoing.from;
  return [
    isMeant ? "the domain of its author wants copies refused" : "no policy of a domain stands against it",
  ];
}
