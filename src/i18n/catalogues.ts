/**
 * Every language's texts. What a language lacks is said in English; which texts those are stands in
 * `untranslated.ts`, and a test compares.
 */
import type { Language } from "#base";
import { de } from "./de/index.ts";
import { en } from "./en.ts";
import { es } from "./es/index.ts";
import { fr } from "./fr/index.ts";
import { nl } from "./nl/index.ts";

export type { Language };
export type TextKey = keyof typeof en;

/** Fluent patterns by key. */
export type Catalogue = Readonly<Partial<Record<TextKey, string>>>;

export const CATALOGUES: Readonly<Record<Language, Catalogue>> = { en, de, fr, nl, es };
