/**
 * What a room may say about its work. Fields hold ids, verdicts and codes, never content, keys or
 * passphrases (S14); addresses only where the site allows them.
 */
export interface Logger {
  debug(event: string, fields?: LogFields): void;
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}

export type LogFields = Readonly<Record<string, string | number | boolean | null>>;

export const silentLogger: Logger = { debug() {}, info() {}, warn() {}, error() {} };
