/** Texts that differ where a list trusts authorities (`smime_trust = ca`): a certificate needs no owner there. */
import { CATALOGUES, type TextKey } from "./catalogues.ts";

/** The text that takes the place of this one there; itself, where none does. */
export function underAuthorities(key: TextKey): TextKey {
  const other = `${key}-ca`;
  return isKey(other) ? other : key;
}

function isKey(text: string): text is TextKey {
  return Object.hasOwn(CATALOGUES.en, text);
}
