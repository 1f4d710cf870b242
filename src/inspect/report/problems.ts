/** What can be wrong with a file besides its protection. Codes are stable; words are for people. */
import { isWhyCode, type WhyCode } from "#base";
import { whyText } from "#i18n";
import type { MimeProblem } from "#mime";

/** About the file itself. */
const FILE_PROBLEMS = {
  "empty-file": "the file is empty",
  "cannot-be-read": "the file cannot be read",
  "not-a-file": "it is a folder, not a file",
  "file-too-large": "the file is larger than 100 MB",
  "sealed-attachment": "an encrypted file is attached to it; it is not opened here",
  "key-file": "it holds keys or certificates, not a message",
  "key-file-unusable": "a key file could not be used, so that something may be missing here",
  internal: "a fault in Conclave itself; please report it with this file",
} as const;

/** Forms of files that are not read. */
const FOREIGN_FILES = {
  "outlook-file": "it is a file of Outlook's own (.msg), not a mail",
  "packed-file": "it is packed (zip, gzip or the like)",
  "utf16-file": "it is written in UTF-16, which no mail is",
} as const;

/** Of an authentic author's mail: what a list holds all the same (S4). */
const TIME_PROBLEMS = {
  "too-old": "a list holds it: it was signed more than 7 days ago",
  "clock-ahead": "a list holds it: it was signed in the future",
  "no-signed-time": "a list holds it: its signature does not say when it was made",
} as const;

/** What is not as the standards say, yet was read. */
const MIME_PROBLEMS: Readonly<Record<MimeProblem, string>> = {
  "missing-separator": "no empty line stands between its header and its text",
  "mbox-from-line": "an mbox line stands in its header",
  "space-before-colon": "a header field has white space before its colon",
  "eight-bit-header": "its header has characters that are not ASCII",
  "bare-cr": "it has a CR that ends no line",
  "bare-lf": "some of its lines end with a bare LF",
  nul: "it has NUL octets",
  "duplicate-content-type": "a part of it has two types",
  "malformed-content-type": "a part of it has a type that cannot be read",
  "duplicate-parameter": "a type names the same parameter twice",
  "ambiguous-boundary": "a part that holds other parts says in two ways how they are separated",
  "duplicate-transfer-encoding": "a part of it has two transfer encodings",
  "encoded-composite": "a part that holds other parts is itself encoded",
  "missing-boundary-parameter": "a part that holds other parts does not say how they are separated",
  "no-boundary-found": "the parts that it announces are not there",
  "missing-final-boundary": "its last part has no end: something may be missing",
};

/** What belongs to another program's view, said here of a file and the keys named beside it. */
const WORDS_HERE: Partial<Record<WhyCode, string>> = {
  "no-key": "it is not sealed to any of the secret keys given",
  "unknown-key": "the signing key is none of the keys given",
  "not-bound": "the signing key is none of the keys given",
  "address-not-members": "the From address is not an address of the signing key",
  "no-from": "it has no From with an address that can be read",
  "several-signers": "different people signed it",
};

export type ForeignFile = keyof typeof FOREIGN_FILES;
export type TimeProblem = keyof typeof TIME_PROBLEMS;
export function isTimeProblem(problem: Problem): problem is TimeProblem {
  return problem in TIME_PROBLEMS;
}

export type Problem = WhyCode | MimeProblem | TimeProblem | ForeignFile | keyof typeof FILE_PROBLEMS;

/** What only this room says; the rest is in the catalogues of i18n. */
export const FORM_PROBLEMS = { ...FILE_PROBLEMS, ...FOREIGN_FILES, ...TIME_PROBLEMS, ...MIME_PROBLEMS };

/** A code in words, as the end of a sentence. English, as the command line is. */
export function problemText(problem: Problem): string {
  if (!isWhyCode(problem)) return FORM_PROBLEMS[problem];
  return WORDS_HERE[problem] ?? whyText(problem, "en");
}
