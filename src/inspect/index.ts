/**
 * Judging message files without a server: keys and octets in, reports out. By the same rules as a post on its
 * way through the server; knows no lists, no database and no files.
 */
export { inspectFile, reportUnread } from "./inspect-file.ts";
export type { KeyFile } from "./key-files.ts";
export { type Keyring, readKeyring } from "./keyring.ts";
export type { Report } from "./report.ts";
export { KEY_FILE_PROBLEMS, unusedFileText } from "./key-file-words.ts";
export { reportLines } from "./report-lines.ts";
export { FORM_PROBLEMS } from "./problems.ts";
export { VERDICT_WORDS } from "./words.ts";
