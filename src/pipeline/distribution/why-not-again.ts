/**
 * What was accepted stays accepted, whoever left since. But a post that is in hand again goes on only if it can be
 * opened again, and if no rule about its protection or about what may be in it stands against it; else it waits for an
 * owner.
 */
import type { ReasonCode } from "#base";
import { askRules, type Decision, type Refusal } from "#lists";
import { type PostRow, wasOpened as wasOpenedAtFirst } from "#store";
import type { InFlight } from "../in-flight.ts";
import type { PipelineSite } from "../site.ts";
import { evidenceOf } from "../steps/admit-post.ts";
import type { Walked } from "../inbox/walk-table.ts";
import { wasOpened } from "../facts/was-opened.ts";

const STILL_COUNT: readonly ReasonCode[] = [
  "not-sealed",
  "not-signed",
  "not-whole",
  "malformed",
  "no-integrity",
  "clear-not-confirmed",
  "content-filtered",
  "names-author",
  "not-sendable",
];

/** null: it goes on. */
export async function whyNotAgain(
  site: PipelineSite,
  { mail, decision }: Walked,
  post: PostRow,
): Promise<Decision | null> {
  if (await isUnopened(site, { mail, decision }, post)) {
    return { do: "hold", code: "cannot-reopen", args: {}, detail: `post ${post.number}` };
  }
  const against = [decision, ...admission(mail)].find(stillCounts);
  return against === undefined ? null : { ...against, do: "hold" };
}

/** Each rule's answer: the strictest, which may count no more, must not hide another that does. */
function admission(mail: InFlight): readonly Decision[] {
  if (mail.opened === null) return [];
  return askRules(mail.list.settings, evidenceOf(mail)).map(({ answer }) => answer);
}

function stillCounts(decision: Decision): decision is Refusal {
  return "code" in decision && STILL_COUNT.includes(decision.code);
}

async function isUnopened(site: PipelineSite, walked: Walked, post: PostRow): Promise<boolean> {
  const { mail, decision } = walked;
  if ("code" in decision && decision.code === "cannot-open") return true;
  return !wasOpened(mail) && (await site.db.read((tx) => wasOpenedAtFirst(tx, post.id)));
}
