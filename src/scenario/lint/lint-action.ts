/** What is wrong with the action of a rule. */
import { isKnownReason, REASON_ENDS } from "#i18n";
import { isKnownAction, readAction } from "../parse/action.ts";
import { findFunction } from "../functions.ts";
import type { Remark } from "./lint-scenario.ts";

export function lintAction(written: string, functionName: string): readonly Remark[] {
  if (written.includes("->")) return [{ severity: "error", text: twoRules(written) }];
  const { action } = readAction(written);
  if (!isKnownAction(action)) return [{ severity: "error", text: unknownAction(written) }];
  return [
    ...lintModifiers(action),
    ...lintReject(written),
    ...lintReason(written),
    ...lintFor(action, functionName),
  ];
}

/** The word with which an action that lost its line end went on: `do_` + `is_editor(…)`. */
const JOINED =
  /^(.*?)!?((?:true|all|is_\w+|match|equal|less_than|older|newer|search|verify_netmask)\s*\(.*)$/i;

function twoRules(written: string): string {
  const [, start = "", next = ""] = JOINED.exec(written) ?? [];
  const lost =
    next === ""
      ? "A line break is missing between them."
      : `The action ends in the middle ("${start}"), and the line break before ${next.slice(0, next.indexOf("(") + 1)}…) is lost: end this line with "-> do_it", or what was meant, and put "${shortened(next)}" on a line of its own.`;
  return `Two rules stand on one line: it has two arrows (->). ${lost} As it is, the action is none, and who matches is refused.`;
}

function shortened(text: string): string {
  return text.replaceAll(/[ \t]+/g, " ");
}

function unknownAction(written: string): string {
  return `"${shortened(written)}" is no action: who matches is refused. Actions are do_it, request_auth, owner, editor, editorkey, listmaster and reject, in lower case.`;
}

const PLAIN =
  /^(?:do_it|reject|request_auth(?:\(\[email\]\))?|owner|editorkey|editor|listmaster|ham|spam|unsure)(?:,(?:quiet|notify))*[ \t]*$/;

function lintModifiers(action: string): readonly Remark[] {
  if (PLAIN.test(action.replaceAll(/\s*,\s*/g, ","))) return [];
  const text = `"${action}" is more than an action with ",quiet" or ",notify": what is more is passed over.`;
  return [{ severity: "warning", text }];
}

function lintReject(written: string): readonly Remark[] {
  if (!/^reject\(.*, +(?:tt2|reason)=/.test(written)) return [];
  const text =
    "A blank before tt2= or reason= makes a template of that very name: write the parameters without blanks.";
  return [{ severity: "warning", text }];
}

function lintReason(written: string): readonly Remark[] {
  const { reason } = readAction(written);
  if (reason === undefined || isKnownReason(reason)) return [];
  const text = `The reason "${reason}" has no words of its own: people read that the rules of the list do not let it through. Known are names that end in ${REASON_ENDS.map((end) => `_${end}`).join(", ")}, such as send_subscriber, and with _smime, _pgp or _signed behind that.`;
  return [{ severity: "warning", text }];
}

function lintFor(action: string, functionName: string): readonly Remark[] {
  const known = findFunction(functionName);
  const name = /^[a-z_]+/.exec(action)?.[0] ?? "";
  if (known === undefined || known.actions.includes(name)) return [];
  const text = `${known.name} does not know the action ${name}, only ${known.actions.join(", ")}.`;
  return [{ severity: "warning", text }];
}
