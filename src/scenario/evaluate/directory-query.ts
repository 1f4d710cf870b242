/**
 * Search filters that ask a directory or a database. They are read here and never run: `ScenarioWorld.directory` does
 * that where the site allows it. What comes from the request is escaped (RFC 4515 §3) or bound, never pasted in.
 */
import { err, ok, type Result } from "#base";
import { isBlank, trimBlanks } from "../parse/perl-text.ts";

export type DirectoryQuery =
  | { readonly kind: "ldap"; readonly settings: ReadonlyMap<string, string>; readonly filter: string }
  | {
      readonly kind: "sql";
      readonly settings: ReadonlyMap<string, string>;
      /** With `?` for each value. */
      readonly statement: string;
      readonly values: readonly string[];
    };

/** Gives the value of `name` or `name->key`; undefined if the request has none. */
export type Variables = (name: string, key: string | undefined) => string | undefined;

const VARIABLE = /\[(\w+)(?:->([\w-]+))?\]/g;

/** The error says what is wrong with the file, or which variable is missing. */
export function ldapQuery(text: string, variables: Variables): Result<DirectoryQuery, string> {
  const settings = new Map([["scope", "sub"], ["deref", "find"], ...keyValues(unfold(text))]);
  for (const key of ["host", "suffix", "filter"])
    if (!settings.has(key)) return err(`The filter has no ${key}.`);
  const filled = fill(settings.get("filter") ?? "", variables, escapeLdap);
  return filled.ok ? ok({ kind: "ldap", settings, filter: filled.value }) : filled;
}

export function sqlQuery(text: string, variables: Variables): Result<DirectoryQuery, string> {
  const settings = new Map(
    keyValues(text.split(/\r?\n/)).filter(([key]) => key !== "sql_named_filter_query"),
  );
  const statement = settings.get("statement");
  if (statement === undefined) return err("The filter has no statement.");
  const values: string[] = [];
  const filled = fill(statement, variables, (value) => {
    values.push(value);
    return "?";
  });
  return filled.ok ? ok({ kind: "sql", settings, statement: filled.value, values }) : filled;
}

function fill(text: string, variables: Variables, write: (value: string) => string): Result<string, string> {
  let missing: string | null = null;
  const filled = text.replaceAll(VARIABLE, (whole, name: string, key: string | undefined) => {
    const value = variables(name, key);
    if (value === undefined) missing ??= whole;
    return write(value ?? "");
  });
  return missing === null
    ? ok(filled)
    : err(`The filter asks for ${String(missing)}, which the request does not have.`);
}

/** RFC 4515 §3: what has a meaning in a filter, and what is not printable, by its octets. */
function escapeLdap(value: string): string {
  return [...Buffer.from(value, "utf8")]
    .map((octet) => {
      const char = String.fromCharCode(octet);
      const plain = octet >= 0x20 && octet < 0x7f && !"\\*()".includes(char);
      return plain ? char : `\\${octet.toString(16).padStart(2, "0")}`;
    })
    .join("");
}

function keyValues(lines: readonly string[]): [string, string][] {
  return lines
    .filter((line) => trimBlanks(line) !== "" && !/^[#;]/.test(line))
    .map((line) => /^([^ \t]+)[ \t]*(.*)$/.exec(trimBlanks(line)))
    .flatMap((found) =>
      found === null ? [] : [[found[1] ?? "", trimBlanks(found[2] ?? "")] as [string, string]],
    );
}

/** A backslash at the end of a line continues it. */
function unfold(text: string): readonly string[] {
  const lines: string[] = [];
  let folded = "";
  for (const line of text.split(/\r?\n/)) {
    let end = line.length;
    while (isBlank(line[end - 1])) end -= 1;
    if (line[end - 1] === "\\") folded += line.slice(0, end - 1);
    else {
      lines.push(folded + line);
      folded = "";
    }
  }
  return lines;
}
