/**
 * Whether a condition asks for something that nobody signed, where only what is signed counts. What is not there says
 * nothing then: anybody can leave a field out.
 */
import { isContentField } from "#mime";
import type { Operand } from "../parse/operand.ts";
import type { ScenarioMessage } from "../scenario-message.ts";

export function isUnsaid(operands: readonly Operand[], message: ScenarioMessage | null): boolean {
  const signedOnly = message?.signedOnly;
  if (message === null || signedOnly === undefined) return false;
  return operands.some((operand) => isMissing(operand, message, signedOnly));
}

function isMissing(
  operand: Operand,
  message: ScenarioMessage,
  { body }: NonNullable<ScenarioMessage["signedOnly"]>,
): boolean {
  const isThere = (field: string): boolean => message.header(field).length > 0;
  switch (operand.kind) {
    case "header":
      return !isThere(operand.field) && !(body && isContentField(operand.field));
    case "body":
    case "part types":
      return !body;
    case "bcc":
      return !isThere("To") && !isThere("Cc");
    case "keyed":
      return operand.source === "msg" && message.attributes[operand.key] === undefined;
    default:
      return false;
  }
}
