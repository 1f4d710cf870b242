/** `conclave text …`: what the server says to people, and the operator's own words for it. */
import { type CommandUnknownOpts, Option } from "@commander-js/extra-typings";
import { type EmailAddress, LANGUAGES, parseEmailAddress } from "#base";
import { type OwnTextsRead, type TextInEffect, textsInEffect } from "#i18n";
import type { AddCommands, OpenSession } from "../../open-session.ts";
import { usageError } from "../../session.ts";
import { count } from "../../show/human.ts";
import { Unhealthy } from "../../show/show-findings.ts";
import { shownText, textLines } from "../../show/show-texts.ts";

const LANGUAGE = "which language";
const LIST = "as this list says them; absent: lists without wordings of their own";

export const addTextCommands: AddCommands = (program, open) => {
  const text = program.command("text").description("See what the server says to people, in five languages");
  addList(text, open);
  addShow(text, open);
  addCheck(text, open);
};

function languageOption() {
  return new Option("--language <tag>", LANGUAGE).choices(LANGUAGES).default("en" as const);
}

function addList(text: CommandUnknownOpts, open: OpenSession): void {
  text
    .command("list")
    .description("List the texts with their names")
    .argument("[words]", "only those that have this in their name or their text")
    .addOption(languageOption())
    .option("--list <address>", LIST)
    .action(async (words = "", { language, list }, command) => {
      const session = open(command);
      const all = textsInEffect(await session.site.texts(), { language, list: addressOf(list) });
      const wanted = words.toLowerCase();
      const found = all.filter(({ text: said }) => said.toLowerCase().includes(wanted));
      session.print(found, textLines);
      session.hint("conclave text show NAME shows one, and how to word it otherwise.");
    });
}

const SHOW_EXPLANATION = `
To word one otherwise, write it into a file in the folder of templates: en/any-name.ftl for all lists, DOMAIN/en/any-name.ftl
for a domain, DOMAIN/LIST/en/any-name.ftl for one list; de, fr, nl and es likewise. It counts a minute later.`;

function addShow(text: CommandUnknownOpts, open: OpenSession): void {
  text
    .command("show")
    .description("Show one text as it stands in a file, and whose wording it is")
    .argument("<name>", "from `text list`")
    .addOption(languageOption())
    .option("--list <address>", LIST)
    .addHelpText("after", SHOW_EXPLANATION)
    .action(async (name, { language, list }, command) => {
      const session = open(command);
      const all = textsInEffect(await session.site.texts(), { language, list: addressOf(list) });
      const found = all.find(({ key }) => key === name);
      if (found === undefined)
        throw usageError(`There is no text ${name}. \`conclave text list\` names all.`);
      session.print(found, shownText);
      session.hint(nextStep(found, list ?? ""));
    });
}

function nextStep({ fixed, language }: TextInEffect, list: string): string {
  if (fixed) return "Programs read this text: it cannot be worded otherwise.";
  const [local = "", domain = ""] = list.split("@");
  const place = list === "" ? "" : `${domain}/${local}/`;
  return `To word it otherwise, write it into templates/${place}${language}/own.ftl, then: conclave text check`;
}

function addCheck(text: CommandUnknownOpts, open: OpenSession): void {
  text
    .command("check")
    .description("Say what is wrong with the wordings of your own; the exit status tells")
    .action(async (_options, command) => {
      const session = open(command);
      const read = await session.site.texts();
      const result = { texts: read.texts.length, faults: read.faults };
      session.print(result, () => checkLines(read));
      if (read.faults.length > 0) throw new Unhealthy(`${count(read.faults.length, "thing")} to repair.`);
    });
}

function checkLines({ texts, faults }: OwnTextsRead): string {
  const lines = faults.map(({ path, line, text }) => `${path}:${line}: ${text}`);
  return [...lines, `${count(texts.length, "text")} of your own can be used.`].join("\n");
}

function addressOf(text: string | undefined): EmailAddress | null {
  if (text === undefined) return null;
  const parsed = parseEmailAddress(text);
  if (!parsed.ok) throw usageError(`${text} is no address of a list.`);
  return parsed.value;
}
