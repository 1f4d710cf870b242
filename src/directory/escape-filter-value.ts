import { utf8 } from "#base";

/** A value as it may stand in a filter (RFC 4515 §3): whatever could be more than a value is written in hex. */
export function escapeFilterValue(value: string): string {
  return [...utf8(value)]
    .map((octet) => {
      const letter = String.fromCharCode(octet);
      return /[A-Za-z0-9@._+-]/.test(letter) ? letter : `\\${octet.toString(16).padStart(2, "0")}`;
    })
    .join("");
}
