/** The process's log: one JSON line per event on standard error, ids and verdicts only (S14). */
import { randomBytes } from "node:crypto";
import pino from "pino";
import type { Logger } from "#base";
import type { SiteConfig } from "#config";
import { logAddresses } from "./log-addresses.ts";

/** Lines of JSON on standard error, written before the call returns, so that the last words of a process are there. */
export function processLogger({
  log_level: level,
  log_addresses: mode,
}: Pick<SiteConfig, "log_level" | "log_addresses">): Logger {
  const fit = logAddresses(mode, randomBytes(32));
  const log = pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ fd: 2, sync: true }),
  );
  return {
    debug: (event, fields) => log.debug(fit(fields ?? {}), event),
    info: (event, fields) => log.info(fit(fields ?? {}), event),
    warn: (event, fields) => log.warn(fit(fields ?? {}), event),
    error: (event, fields) => log.error(fit(fields ?? {}), event),
  };
}
