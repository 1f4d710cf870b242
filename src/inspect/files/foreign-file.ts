/** Files that hold a mail in a form that is not read here: people are told which, and what to do. */
import { type Bytes, fromLatin1 } from "#base";
import type { ForeignFile } from "../report/problems.ts";

/** By the octets that such files begin with. */
const BEGINNINGS: readonly (readonly [RegExp, ForeignFile])[] = [
  [/^\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1/, "outlook-file"],
  [/^(?:\x1f\x8b|BZh[1-9]|\xfd7zXZ\x00|\x28\xb5\x2f\xfd|PK\x03\x04)/, "packed-file"],
  [/^(?:\xff\xfe|\xfe\xff|[\t -~]\x00[\t\r\n -~]\x00|\x00[\t -~]\x00[\t\r\n -~])/, "utf16-file"],
];

/** What a file is that is no mail, by its first octets; null: none of those that are known. */
export function foreignFile(file: Bytes): ForeignFile | null {
  const head = fromLatin1(file.subarray(0, 8));
  return BEGINNINGS.find(([beginning]) => beginning.test(head))?.[1] ?? null;
}
