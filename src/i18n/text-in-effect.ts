/** What is said under a name, and whose wording it is: for people who want to word it otherwise. */
import { domainOf, type EmailAddress, type Language } from "#base";
import { catalogueOf, type TextKey } from "./catalogues.ts";
import { en } from "./english/en.ts";
import type { OwnTextsRead } from "./read-own-texts.ts";
import { argumentNames, isFixed } from "./text-fault.ts";

export interface TextInEffect {
  readonly key: TextKey;
  readonly language: Language;
  /** "ours", "site", a domain or the address of a list. */
  readonly whose: string;
  /** The file and its line; "" if it is ours. */
  readonly where: string;
  /** As it is written: `NAME = TEXT`. */
  readonly text: string;
  /** What may stand in it, each with `$` before it. */
  readonly names: readonly string[];
  /** Programs read it: it stays as it is. */
  readonly fixed: boolean;
}

interface Wanted {
  readonly language: Language;
  /** null: on lists that have no wordings of their own. */
  readonly list: EmailAddress | null;
}

/** All of them, in the order of the catalogue. */
export function textsInEffect(read: OwnTextsRead, wanted: Wanted): readonly TextInEffect[] {
  const keys = Object.keys(en) as TextKey[];
  return keys.map((key) => textInEffect(read, key, wanted));
}

function textInEffect({ texts }: OwnTextsRead, key: TextKey, { language, list }: Wanted): TextInEffect {
  const places = list === null ? [""] : [list.toLowerCase(), domainOf(list).toLowerCase(), ""];
  const common = { key, language, names: argumentNames(key).map((name) => `$${name}`), fixed: isFixed(key) };
  for (const place of places) {
    const own = texts.findLast((one) => one.key === key && one.place === place && one.language === language);
    if (own !== undefined)
      return { ...common, whose: place || "site", where: `${own.path}:${own.line}`, text: own.text };
  }
  const text = catalogueOf(language)[key] ?? en[key];
  return { ...common, whose: "ours", where: "", text: `${key} = ${text}` };
}
