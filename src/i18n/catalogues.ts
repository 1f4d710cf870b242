/**
 * Every language's texts. English is part of the program, whose types come from it; another language is one file of
 * Fluent messages in `languages`, read when it is first spoken. What it lacks is said in English; which texts those
 * are stands in `untranslated.ts`, and a test compares.
 */
import { readFileSync } from "node:fs";
import { type Language, LANGUAGES } from "#base";
import { en } from "./english/en.ts";
import { textEntries } from "./text-entries.ts";

export type { Language };
export type TextKey = keyof typeof en;

/** Fluent patterns by key. */
export type Catalogue = Readonly<Partial<Record<TextKey, string>>>;

const read = new Map<Language, Catalogue>([["en", en]]);

export function catalogueOf(language: Language): Catalogue {
  const known = read.get(language);
  if (known !== undefined) return known;
  const catalogue = readCatalogue(language);
  read.set(language, catalogue);
  return catalogue;
}

/** In the order of `LANGUAGES`. */
export function allCatalogues(): readonly Catalogue[] {
  return LANGUAGES.map(catalogueOf);
}

export function isTextKey(key: string): key is TextKey {
  return Object.hasOwn(en, key);
}

function readCatalogue(language: Language): Catalogue {
  const file = readFileSync(new URL(`languages/${language}.ftl`, import.meta.url), "utf8");
  const pairs = textEntries(file).map(({ key, text }) => [key, text.slice(text.indexOf("=") + 1).trim()]);
  return Object.fromEntries(pairs) as Catalogue;
}
