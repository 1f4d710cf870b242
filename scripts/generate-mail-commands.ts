/** The reference page of commands by mail, from the table that runs them. */
import { KEY_COMMANDS, MOST_COMMANDS, SPELLINGS, VERBS } from "#commands";
import { sayChosen } from "#i18n";
import { markdownPage, pipeTable } from "./support/markdown-page.ts";

/** By syntax, whose first word is the command's name. */
function rowOf({
  syntax,
  summary,
}: (typeof KEY_COMMANDS)[number] | (typeof VERBS)[keyof typeof VERBS]): string[] {
  const [name = ""] = syntax.split(" ");
  const words = Object.entries(SPELLINGS).find(([known]) => known === name)?.[1] ?? [];
  return [`\`${syntax}\``, words.map((word) => `\`${word}\``).join(" "), sayChosen("en", summary, {})];
}

export function mailCommandsPage(): string {
  const rows = [...Object.values(VERBS), ...KEY_COMMANDS].map(rowOf);
  return markdownPage("Commands by mail", [
    "One a line, in the text of a mail to `LIST-request@…` or, with the list's name behind the command, to",
    "`conclave@…` and `sympa@…`. Letters count without their case. At a list's own address its name may be left out.",
    `Lines that are empty, quoted or begin with \`#\` are passed over; at most ${MOST_COMMANDS} commands of a mail are read.`,
    "`QUIET` before a command: nobody else is written to. Where the text has no command, the one in the Subject is read.",
    "",
    ...pipeTable(["command", "also", "what it does"], rows),
    "",
    "How to write them, and what a signature is good for, stands in [Commands by mail](../guides/owners/commands-by-mail.md).",
  ]);
}
