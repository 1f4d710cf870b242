/** Comparing AlgorithmIdentifier ::= SEQUENCE { algorithm, parameters OPTIONAL } (RFC 5280 §4.1.1.2). */
import { equalBytes } from "#base";
import { type Element, TAG } from "./ber.ts";
import { toDer } from "./to-der.ts";
import { Cursor } from "./cursor.ts";

/** NULL parameters and none are the same (RFC 6211 §3); an IMPLICIT tag makes no difference. */
export function sameAlgorithm(one: Element, other: Element): boolean {
  const [first, second] = [new Cursor(one, one.tag), new Cursor(other, other.tag)];
  return first.oid() === second.oid() && sameParameters(parametersOf(first), parametersOf(second));
}

function parametersOf(fields: Cursor): Element | null {
  const parameters = fields.done ? null : fields.any();
  return parameters?.tag === TAG.null ? null : parameters;
}

function sameParameters(one: Element | null, other: Element | null): boolean {
  if (one === null || other === null) return one === other;
  return equalBytes(toDer(one), toDer(other));
}
