/** What an argument stands for, once compiled: a text, a regular expression, or something the request gives. */
import { LIST_PARAMETERS } from "./list-parameters.ts";
import { compileOwnersPattern, type OwnersPattern } from "../pattern/owners-pattern.ts";

/** Maps with a key: `[user->lang]`. */
export type Source =
  "custom_vars" | "family" | "conf" | "env" | "user" | "user_attributes" | "subscriber" | "msg";

export type Operand =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "pattern"; readonly pattern: OwnersPattern }
  | { readonly kind: "keyed"; readonly source: Source; readonly key: string }
  | { readonly kind: "list"; readonly parameter: string }
  | { readonly kind: "header"; readonly field: string; readonly index: number | null }
  | { readonly kind: "body" | "part types" | "bcc" | "encrypted" | "now" }
  /** Anything else: `[sender]`, `[email]`, `[remote_host]`, …; `topic…` needs a message. */
  | { readonly kind: "context"; readonly name: string };

/** Whatever cannot be compiled makes the scenario refuse everything. */
export type CompiledOperand = Operand | { readonly kind: "fault"; readonly text: string };

/**
 * QUIRK: a variable is found wherever it stands in the argument and takes the place of all of it, quotes too:
 * `'[execution_date]-1d'` is `[execution_date]`.
 */
export function compileOperand(written: string): CompiledOperand {
  if (written.length > 2 && written.startsWith("/") && written.endsWith("/")) {
    const pattern = compileOwnersPattern(written.slice(1, -1));
    return pattern.ok ? { kind: "pattern", pattern: pattern.value } : { kind: "fault", text: pattern.error };
  }
  return variable(written) ?? { kind: "text", text: unquoted(written) };
}

type Reader = (key: string, index: string | undefined) => CompiledOperand;

const keyed =
  (source: Source): Reader =>
  (key) => ({ kind: "keyed", source, key });

/** In Sympa's order: the first that is found anywhere in the argument counts. */
const READERS: readonly (readonly [RegExp, Reader])[] = [
  [/\[custom_vars->([\w-]+)\]/i, keyed("custom_vars")],
  [/\[family->([\w-]+)\]/i, keyed("family")],
  [/\[conf->([\w-]+)\]/i, (key) => ({ kind: "keyed", source: "conf", key: key === "host" ? "domain" : key })],
  [/\[list->([\w-]+)\]/i, listParameter],
  [/\[env->([\w-]+)\]/i, keyed("env")],
  [/\[user->([\w-]+)\]/i, keyed("user")],
  [/\[user_attributes->([\w-]+)\]/i, keyed("user_attributes")],
  [/\[subscriber->([\w-]+)\]/i, keyed("subscriber")],
  [/\[(?:msg_header|header)->([\w-]+)\](?:\[([-+]?\d+)\])?/i, headerField],
  [/\[msg_body\]/i, () => ({ kind: "body" })],
  [/\[msg_part->body\]/i, () => ({ kind: "fault", text: NO_PART_BODY })],
  [/\[msg_part->type\]/i, () => ({ kind: "part types" })],
  [/\[msg->(\w+)\]/i, (key) => badName(key) ?? { kind: "keyed", source: "msg", key }],
  [/\[is_bcc\]/i, () => ({ kind: "bcc" })],
  [/\[msg_encrypted\]/i, () => ({ kind: "encrypted" })],
  [/\[current_date\]/i, () => ({ kind: "now" })],
  [/\[listname\]/i, () => ({ kind: "list", parameter: "name" })],
  [/\[(\w+)\]/, (name) => badName(name) ?? { kind: "context", name }],
];

const NO_PART_BODY =
  "[msg_part->body] has never worked in Sympa: not even who it would let in gets through. Ask about [msg_body] or [msg_part->type] instead.";

function variable(written: string): CompiledOperand | null {
  for (const [pattern, read] of READERS) {
    const found = pattern.exec(written);
    if (found !== null) return read(found[1] ?? "", found[2]);
  }
  return null;
}

function listParameter(key: string): CompiledOperand {
  const known = ["name", "total", "address"].includes(key) || LIST_PARAMETERS.has(key);
  if (known) return { kind: "list", parameter: key };
  const text = `[list->${key}] is no parameter of a list with a single value.`;
  return { kind: "fault", text };
}

function headerField(field: string, index: string | undefined): CompiledOperand {
  return { kind: "header", field, index: index === undefined ? null : Number(index) };
}

/** QUIRK: names go into a Perl program, where one that begins with a digit and is no number is an error. */
function badName(name: string): CompiledOperand | null {
  if (!/^\d/.test(name) || /^[\d_]+$/.test(name)) return null;
  return {
    kind: "fault",
    text: `[${name}] is no name: it begins with a digit.`,
  };
}

/** QUIRK: of two backslashes one is left, one before an apostrophe goes, and one at the end becomes an apostrophe. */
function unquoted(written: string): string {
  const quote = written[0];
  const isQuoted = written.length > 1 && (quote === "'" || quote === '"') && written.endsWith(quote);
  if (!isQuoted) return written;
  return written.slice(1, -1).replaceAll(/\\[^]?/g, (part) => {
    if (part === "\\") return "'";
    return part === "\\\\" || part === "\\'" ? part.slice(1) : part;
  });
}
