/**
 * The one error class. `publicText` may be shown to anybody and says what to do; `detail` goes to the
 * log only. Exit codes follow sysexits, SMTP replies RFC 5321 §4.2 and RFC 3463.
 */
import { ERROR_CODES, type ErrorCode } from "./error-codes.ts";

export interface AppErrorFields {
  readonly code: ErrorCode;
  readonly publicText: string;
  readonly detail?: string;
  readonly cause?: unknown;
}

export class AppError extends Error {
  override readonly name = "AppError";
  readonly code: ErrorCode;
  readonly publicText: string;
  readonly detail: string;

  constructor(fields: AppErrorFields) {
    super(fields.detail ? `${fields.publicText} (${fields.detail})` : fields.publicText, {
      cause: fields.cause,
    });
    this.code = fields.code;
    this.publicText = fields.publicText;
    this.detail = fields.detail ?? "";
  }

  get exitCode(): number {
    return ERROR_CODES[this.code].exit;
  }

  /** Whether the same request may succeed later: for programs, in the errors of `--json`. */
  get retry(): boolean {
    return ERROR_CODES[this.code].retry;
  }

  /** Turns whatever was thrown into an AppError; a bug keeps its stack as the cause. */
  static fromUnknown(thrown: unknown): AppError {
    if (thrown instanceof AppError) return thrown;
    if (isDiskFull(thrown)) {
      return new AppError({
        code: "storage-full",
        publicText: "The disk is full. Free some space and try again.",
        cause: thrown,
      });
    }
    return new AppError({
      code: "internal",
      publicText: "Something went wrong inside the server.",
      detail: detailOf(thrown),
      cause: thrown,
    });
  }
}

/** What the log says of it. Of an object only its kind: turning it into text may throw, and may tell a secret. */
function detailOf(thrown: unknown): string {
  if (thrown instanceof Error) return `${thrown.name}: ${thrown.message}`;
  return typeof thrown === "string" ? thrown : `a thrown ${typeof thrown}`;
}

function isDiskFull(thrown: unknown): boolean {
  if (!(thrown instanceof Error)) return false;
  const { code, errcode } = thrown as { code?: unknown; errcode?: unknown };
  const SQLITE_FULL = 13;
  return code === "ENOSPC" || code === "53100" || errcode === SQLITE_FULL;
}
