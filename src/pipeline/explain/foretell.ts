/** What becomes of a message after the steps: what its handler would do, or what is written instead, without writing it. */
import type { EmailAddress } from "#base";
import type { Decision } from "#lists";
import { answerableAuthor } from "../notices/answerable.ts";
import { daysKept } from "../facts/days-kept.ts";
import { answersStranger, noticeRequests } from "../notices/decision-notices.ts";
import type { InFlight } from "../in-flight.ts";
import { askSeenBefore, decidedWith } from "../inbox/seen-before.ts";
import { personOf } from "../notices/send-notice.ts";
import type { ServedDoor } from "../served-door.ts";
import type { LookingSite } from "../site.ts";
import type { ExplainedAnswer, Explanation } from "./explanation.ts";
import { foretellDistribution } from "./foretell-distribution.ts";
import {
  foretellAnswer,
  foretellBounce,
  foretellForwarding,
  foretellKey,
  foretellRequest,
} from "./foretell-others.ts";
import { type Foretell, NOTHING_DONE } from "./foretold.ts";

const FORETELL: Readonly<Record<ServedDoor, Foretell>> = {
  post: foretellDistribution,
  owner: foretellForwarding,
  bounces: foretellBounce,
  request: foretellRequest,
  join: foretellRequest,
  leave: foretellRequest,
  confirm: foretellAnswer,
  sendkey: foretellKey,
};

export interface Outcome extends Pick<
  Explanation,
  "copies" | "kept" | "archived" | "digest" | "answer" | "told"
> {
  readonly decision: Decision;
}

/** @param decided by the steps */
export async function foretell(site: LookingSite, mail: InFlight, decided: Decision): Promise<Outcome> {
  if (decided.do !== "accept") return foretellConclusion(site, mail, decided);
  const { decision, answered, ...rest } = await FORETELL[mail.door](site, mail);
  if (decision.do !== "accept") return foretellConclusion(site, mail, decision);
  const answer = answered === null ? NOTHING_TO_SAY : await answerTo(site, mail, answered);
  return { decision, ...rest, answer, told: [] };
}

const NOTHING_TO_SAY: ExplainedAnswer = { to: null, sealed: false, why: "nothing-to-say" };

/** As `conclude` decides: what is not distributed may have been here before, too. */
async function foretellConclusion(
  site: LookingSite,
  mail: InFlight,
  decided: Exclude<Decision, { do: "accept" }>,
): Promise<Outcome> {
  const before = await site.db.read((tx) => askSeenBefore(tx, mail));
  const decision = decidedWith(decided, before);
  const { copies, kept, archived, digest } = NOTHING_DONE;
  const silence = { decision, copies, kept, archived, digest, answer: NOTHING_TO_SAY, told: [] };
  if (!("code" in decision)) return silence;
  const requests = (await noticeRequests(site, mail, decision)).filter(
    (request) => before === null || !answersStranger(mail, { request }),
  );
  const sender = requests.find(({ kind }) => kind === "auto-replied");
  const told = requests.filter((request) => request !== sender).map(({ to }) => to);
  const answer = sender === undefined ? unanswered(mail, decision) : await answerTo(site, mail, sender.to);
  const as = decision.do === "hold" ? "held" : "refused";
  return { ...silence, kept: { as, days: daysKept(mail.list, decision) }, answer, told };
}

async function answerTo(site: LookingSite, { list }: InFlight, to: EmailAddress): Promise<ExplainedAnswer> {
  const at = site.clock.now();
  const { recipient } = await site.db.read((tx) => personOf(tx, list, { address: to, at }));
  return { to, sealed: recipient !== null, why: null };
}

function unanswered(mail: InFlight, decision: Decision): ExplainedAnswer {
  const answer = answerableAuthor(mail);
  if (decision.do === "discard") return NOTHING_TO_SAY;
  return { to: null, sealed: false, why: answer.to === null ? answer.why : "not-vouched-for" };
}
