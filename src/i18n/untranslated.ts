/**
 * What a language still says in English. The list may only become shorter: a text that is added in `en` comes with its
 * translations, or with a line here that says so.
 */
import type { Language, TextKey } from "./catalogues.ts";

export const UNTRANSLATED: Readonly<Partial<Record<Language, readonly TextKey[]>>> = {};
