/**
 * The pipeline as one table: rows are steps in order, columns the kinds of address. `conclave pipeline`
 * prints it and the reference page is generated from it.
 */
import type { Decision } from "#lists";
import { checkAuthentication } from "./authentication/check-authentication.ts";
import { answerRequest } from "./handlers/answer-request.ts";
import { confirm } from "./handlers/confirm.ts";
import { distribute } from "./handlers/distribute.ts";
import { forwardToOwners } from "./handlers/forward-to-owners.ts";
import { keepBounce } from "./handlers/keep-bounce.ts";
import { join, leave } from "./handlers/join-or-leave.ts";
import { sendKey } from "./handlers/send-key.ts";
import type { InFlight, StepContext, StepResult } from "./in-flight.ts";
import type { ServedDoor } from "./served-door.ts";
import type { PipelineSite } from "./site.ts";
import { admitPost } from "./steps/admit-post.ts";
import { askDmarc } from "./steps/ask-dmarc.ts";
import { askMailServer } from "./steps/ask-mail-server.ts";
import { askSendScenario } from "./steps/scenario/ask-scenario.ts";
import { askRevocation } from "./steps/ask-revocation.ts";
import { collectEnclosed } from "./steps/collect-enclosed.ts";
import { detectLoop } from "./steps/detect-loop.ts";
import { dropAutomatic } from "./steps/drop-automatic.ts";
import { filterPost } from "./steps/filter-post.ts";
import { findScenario } from "./steps/scenario/find-scenario.ts";
import { findSealedThread } from "./steps/find-sealed-thread.ts";
import { findTopics } from "./steps/find-topics.ts";
import { hidePoster } from "./steps/hide-poster.ts";
import { identifySender } from "./steps/identify-sender.ts";
import { lookAtPost } from "./steps/look-at-post.ts";
import { openMessage } from "./steps/open-message.ts";
import { prepareFields } from "./steps/prepare-fields.ts";
import { readExpansions } from "./steps/read-expansions.ts";
import { readPassword } from "./steps/read-password.ts";
import { scrubAttachments } from "./steps/scrub-attachments.ts";
import { showMember } from "./steps/show-member.ts";
import { stripUntrustedHtml } from "./steps/strip-untrusted-html.ts";

interface Row {
  readonly name: string;
  readonly summary: string;
  readonly doors: readonly ServedDoor[];
  readonly run: (mail: InFlight, context: StepContext) => Promise<StepResult>;
}

