/** Texts that the server says, for people who word them otherwise. */
import type { TextInEffect } from "#i18n";
import { table } from "./table.ts";

const WIDTH = 90;

export function textLines(texts: readonly TextInEffect[]): string {
  const rows = texts.map(({ key, whose, text }) => [key, whose, oneLine(text.slice(text.indexOf("=") + 1))]);
  return table(["NAME", "WHOSE", "TEXT"], rows);
}

function oneLine(text: string): string {
  const line = text.trim().replaceAll(/\s+/g, " ");
  return line.length <= WIDTH ? line : `${line.slice(0, WIDTH - 1)}…`;
}

/** As it can be copied into a file. */
export function shownText({ language, whose, where, names, text }: TextInEffect): string {
  const may = names.length === 0 ? "nothing" : names.join(", ");
  const found = where === "" ? "as we say it" : `worded for ${whose} in ${where}`;
  return [`# ${language}, ${found}. May stand in it: ${may}`, text].join("\n");
}
