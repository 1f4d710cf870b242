/** `conclave explain` */
import { LIMITS, view } from "#base";
import type { AddCommands } from "../open-session.ts";
import { parseTime } from "../read/parse-time.ts";
import { readInput } from "../read/read-input.ts";
import { rowNumber } from "../show/row-number.ts";
import { type Session, usageError } from "../session.ts";
import { explanationLines } from "../show/show-explanation.ts";

const EXPLANATION = `
The real pipeline runs, with the list's keys, members, settings and memory of what came before, and nothing comes of it:
nothing is stored, remembered, counted or sent. Of what is sealed nothing is shown from inside. Exit status 0: there is an
answer, whatever it is.`;

export const addExplainCommand: AddCommands = (program, open) => {
  program
    .command("explain")
    .description("Say what would become of a message, step by step; nothing is sent or remembered")
    .argument("<list>", "address of the list, or any of its addresses, such as LIST-owner")
    .argument("[file]", "a message file; - is standard input")
    .option("--held <id>", "a message that is held, by its number from `held list`", rowNumber)
    .option("--door <kind>", "kind of address it came to: post, owner, …; default: what the address says")
    .option("--from <address>", 'envelope sender; "" for the null sender; default: its From')
    .option("--at <time>", "judge it as if it came then: 2026-11-22, ISO 8601, or seconds since 1970")
    .option("--approved", "judge it as if an owner had accepted it")
    .addHelpText("after", EXPLANATION)
    .action(async (list, file, options, command) => {
      const session = open(command);
      const { held, door, from, at, approved } = options;
      if ((file === undefined) === (held === undefined))
        throw usageError("Name a message file (- is standard input), or a held message with --held ID.");
      const message = file === undefined ? undefined : await octets(session, file);
      const { messageExplain } = await import("#pipeline");
      const wanted = { list, message, held, door: door as "post" | undefined, from, approved };
      const time = at === undefined ? {} : { at: parseTime(at).toISOString() };
      session.print(await session.run(messageExplain, { ...wanted, ...time }), explanationLines);
      session.hint(
        "The header is the one outside; what is sealed stays closed. Nothing was sent or remembered.",
      );
    });
};

async function octets({ terminal }: Session, file: string): Promise<string> {
  return view(await readInput(terminal, file, LIMITS.messageBytes)).toString("base64");
}
