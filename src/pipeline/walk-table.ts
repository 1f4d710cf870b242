/** Takes a message through the steps of the table, one after the other, until one of them decides. Nothing is written. */
import type { Decision } from "#lists";
import type { InFlight, Stage, StepContext } from "./in-flight.ts";
import { PIPELINE, type PipelineStep } from "./table.ts";

export interface Walked {
  readonly mail: InFlight;
  readonly decision: Decision;
}

/** @param onStage hears of each step that was asked, in order */
export async function walkTable(
  context: StepContext,
  start: InFlight,
  onStage: (step: PipelineStep, stage: Stage) => void = () => {},
): Promise<Walked> {
  let mail = start;
  for (const step of stepsOf(start)) {
    const result = await step.run(mail, context);
    const decision = result.next === "decide" ? result.decision : null;
    onStage(step, { before: mail, after: result.mail, decision });
    mail = result.mail;
    if (decision !== null) return { mail, decision };
  }
  return { mail, decision: { do: "accept" } };
}

/** The steps of the message's door. */
export function stepsOf({ door }: Pick<InFlight, "door">): readonly PipelineStep[] {
  return PIPELINE.filter((step) => step.doors.includes(door));
}
