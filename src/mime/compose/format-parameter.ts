/** Writes parameters of Content-Type and Content-Disposition (RFC 2045 §5.1, RFC 2231). */
import { AppError, utf8 } from "#base";

const TOKEN = /^[!#$%&'*+.^_`{|}~\w-]+$/;
const QUOTABLE = /^[\t\x20-\x7e]*$/;
const LONGEST_PLAIN = 60;
const LONGEST_SECTION = 50;

/** `name=value`, quoted if need be; several `name*0*=…; name*1*=…` for long values or ones beyond US-ASCII. */
export function formatParameter(name: string, value: string): string {
  if (!TOKEN.test(name) || /[\r\n\0]/.test(value))
    throw new AppError({ code: "bad-input", publicText: "A MIME parameter is not well formed." });
  if (value.length <= LONGEST_PLAIN && TOKEN.test(value)) return `${name}=${value}`;
  if (value.length <= LONGEST_PLAIN && QUOTABLE.test(value))
    return `${name}="${value.replace(/["\\]/g, "\\$&")}"`;
  return formatExtended(name, value);
}

function formatExtended(name: string, value: string): string {
  const sections: string[] = [];
  let section = "utf-8''";
  for (const unit of Array.from(value, percentEncode)) {
    if (section.length + unit.length > LONGEST_SECTION) {
      sections.push(section);
      section = "";
    }
    section += unit;
  }
  sections.push(section);
  if (sections.length === 1) return `${name}*=${section}`;
  return sections.map((text, index) => `${name}*${index}*=${text}`).join("; ");
}

/** attribute-char of RFC 2231 §7 stays, the octets of any other character become %XX. */
function percentEncode(character: string): string {
  if (/^[A-Za-z0-9!#$&+.^_`{|}~-]$/.test(character)) return character;
  return Array.from(utf8(character), (octet) => `%${octet.toString(16).toUpperCase().padStart(2, "0")}`).join(
    "",
  );
}
