/**
 * Takes a message through the real table and foretells what would become of it. It is given nothing that it could write
 * to, and tells of what was opened only what stands outside (S7).
 */
import type { Decision } from "#lists";
import { decodeWords } from "#mime";
import { adviceText, reasonText } from "../notices/notices.ts";
import type { InFlight, Stage } from "../in-flight.ts";
import { askSeenBefore, decidedWith } from "../inbox/seen-before.ts";
import type { LookingSite } from "../site.ts";
import { type Arrival, type Arrived, startFlight } from "../start-flight.ts";
import { HANDLERS, type PipelineStep } from "../table.ts";
import { stepsOf, type Walked, walkTable } from "../inbox/walk-table.ts";
import type { ExplainedDecision, ExplainedStep, Explanation } from "./explanation.ts";
import { foretell } from "./foretell.ts";
import { isAnonymous } from "./names.ts";
import { SAW } from "./saw-steps.ts";

export async function explainMessage(
  site: LookingSite,
  arrival: Arrival,
  arrived: Arrived,
): Promise<Explanation> {
  const stages = new Map<PipelineStep, Stage>();
  const { mail: start, refused } = startFlight(site.keyring, arrival, arrived);
  const walked: Walked =
    refused === null
      ? await walkTable(site, start, (step, stage) => stages.set(step, stage))
      : { mail: start, decision: refused };
  const { decision, ...outcome } = await foretell(site, walked.mail, walked.decision);
  const { mail } = walked;
  return {
    list: mail.list.address,
    door: mail.door,
    recipient: mail.rcptTo,
    sender: isAnonymous(mail.list) ? "" : mail.envelopeFrom,
    at: mail.judgedAt.toISOString(),
    size: mail.raw.length,
    approved: mail.approved,
    header: outerHeader(mail),
    steps: [...(await explainSteps(site, walked, stages))],
    decision: explainDecision(mail, decision),
    handler: HANDLERS[mail.door].name,
    ...outcome,
  };
}

const SHOWN = ["From", "To", "Cc", "Date", "Subject", "Message-ID"];

function outerHeader({ message, list }: InFlight): Explanation["header"] {
  return (isAnonymous(list) ? ["Subject"] : SHOWN).flatMap((name) =>
    message.header.all(name).map((field) => ({ name, value: decodeWords(field.value) })),
  );
}

function explainStep({ name }: PipelineStep, stage: Stage | undefined): ExplainedStep {
  if (stage === undefined) return { name, result: "not-asked", saw: [] };
  return { name, result: stage.decision === null ? "goes-on" : "decides", saw: SAW[name](stage) };
}

/** Requests and bounces that are taken are not asked whether they came before. */
function isCounted({ mail, decision }: Walked): boolean {
  return decision.do !== "accept" || mail.door === "post" || mail.door === "owner";
}

/** The one whose answer wins decides: what was here before may overrule the step that decided of the table. */
async function explainSteps(
  site: LookingSite,
  walked: Walked,
  stages: ReadonlyMap<PipelineStep, Stage>,
): Promise<readonly ExplainedStep[]> {
  const steps = stepsOf(walked.mail).map((step) => explainStep(step, stages.get(step)));
  if (!isCounted(walked)) return steps;
  const once = await onceStep(site, walked);
  if (once.result !== "decides") return [...steps, once];
  return [...steps.map((step) => (step.result === "decides" ? overruled(step) : step)), once];
}

function overruled(step: ExplainedStep): ExplainedStep {
  return { ...step, result: "overruled" };
}

/** What no step asks but whoever writes (S1, S4): whether the same was here before. */
async function onceStep(site: LookingSite, { mail, decision }: Walked): Promise<ExplainedStep> {
  const name = "counts-once";
  const before = await site.db.read((tx) => askSeenBefore(tx, mail));
  if (before === null) return { name, result: "goes-on", saw: ["it comes for the first time"] };
  const result = decidedWith(decision, before) === before ? "decides" : "goes-on";
  const what = "code" in before ? `${reasonText(mail.list, before)} (${before.code})` : SAME_AGAIN[result];
  return { name, result, saw: [what] };
}

const SAME_AGAIN = {
  decides: "it was here before: a duplicate is dropped without a word",
  "goes-on": "it was here before; what is decided above is stricter",
};

function explainDecision(mail: InFlight, decision: Decision): ExplainedDecision {
  const verb = decision.do;
  if (verb === "accept") return { do: verb, code: null, reason: null, advice: null, detail: "" };
  if (verb === "silent") return { do: verb, code: null, reason: null, advice: null, detail: decision.detail };
  const { code, detail } = decision;
  const [reason, advice] = [reasonText(mail.list, decision), adviceText(mail.list, decision)];
  return { do: verb, code, reason, advice, detail };
}
