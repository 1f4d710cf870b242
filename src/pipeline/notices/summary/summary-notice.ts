/** What owners and moderators read once a day: figures, and what waits for them by what stands outside of it (S7). */
import { utcDay } from "#base";
import { say, type Voice } from "#i18n";
import { doorAddress, type List, usesKeys, voiceOf } from "#lists";
import type { HeldCount, LeftOutPost, StoredRequest, UntoldCount } from "#store";
import type { Notice } from "../notices.ts";
import { andMore } from "./and-more.ts";
import { endedLines } from "./ended-lines.ts";
import { undigestedLines } from "./undigested-lines.ts";
import { type Waiting, type WaitingPost, waitingPosts, waitingRequests } from "./waiting-lines.ts";

const SUMMARY_LINES = 30;

/** What concerns people, their keys and digests: owners read all of it, moderators what they decide about. */
export interface Concerns {
  readonly offers: number;
  readonly requests: Waiting<StoredRequest>;
  /** Who left with a key the day before. */
  readonly left: readonly string[];
  /** Posts that nobody got in a digest the day before. */
  readonly leftOut: readonly LeftOutPost[];
  /** What ended with nobody's decision, and nobody was told of yet. */
  readonly ended: readonly UntoldCount[];
}

/** What lies with the server. */
export interface Lying {
  readonly counts: readonly HeldCount[];
  readonly waiting: Waiting<WaitingPost>;
  /** How many of those that wait are erased by the end of that day. */
  readonly expiring: { readonly count: number; readonly date: Date };
}

/** To the owners, once a day: how much lies with the server, and why; and which wait, each with what decides about it. */
export function ownerSummaryNotice(list: List, lying: Lying, concerns: Concerns): Notice {
  const { offers, requests, left, leftOut, ended } = concerns;
  const voice = voiceOf(list);
  return {
    subject: say(voice, "owner-summary-subject", { list: list.displayName }),
    lines: [
      ...lyingLines(list, lying),
      ...endedLines(list, ended),
      ...bouncedLines(list, lying.counts),
      ...(offers === 0
        ? []
        : [say(voice, "owner-summary-offers", { count: String(offers), list: list.address }), ""]),
      ...waitingRequests(list, requests),
      ...(left.length === 0 ? [] : [say(voice, "owner-summary-left", { who: whoLeft(left) }), ""]),
      ...undigestedLines(list, leftOut),
      say(voice, "owner-summary-kept"),
    ],
  };
}

function lyingLines(list: List, { counts, waiting, expiring }: Lying): readonly string[] {
  const voice = voiceOf(list);
  const posts = counts.filter(({ code }) => code !== "bounce");
  if (posts.length === 0) return [];
  return [
    say(voice, "owner-summary-1", { list: list.displayName }),
    ...countedLines(voice, posts),
    ...(expiring.count === 0 ? [] : [expiringText(voice, expiring)]),
    "",
    ...waitingPosts(list, waiting),
    ...whatToDo(list, posts),
    "",
  ];
}

/** How many for which reason. */
function countedLines(voice: Voice, posts: readonly HeldCount[]): readonly string[] {
  const lines = posts.slice(0, SUMMARY_LINES).map(({ kind, count, oldest, publicText }) =>
    say(voice, kind === "held" ? "owner-summary-held" : "owner-summary-refused", {
      count: String(count),
      date: utcDay(oldest),
      reason: publicText,
    }),
  );
  const more = posts.slice(SUMMARY_LINES).reduce((sum, { count }) => sum + count, 0);
  if (more > 0) lines.push(say(voice, "owner-summary-more", { count: String(more) }));
  return lines.map((line) => `  ${line}`);
}

/** What decides is named where something waits; what the rules refused nobody can accept. */
function whatToDo(list: List, posts: readonly HeldCount[]): readonly string[] {
  const voice = voiceOf(list);
  if (posts.every(({ kind }) => kind === "refused"))
    return [say(voice, "owner-summary-do-refused", { list: list.address })];
  return [
    say(voice, "owner-summary-do", { list: list.address }),
    say(voice, usesKeys(list.settings) ? "owner-summary-mail-signed" : "owner-summary-mail", {
      request: doorAddress(list.address, "request"),
    }),
  ];
}

/** Copies that came back are no posts that an owner decides about. */
function bouncedLines(list: List, counts: readonly HeldCount[]): readonly string[] {
  const voice = voiceOf(list);
  return counts
    .filter(({ code }) => code === "bounce")
    .flatMap(({ count, oldest }) => {
      const names = { count: String(count), date: utcDay(oldest), list: list.address };
      return [say(voice, "owner-summary-bounced", names), ""];
    });
}

const NAMED_LEFT = 10;

function whoLeft(left: readonly string[]): string {
  return andMore(left.slice(0, NAMED_LEFT), left.length - NAMED_LEFT);
}

function expiringText(voice: Voice, { count, date }: { count: number; date: Date }): string {
  const day = utcDay(date);
  return say(voice, "owner-summary-expiring", { count: String(count), date: day });
}
