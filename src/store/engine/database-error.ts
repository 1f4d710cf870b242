/** What broke in a database, the same for both engines. Expected conflicts are values and never come here. */
import { AppError } from "#base";

const SQLITE_PRIMARY = 0xff;
const SQLITE_BUSY = 5;
const SQLITE_FULL = 13;
const FULL_CODES: ReadonlySet<unknown> = new Set(["53100", "ENOSPC", "EDQUOT"]);
/** PostgreSQL: serialisation failure, deadlock, lock not available. */
const BUSY_CODES: ReadonlySet<unknown> = new Set(["40001", "40P01", "55P03"]);
/** PostgreSQL class 08 and 57P (shut down), too many connections, and what sockets say. */
const GONE = /^(?:08...|57P..|53300|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT)$/;
/** What pg and its pool say without a code: no connection became free in time, or it was cut. */
const GONE_TEXTS: ReadonlySet<string> = new Set([
  "timeout exceeded when trying to connect",
  "Connection terminated",
  "Connection terminated due to connection timeout",
  "Connection terminated unexpectedly",
  "Client has encountered a connection error and is not queryable",
]);

/** Another process holds the lock, or two transactions met; the same work may be done again. */
export function isBusy(thrown: unknown): boolean {
  const { code, errcode } = facts(thrown);
  return BUSY_CODES.has(code) || errcode === SQLITE_BUSY;
}

/** What callers see: storage-full, busy or unavailable for a database in trouble; anything else as it was. */
export function databaseError(thrown: unknown): unknown {
  if (thrown instanceof AppError || !(thrown instanceof Error)) return thrown;
  const { code, errcode, syscall } = facts(thrown);
  if (FULL_CODES.has(code) || errcode === SQLITE_FULL) {
    return new AppError({ code: "storage-full", publicText: TEXTS.full, cause: thrown });
  }
  if (isBusy(thrown)) return new AppError({ code: "busy", publicText: TEXTS.busy, cause: thrown });
  const gone =
    syscall === "connect" || GONE_TEXTS.has(thrown.message) || (typeof code === "string" && GONE.test(code));
  return gone ? new AppError({ code: "unavailable", publicText: TEXTS.gone, cause: thrown }) : thrown;
}

const TEXTS = {
  full: "The disk or database is full. Free some space and try again.",
  busy: "Another program is writing to the database. Try again in a moment.",
  gone: "The database does not answer. Check that it runs, then try again.",
};

function facts(thrown: unknown): { code: unknown; errcode: number | null; syscall: unknown } {
  if (!(thrown instanceof Error)) return { code: null, errcode: null, syscall: null };
  const { code, errcode, syscall } = thrown as { code?: unknown; errcode?: unknown; syscall?: unknown };
  return { code, syscall, errcode: typeof errcode === "number" ? errcode & SQLITE_PRIMARY : null };
}