const ROWS = [
  {
    name: "detect-loop",
    summary: "What went through this list before, or through too many hops, is dropped.",
    doors: ["post", "owner", "request", "join", "leave", "confirm", "sendkey"],
    run: detectLoop,
  },
  {
    name: "drop-automatic",
    summary: "What a program sent by itself decides nothing, and what a program answered is no post.",
    doors: ["post", "request", "join", "leave", "confirm"],
    run: dropAutomatic,
  },
  {
    name: "ask-mail-server",
    summary: "Whether a trusted mail server vouches for the From, so that its owner may be answered.",
    doors: ["post", "owner", "request", "join", "leave"],
    run: askMailServer,
  },
  {
    name: "read-password",
    summary:
      "The moderators' password in Approved or Urgent, on a list without keys; it goes on without it. With keys none counts.",
    doors: ["post"],
    run: readPassword,
  },
  {
    name: "find-scenario",
    summary:
      "send: the scenario that says who may write, if the list has one, and whether signatures matter in it.",
    doors: ["post"],
    run: findScenario,
  },
  {
    name: "open-message",
    summary: "Opens what is sealed as a whole to the list's key, verifies signatures, judges who wrote it.",
    doors: ["post", "owner", "request", "confirm"],
    run: openMessage,
  },
  {
    name: "ask-revocation",
    summary:
      "revocation = hard, ocsp = yes: what is known of the signer's certificate and of the authorities above it.",
    doors: ["post", "owner", "request", "confirm"],
    run: askRevocation,
  },
  {
    name: "read-expansions",
    summary: "Drops what a list's signature inside says was here before; holds what tells a strange way.",
    doors: ["post"],
    run: readExpansions,
  },
  {
    name: "show-member",
    summary:
      "author_mismatch = show_member: a member's signature under another From counts under the member's own address.",
    doors: ["post"],
    run: showMember,
  },
  {
    name: "identify-sender",
    summary:
      "Whom the sender rules are asked for: who signed; the From where no signatures are asked for, and on a list without keys also Reply-To, Sender and the envelope sender.",
    doors: ["post", "owner", "request", "confirm"],
    run: identifySender,
  },
  {
    name: "collect-enclosed",
    summary:
      "Which keys of the sender's came along with a signature: they are bound, or wait for the owners.",
    doors: ["post", "owner", "request"],
    run: collectEnclosed,
  },
  {
    name: "strip-untrusted-html",
    summary: "Of what was sealed without protection against changes and not signed, only plain text goes on.",
    doors: ["post", "owner"],
    run: stripUntrustedHtml,
  },
  {
    name: "find-sealed-thread",
    summary: "clear_reply_to_sealed: whether what came in clear answers a post that came sealed.",
    doors: ["post"],
    run: findSealedThread,
  },
  {
    name: "ask-scenario",
    summary:
      "What the scenario says of this post. Where keys are used nothing that nobody signed makes it say more.",
    doors: ["post"],
    run: askSendScenario,
  },
  {
    name: "look-at-post",
    summary:
      "What the rules of who may write and what a post may look like need to know: lists of senders, header fields, size.",
    doors: ["post"],
    run: lookAtPost,
  },
  {
    name: "admit-post",
    summary: "The eight settings and the sender rules, or the scenario; the strictest answer wins.",
    doors: ["post"],
    run: admitPost,
  },
  {
    name: "ask-dmarc",
    summary: "dmarc_moderation_action: what the author's domain wants done with mail that comes over lists.",
    doors: ["post"],
    run: askDmarc,
  },
  {
    name: "check-authentication",
    summary:
      "authentication_results, arc_sign: what the trusted mail server and the DNS say of who sent it, for copies in clear.",
    doors: ["post"],
    run: checkAuthentication,
  },
  {
    name: "filter-content",
    summary: "filter_content: takes out what may not go on; a post of which nothing is left goes no further.",
    doors: ["post"],
    run: filterPost,
  },
  {
    name: "hide-poster",
    summary: "anonymous_list: takes out of the content what mail programs put there about their users.",
    doors: ["post"],
    run: hidePoster,
  },
  {
    name: "scrub-attachments",
    summary:
      "scrub_nondigest: whether single copies go out as text, while the post that is kept has its files.",
    doors: ["post"],
    run: scrubAttachments,
  },
  {
    name: "find-topics",
    summary: "topics: what the post is about, for members who chose some topics.",
    doors: ["post"],
    run: findTopics,
  },
  {
    name: "prepare-fields",
    summary: "from_is_list, drop_cc: what stands in From and Cc of copies in clear.",
    doors: ["post"],
    run: prepareFields,
  },
] as const satisfies readonly Row[];

export type StepName = (typeof ROWS)[number]["name"];

export interface PipelineStep extends Row {
  readonly name: StepName;
}

/** The steps in order. */
export const PIPELINE: readonly PipelineStep[] = ROWS;

export interface PipelineHandler {
  readonly name: string;
  /** The decision that overrules the acceptance, or accept when everything is done. */
  readonly run: (site: PipelineSite, mail: InFlight) => Promise<Decision>;
}

/** What is done with a message that no step decided otherwise. */
export const HANDLERS: Readonly<Record<ServedDoor, PipelineHandler>> = {
  post: { name: "distribute", run: distribute },
  owner: { name: "forward-to-owners", run: forwardToOwners },
  bounces: { name: "keep-bounce", run: keepBounce },
  request: { name: "run-commands", run: answerRequest },
  join: { name: "join", run: join },
  leave: { name: "leave", run: leave },
  confirm: { name: "confirm", run: confirm },
  sendkey: { name: "send-key", run: sendKey },
};
