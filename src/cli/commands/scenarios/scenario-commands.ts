/** `conclave scenario …`: files in, answers out; no server, no database and no data folder. */
import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { fromUtf8, LIMITS } from "#base";
import type { CheckedCase, Finding } from "#scenario";
import { count } from "../../show/human.ts";
import type { AddCommands, OpenSession } from "../../open-session.ts";
import { readInput } from "../../read/read-input.ts";
import { functionOf, ownName, readScenario } from "../../read/read-scenario-folders.ts";
import { type Session, usageError } from "../../session.ts";
import { Unhealthy } from "../../show/show-findings.ts";
import { table } from "../../show/table.ts";
import { addScenarioEval } from "./scenario-eval-command.ts";

export const addScenarioCommands: AddCommands = (program, open) => {
  const scenario = program
    .command("scenario")
    .description("Rules of who may do what, in the language of Sympa's authorization scenarios");
  addList(scenario, open);
  addShow(scenario, open);
  addLint(scenario, open);
  addScenarioEval(scenario, open);
  addCheck(scenario, open);
};

function addList(scenario: CommandUnknownOpts, open: OpenSession): void {
  scenario
    .command("list")
    .description("The scenarios that come with the server")
    .option("--function <name>", "only those for send, subscribe, …")
    .option("--language <tag>", "titles in en, de, fr, es or nl", "en")
    .action(async (options, command) => {
      const session = open(command);
      const { OWN_SCENARIOS, parseScenario, titleOf } = await import("#scenario");
      const wanted = options.function === undefined ? undefined : await functionOf("", options.function);
      const rows = [...OWN_SCENARIOS.scenarios]
        .filter(([file]) => wanted === undefined || file.startsWith(`${wanted}.`))
        .map(([file, text]) => ({ file, title: titleOf(parseScenario(text, file), options.language) }));
      session.print(rows, (all) =>
        table(
          ["SCENARIO", "TITLE"],
          all.map(({ file, title }) => [file, title]),
        ),
      );
    });
}

function addShow(scenario: CommandUnknownOpts, open: OpenSession): void {
  scenario
    .command("show")
    .description("The text of a scenario that comes with the server")
    .argument("<name>", "such as send.private_smime")
    .action(async (name, _options, command) => {
      const session = open(command);
      const { OWN_SCENARIOS } = await import("#scenario");
      const text = OWN_SCENARIOS.scenarios.get(await ownName(name));
      if (text === undefined)
        throw usageError(`There is no scenario ${name}. \`conclave scenario list\` names all.`);
      session.print({ name, text }, () => text.trimEnd());
    });
}

const LINT_EXPLANATION = `
Exit status 1: a line refuses more than it says, or everything. Included files are looked for beside the file, search
filters in search_filters beside it or beside its folder.`;

function addLint(scenario: CommandUnknownOpts, open: OpenSession): void {
  scenario
    .command("lint")
    .description("Say, line by line, what a scenario does not do as it looks")
    .argument("<file...>", "scenario files, FUNCTION.NAME; - is standard input")
    .option("--function <name>", "what it is for, if the file's name does not say so")
    .addHelpText("after", LINT_EXPLANATION)
    .action(async (paths, options, command) => {
      const session = open(command);
      const { lintScenario } = await import("#scenario");
      const findings: Finding[] = [];
      for (const path of paths) {
        const { file, text, files } = await readScenario(session.terminal, path);
        const name = await functionOf(file, options.function);
        const found = lintScenario({ function: name, file, text, files });
        findings.push(...found.map((one) => ({ ...one, file: path })));
      }
      session.print(findings, lintLines);
      const errors = findings.filter(({ severity }) => severity === "error").length;
      if (errors > 0) throw new Unhealthy(`${count(errors, "error")}.`);
    });
}

function lintLines(findings: readonly Finding[]): string {
  if (findings.length === 0) return "Nothing to say: every line does what it says.";
  return findings
    .map(({ file, line, column, severity, text }) => `${file}:${line}:${column}: ${severity}: ${text}`)
    .join("\n");
}

const CHECK_EXPLANATION = `
Each line of a file of cases is JSON: id, source, function, auth_method, scenario, context {sender, email, raw_message},
message_attrs, env, and expected {action, reason, tt2}. They are judged for the list thelist@lists.example.com with the
members sub@example.com and own@example.com, that owner, the moderator ed@example.com and the listmaster
lm@example.com. Exit status 1: a decision is not as expected.`;

function addCheck(scenario: CommandUnknownOpts, open: OpenSession): void {
  scenario
    .command("check")
    .description("Compare decisions with recorded cases")
    .argument("<cases...>", "files of cases, JSON lines; - is standard input")
    .addHelpText("after", CHECK_EXPLANATION)
    .action(async (paths, _options, command) => {
      const session = open(command);
      let checked: readonly CheckedCase[] = [];
      for (const path of paths) checked = checked.concat(await checkFile(session, path));
      const wrong = checked.filter(({ right }) => !right);
      const result = { cases: checked.length, right: checked.length - wrong.length, wrong };
      session.print(result, () => checkLines(checked.length, wrong));
      if (wrong.length > 0) throw new Unhealthy(`${count(wrong.length, "case")} not as expected.`);
    });
}

async function checkFile(session: Session, path: string): Promise<readonly CheckedCase[]> {
  const { checkCase, readCase } = await import("#scenario");
  const text = fromUtf8(await readInput(session.terminal, path, LIMITS.messageBytes));
  const now = session.ports.clock.now().getTime() / 1000;
  const checked: CheckedCase[] = [];
  for (const [index, line] of text.split("\n").entries()) {
    if (line.trim() === "") continue;
    const one = readCase(line);
    if (!one.ok) throw usageError(`${path}, line ${index + 1}: ${one.error}`);
    checked.push(await checkCase(one.value, now));
  }
  return checked;
}

function checkLines(all: number, wrong: readonly CheckedCase[]): string {
  const lines = wrong.map(
    ({ id, expected, actual }) =>
      `case ${id}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`,
  );
  return [...lines, `${all - wrong.length} of ${all} cases are as expected.`].join("\n");
}
