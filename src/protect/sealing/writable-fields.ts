/** The header fields of a caller as they can be written. Values come from posts, so none may stop the sealing. */
import { decodeWords, encodeWords, type FieldList, isContentField } from "#mime";

/**
 * Leaves out fields that say how a body is built, which are ours, and fields that no line could hold
 * (RFC 5322 §2.1.1). A Subject that is not US-ASCII or has such a word becomes encoded words.
 */
export function writableFields(fields: FieldList): FieldList {
  return fields
    .filter(([name]) => !isContentField(name) && name.toLowerCase() !== "mime-version")
    .map(([name, value]) => [name, name.toLowerCase() === "subject" ? asWords(value) : value] as const)
    .filter(([, value]) => isWritable(value));
}

/** Room for a field name before the value, and for `HP-Outer` before that. */
const LONGEST_WORD = 850;

function isWritable(value: string): boolean {
  return (
    !/[\r\n\0]/.test(value) && value.split(/[ \t]/).every((word) => Buffer.byteLength(word) <= LONGEST_WORD)
  );
}

function asWords(value: string): string {
  const isPlain = /^[\t\x20-\x7e]*$/.test(value) && isWritable(value);
  return isPlain ? value : encodeWords(decodeWords(value));
}
