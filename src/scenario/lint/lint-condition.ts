/** What is wrong with a condition that can be compiled, or is otherwise than it looks. */
import type { Condition } from "../parse/condition.ts";
import { isReadOtherwise } from "../pattern/owners-pattern.ts";
import { lintOperands } from "./lint-operand.ts";
import type { Remark } from "./lint-scenario.ts";
import type { ScenarioFiles } from "../scenario-files.ts";

export function lintCondition(condition: Condition, files: ScenarioFiles | null): readonly Remark[] {
  const own = condition.name === "search" ? lintSearch(condition, files) : lintName(condition);
  return [
    ...lintIgnored(condition),
    ...condition.written.flatMap(lintArgument),
    ...lintPatterns(condition),
    ...lintOperands(condition.operands),
    ...own,
  ];
}

function warning(text: string): readonly Remark[] {
  return [{ severity: "warning", text }];
}

function lintIgnored({ ignored, name }: Condition): readonly Remark[] {
  if (ignored === "") return [];
  return warning(
    `"${ignored}" beside ${name}(…) is passed over. Text with @, / or + needs quotes: 'a@example.org', '192.0.2.0/24'.`,
  );
}

/** A variable with something beside it. */
function lintArgument(written: string): readonly Remark[] {
  const isVariable = /^\[\w+(?:->[\w-]+)?\](?:\[[-+]?\d+\])?$/.test(written);
  if (isVariable || written.startsWith("/") || !/\[\w+(?:->[\w-]+)?\]/.test(written)) return [];
  return warning(`${written} stands for the variable in it alone; the text around it is passed over.`);
}

function lintPatterns({ operands }: Condition): readonly Remark[] {
  const sources = operands.flatMap((one) => (one.kind === "pattern" ? [one.pattern.source] : []));
  return sources
    .filter(isReadOtherwise)
    .flatMap((source) =>
      warning(
        source.includes("'")
          ? `/${source}/ never matches: Sympa cannot read an expression with an apostrophe. Write \\x27 for it.`
          : `/${source}/ is read twice, and of two backslashes one is left. Write \\x5c for a backslash.`,
      ),
    );
}

function lintName({ name, perlModule }: Condition): readonly Remark[] {
  if (name === "customcondition") {
    const text = `CustomCondition::${perlModule} is a Perl module, which cannot be run here: who gets to this rule is refused. Say it with other conditions, or with a search filter.`;
    return [{ severity: "error", text }];
  }
  if (name !== "message") return [];
  return [
    {
      severity: "error",
      text: "message() has never done anything in Sympa: who gets to this rule is refused.",
    },
  ];
}

function lintSearch({ operands, written }: Condition, files: ScenarioFiles | null): readonly Remark[] {
  const [file] = operands;
  const second = written.length > 1 && written[1] !== "[sender]" ? warning(SENDER_ONLY) : [];
  if (file?.kind !== "text") return second;
  return [...second, ...lintFilter(file.text, files)];
}

const SENDER_ONLY = "search() always looks for [sender]; its second argument is passed over.";

function lintFilter(file: string, files: ScenarioFiles | null): readonly Remark[] {
  if (!/\.(?:txt|ldap|sql)$/.test(file))
    return [
      {
        severity: "error",
        text: `${file} is no filter: a name ends in .txt, .ldap or .sql. Who gets here is refused.`,
      },
    ];
  const isThere = files === null || file === "blocklist.txt" || files.filters(file).length > 0;
  const missing: readonly Remark[] = isThere
    ? []
    : [{ severity: "error", text: `The filter ${file} is not there: who gets to this rule is refused.` }];
  if (file.endsWith(".txt"))
    return [...missing, ...(files?.filters(file) ?? []).flatMap((text) => lintStars(file, text))];
  return [...missing, ...warning(`${file} asks a directory or a database: the site has to allow that.`)];
}

function lintStars(file: string, text: string): readonly Remark[] {
  const line = text.split("\n").find((one) => !/^[#;]/.test(one) && /\*.*\*/.test(one));
  if (line === undefined) return [];
  return warning(
    `In ${file}, only the first * of "${line.trim()}" stands for anything; the next one stands for itself.`,
  );
}
