/** Texts that differ where a list trusts authorities (`smime_trust = ca`): a certificate needs no owner there. */
import { isTextKey, type TextKey } from "./catalogues.ts";

/** The text that takes the place of this one there; itself, where none does. */
export function underAuthorities(key: TextKey): TextKey {
  const other = `${key}-ca`;
  return isTextKey(other) ? other : key;
}
