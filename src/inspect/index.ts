/**
 * Judging message files without a server: keys and octets in, reports out. By the same rules as a post on its
 * way through the server; knows no lists, no database and no files.
 */
export { inspectFile, reportUnread } from "./inspect-file.ts";
export type { KeyFile } from "./keys/key-files.ts";
export { type Keyring, readKeyring } from "./keys/keyring.ts";
export type { Report } from "./report/report.ts";
export { KEY_FILE_PROBLEMS, unusedFileText } from "./keys/key-file-words.ts";
export { reportLines } from "./report/report-lines.ts";
export { FORM_PROBLEMS } from "./report/problems.ts";
export { VERDICT_WORDS } from "./report/words.ts";
