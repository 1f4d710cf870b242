/**
 * `.txt` search filters: an address or a pattern a line. Only the first `*` of a line stands for anything; the others
 * stand for themselves, so that `*salaun*` matches nothing but what ends in an asterisk.
 */
import { trimBlanks } from "../parse/perl-text.ts";

/** Whether one of the lines is the address, without regard to case. */
export function isInFilter(text: string, address: string): boolean {
  const wanted = address.toLowerCase();
  return text.split("\n").some((line) => {
    const pattern = trimBlanks(line).toLowerCase();
    return pattern !== "" && !/^[#;]/.test(line) && isLike(wanted, pattern);
  });
}

function isLike(address: string, pattern: string): boolean {
  const star = pattern.indexOf("*");
  if (star === -1) return address === pattern;
  const start = pattern.slice(0, star);
  const end = pattern.slice(star + 1);
  return address.length >= start.length + end.length && address.startsWith(start) && address.endsWith(end);
}
