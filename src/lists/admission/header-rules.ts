/** `header_filter_rules` and `bounce_matching_headers`: what owners look for in header fields, line by line. */
import type { Fits } from "./names-list.ts";

type Action = "accept" | "hold" | "reject" | "discard" | "defer";

export interface HeaderRule {
  readonly action: Action;
  readonly expression: string;
}

/** One a line; what is no rule is passed over. */
export function headerRules(text: string): readonly HeaderRule[] {
  return text.split("\n").flatMap((line) => {
    const found = /^(accept|hold|reject|discard|defer)\s+(\S.*)$/i.exec(line.trim());
    return found?.[1] === undefined || found[2] === undefined
      ? []
      : [{ action: found[1].toLowerCase() as Action, expression: found[2] }];
  });
}

export interface FieldRule {
  readonly field: string;
  readonly expression: string;
}

/** One a line. */
export function fieldRules(text: string): readonly FieldRule[] {
  return text.split("\n").flatMap((line) => {
    const found = /^([!-9;-~]+)\s*:\s*(\S.*)$/.exec(line.trim());
    const [, field, expression] = found ?? [];
    return field === undefined || expression === undefined || field.startsWith("#")
      ? []
      : [{ field, expression }];
  });
}

/**
 * What the first rule that fits says. Where it would cost too much to find out the post waits for the owners.
 *
 * @param fields `Name: value`, one a text
 * @param mayAccept false: rules that accept are passed over
 */
export function askHeaderRules(
  rules: readonly HeaderRule[],
  fields: readonly string[],
  { fits, mayAccept }: { readonly fits: Fits; readonly mayAccept: boolean },
): "hold" | "reject" | "discard" | null {
  for (const { action, expression } of rules) {
    if (action === "defer" || (action === "accept" && !mayAccept)) continue;
    const found = fitsOneOf(fields, (field) => fits(expression, field));
    if (found === null) return "hold";
    if (found) return action === "accept" ? null : action;
  }
  return null;
}

function fitsOneOf(fields: readonly string[], fits: (field: string) => boolean | null): boolean | null {
  for (const field of fields) {
    const found = fits(field);
    if (found !== false) return found;
  }
  return false;
}
