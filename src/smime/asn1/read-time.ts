/** Times of CMS attributes (RFC 5652 §11.3) in the forms that BER allows (X.680 §46, §47). */
import { fromLatin1 } from "#base";
import { type Element, octetsOf, TAG } from "./ber.ts";
import { refuse } from "./refusal.ts";

/**
 * QUIRK: RFC 5652 wants seconds and "Z"; old mail programs leave the seconds out, write an offset, or fractions.
 */
const ZONE = "(Z|[+-]\\d{4})";
const UTC_TIME = new RegExp(`^(\\d\\d)(\\d\\d)(\\d\\d)(\\d\\d)(\\d\\d)(\\d\\d)?${ZONE}$`);
const GENERALIZED_TIME = new RegExp(
  `^(\\d{4})(\\d\\d)(\\d\\d)(\\d\\d)(\\d\\d)(\\d\\d)?(?:[.,]\\d{1,9})?${ZONE}$`,
);
const CONSTRUCTED = 0x20;

/** UTCTime is of 1950–2049; refuses ("malformed") what is no time, also the 31st of a shorter month. */
export function readTime(element: Element): Date {
  const utc = (element.tag & ~CONSTRUCTED) === TAG.utcTime;
  if (!utc && (element.tag & ~CONSTRUCTED) !== TAG.generalizedTime) refuse("malformed");
  const match = (utc ? UTC_TIME : GENERALIZED_TIME).exec(fromLatin1(octetsOf(element)));
  if (!match) return refuse("malformed");
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  const century = utc ? (year < 50 ? 2000 : 1900) : 0;
  const local = new Date(Date.UTC(century + year, month - 1, day, hour, minute, second));
  const rolledOver =
    local.getUTCMonth() !== month - 1 || local.getUTCDate() !== day || minute > 59 || second > 59;
  return rolledOver ? refuse("malformed") : new Date(local.getTime() - offsetMs(match[7] ?? "Z"));
}

function offsetMs(zone: string): number {
  if (zone === "Z") return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3));
  return (zone.startsWith("-") ? -1 : 1) * minutes * 60_000;
}
