/** Titles that nobody sees: their language is none. */
import type { Remark } from "./lint-scenario.ts";

const NAMES = new Intl.DisplayNames(["en"], { type: "language", fallback: "none" });

/** @param language a tag as it was read, `default` or `gettext` */
export function lintTitle(language: string): readonly Remark[] {
  if (language === "default" || language === "gettext" || isLanguage(language)) return [];
  const text = `"${language}" is no language that is known here: nobody sees this title. Write title.en, title.de, …`;
  return [{ severity: "warning", text }];
}

function isLanguage(tag: string): boolean {
  try {
    return NAMES.of(tag) !== undefined;
  } catch {
    return false;
  }
}
