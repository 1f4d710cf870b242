/**
 * Digits in groups of four, as programs show fingerprints and people compare them.
 *
 * @example inGroups("D1F499A0C5") // "D1F4 99A0 C5"
 */
export function inGroups(digits: string): string {
  return digits.replaceAll(/.{4}(?=.)/g, "$& ");
}
