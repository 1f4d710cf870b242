/** One by one, what waits for a decision: its number, who wrote it, its Subject, and the command that decides about it. */
import { utcDay } from "#base";
import { say, type Voice } from "#i18n";
import { heldVerbs, type List, voiceOf } from "#lists";
import type { HeldCode, StoredRequest } from "#store";
import { whatIsAsked } from "../../commands/command-notices.ts";

/** The oldest of what waits. */
export interface Waiting<One> {
  readonly named: readonly One[];
  /** Of all, the named ones too. */
  readonly count: number;
}

/** A held message from outside; what is "" is not there, or nobody's business. */
export interface WaitingPost {
  readonly number: number;
  readonly code: HeldCode;
  readonly heldAt: Date;
  readonly octets: number;
  readonly from: string;
  readonly subject: string;
}

export function waitingPosts(list: List, { named, count }: Waiting<WaitingPost>): readonly string[] {
  if (named.length === 0) return [];
  const voice = voiceOf(list);
  const more = count - named.length;
  const last = say(voice, "owner-summary-more-posts", { count: String(more), list: list.address });
  return [
    say(voice, "owner-summary-waiting"),
    ...named.flatMap((post) => [`  ${postLine(voice, post)}`, `      ${whatDecides(list, post)}`]),
    ...(more > 0 ? [`  ${last}`] : []),
    "",
  ];
}

function postLine(voice: Voice, { number, heldAt, octets, from, subject }: WaitingPost): string {
  const names = {
    number: String(number),
    date: utcDay(heldAt),
    size: `${Math.ceil(octets / 1024)} kB`,
    subject: subject === "" ? say(voice, "owner-summary-no-subject") : subject,
  };
  return from === ""
    ? say(voice, "owner-summary-post-by-nobody", names)
    : say(voice, "owner-summary-post", { ...names, from });
}

/** What cannot be accepted is not offered for it. */
function whatDecides(list: List, { number, code }: WaitingPost): string {
  const { accept } = heldVerbs(list.settings, code);
  const names = { number: String(number) };
  return say(voiceOf(list), accept ? "owner-summary-accept" : "owner-summary-discard", names);
}

export function waitingRequests(list: List, { named, count }: Waiting<StoredRequest>): readonly string[] {
  if (count === 0) return [];
  const voice = voiceOf(list);
  const more = count - named.length;
  const last = say(voice, "owner-summary-more-requests", { count: String(more), list: list.address });
  return [
    say(voice, "owner-summary-requests", { count: String(count), list: list.address }),
    ...named.flatMap((request) => requestLines(voice, request)),
    ...(more > 0 ? [`  ${last}`] : []),
    "",
  ];
}

function requestLines(voice: Voice, request: StoredRequest): readonly string[] {
  const number = String(request.id);
  const names = {
    number,
    date: utcDay(request.createdAt),
    actor: request.actor,
    what: whatIsAsked(voice, request),
  };
  return [
    `  ${say(voice, "owner-summary-request", names)}`,
    `      ${say(voice, "owner-summary-request-do", { number })}`,
  ];
}
