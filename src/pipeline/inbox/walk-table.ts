/** Takes a message through the steps of the table, one after the other, until one of them decides. Nothing is written. */
import type { Decision } from "#lists";
import type { InFlight, Stage, StepContext } from "../in-flight.ts";
import { PIPELINE, type PipelineStep, type StepName } from "../table.ts";

export interface Walked {
  readonly mail: InFlight;
  readonly decision: Decision;
}

type OnStage = (step: PipelineStep, stage: Stage) => void;

/** @param onStage hears of each step that was asked, in order */
export async function walkTable(
  context: StepContext,
  start: InFlight,
  onStage: OnStage = () => {},
): Promise<Walked> {
  return walk(context, start, { onStage, passed: [] });
}

/** Whether a post may come in was decided when it was accepted. */
const ADMISSION: readonly StepName[] = ["admit-post", "ask-dmarc"];

/**
 * The way of a post that was accepted once and is in hand again. What its admission says this time is told as the
 * decision, but the steps behind it are asked all the same: what they take out must not go on.
 */
export async function walkAgain(context: StepContext, start: InFlight): Promise<Walked> {
  return walk(context, start, { onStage: () => {}, passed: ADMISSION });
}

interface Way {
  readonly onStage: OnStage;
  /** Steps that do not end the way when they decide. */
  readonly passed: readonly StepName[];
}

async function walk(context: StepContext, start: InFlight, { onStage, passed }: Way): Promise<Walked> {
  let mail = start;
  let told: Decision = { do: "accept" };
  for (const step of stepsOf(start)) {
    const result = await step.run(mail, context);
    const decision = result.next === "decide" ? result.decision : null;
    onStage(step, { before: mail, after: result.mail, decision });
    mail = result.mail;
    if (decision === null) continue;
    if (!passed.includes(step.name)) return { mail, decision };
    told = decision;
  }
  return { mail, decision: told };
}

/** The steps of the message's door. */
export function stepsOf({ door }: Pick<InFlight, "door">): readonly PipelineStep[] {
  return PIPELINE.filter((step) => step.doors.includes(door));
}
