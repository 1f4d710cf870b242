/** The process's log: one JSON line per event on standard error, ids and verdicts only (S14). */
import pino from "pino";
import type { LogFields, Logger } from "#base";
import type { SiteConfig } from "#config";

/** Lines of JSON on standard error, written before the call returns, so that the last words of a process are there. */
export function processLogger({ log_level: level }: Pick<SiteConfig, "log_level">): Logger {
  const log = pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ fd: 2, sync: true }),
  );
  return {
    debug: (event, fields) => log.debug(named(fields), event),
    info: (event, fields) => log.info(named(fields), event),
    warn: (event, fields) => log.warn(named(fields), event),
    error: (event, fields) => log.error(named(fields), event),
  };
}

function named(fields: LogFields | undefined): LogFields {
  return fields ?? {};
}
