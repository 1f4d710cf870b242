/** The header fields of a message as signatures see them, and which of them a signature covers. */

export interface RawField {
  /** Lower case. */
  readonly name: string;
  /** Name, colon, white space and folding as they are, without the line end; an octet a character. */
  readonly raw: string;
}

/** @param header with its line ends, without the empty line; an octet a character */
export function splitFields(header: string): readonly RawField[] {
  const raws = header.split(/\r\n(?![ \t])/).filter((raw) => raw !== "");
  return raws.map((raw) => ({
    name: raw
      .slice(0, Math.max(0, raw.indexOf(":")))
      .trim()
      .toLowerCase(),
    raw,
  }));
}

/** `name:value` in relaxed canonical form (RFC 6376 §3.4.2), without its line end. */
export function relaxedField({ name, raw }: RawField): string {
  const value = raw
    .slice(raw.indexOf(":") + 1)
    .replaceAll("\r\n", "")
    .replaceAll(/[ \t]+/g, " ");
  const from = value.startsWith(" ") ? 1 : 0;
  return `${name}:${value.endsWith(" ") ? value.slice(from, -1) : value.slice(from)}`;
}

/**
 * What says who wrote what to whom, and what programs act on (RFC 6376 §5.4.1). Of these nobody can add another one later
 * without breaking the signature (§8.15): they are named once more than they are there.
 */
const ALL_OF: readonly string[] = [
  "from",
  "to",
  "cc",
  "subject",
  "date",
  "message-id",
  "reply-to",
  "sender",
  "mime-version",
  "content-type",
  "content-transfer-encoding",
  "list-id",
  "list-post",
  "list-help",
  "list-owner",
  "list-subscribe",
  "list-unsubscribe",
  "list-unsubscribe-post",
  "list-archive",
  "archived-at",
  "autocrypt",
  "openpgp",
];
/** Others are signed as they are. */
const AS_THEY_ARE: readonly string[] = ["in-reply-to", "references", "author", "auto-submitted"];

export interface Covered {
  /** The value of `h=`, with names that stand for fields that are not there. */
  readonly names: readonly string[];
  /** The fields that are there, canonical, in the order of the names. */
  readonly canonical: readonly string[];
}

/** @param also names of more fields, signed as they are */
export function coveredFields(fields: readonly RawField[], also: readonly string[] = []): Covered {
  const names: string[] = [];
  const canonical: string[] = [];
  for (const name of [...ALL_OF, ...AS_THEY_ARE, ...also]) {
    // Of several fields the lowest comes first (RFC 6376 §5.4.2).
    for (const field of fields.toReversed().filter((one) => one.name === name)) {
      names.push(name);
      canonical.push(relaxedField(field));
    }
    if (ALL_OF.includes(name)) names.push(name);
  }
  return { names, canonical };
}
