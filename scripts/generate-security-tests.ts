/** The page that leads from each rule of the threat model to the tests that try to break it. */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./support/run-program.ts";

interface TestFile {
  readonly path: string;
  /** The comment at its head, in one line; "" for none. */
  readonly about: string;
  /** Named anywhere in it, as `S4`. */
  readonly rules: readonly string[];
}

const HEADING = /^### (S\d+) (.+)$/gm;

/** The text of docs/reference/security-tests.md. */
export function securityTestsPage(): string {
  const model = readFileSync(join(ROOT, "docs/threat-model.md"), "utf8");
  const attacks = readTests("test/security/*.test.ts");
  const others = readTests("{src,test}/**/*.test.ts").filter(
    ({ path }) => !path.startsWith("test/security/"),
  );
  const rules = [...model.matchAll(HEADING)].map(([, rule = "", title = ""]) => ({ rule, title }));
  return [
    "# Which test tries which rule",
    "",
    "Each file of `test/security/` tries what a rule of the [threat model](../threat-model.md) forbids. This page is made from",
    "the comments at their heads.",
    "",
    ...rules.flatMap(({ rule, title }) => sectionOf(`${rule} ${title}`, { rule, attacks, others })),
    ...sectionWithout(attacks),
  ].join("\n");
}

interface Tests {
  readonly rule: string;
  readonly attacks: readonly TestFile[];
  readonly others: readonly TestFile[];
}

function sectionOf(title: string, { rule, attacks, others }: Tests): readonly string[] {
  const named = (file: TestFile): boolean => file.rules.includes(rule);
  const beside = others.filter(named).map(({ path }) => linkTo(path));
  return [
    `## ${title}`,
    "",
    ...attacks.filter(named).map(lineOf),
    ...(beside.length === 0 ? [] : [`- Also cited in ${beside.join(", ")}`]),
    "",
  ];
}

function sectionWithout(attacks: readonly TestFile[]): readonly string[] {
  const left = attacks.filter(({ rules }) => rules.length === 0);
  return left.length === 0 ? [] : ["## No rule of its own", "", ...left.map(lineOf), ""];
}

function lineOf({ path, about }: TestFile): string {
  return `- ${linkTo(path)}: ${about}`;
}

function linkTo(path: string): string {
  const name = path.slice(path.lastIndexOf("/") + 1).replace(/\.test\.ts$/, "");
  return `[${name}](../../${path})`;
}

function readTests(pattern: string): readonly TestFile[] {
  return globSync(pattern, { cwd: ROOT })
    .toSorted()
    .map((path) => {
      const text = readFileSync(join(ROOT, path), "utf8");
      const rules = [...text.matchAll(/\bS(?:1[0-5]|[1-9])\b/g)].map(([rule]) => rule);
      return { path, about: headComment(text), rules: [...new Set(rules)] };
    });
}

function headComment(text: string): string {
  const inside = /^\/\*\*([^]*?)\*\//.exec(text)?.[1] ?? "";
  const line = inside.replaceAll(/\n \*/g, " ").replaceAll(/\s+/g, " ").trim();
  return line.replaceAll(/[<>|*[\]]/g, String.raw`\$&`);
}
