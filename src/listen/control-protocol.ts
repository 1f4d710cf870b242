/**
 * What goes over `run/control.sock`: the client writes one JSON line, the server answers with JSON lines,
 * any number of `progress` and then one `result`. Nobody but the owner of the data folder can open it.
 */
import type { Socket } from "node:net";
import type { Readable } from "node:stream";
import { AppError, ERROR_CODES, type ErrorCode, LIMITS } from "#base";
import type { Outcome } from "#operations";

export interface ControlRequest {
  readonly operation: string;
  readonly input: unknown;
}

export type ControlAnswer =
  | { readonly progress: readonly [done: number, total: number] }
  | { readonly result: { readonly ok: true; readonly value: unknown } | ControlFailure };

interface ControlFailure {
  readonly ok: false;
  readonly error: { readonly code: ErrorCode; readonly publicText: string; readonly detail: string };
}

/** Octets of a path that fit into a socket address on every system. */
export const SOCKET_PATH_BYTES = 103;

export function outcomeToAnswer(outcome: Outcome<unknown>): ControlAnswer {
  if (outcome.ok) return { result: { ok: true, value: outcome.value ?? null } };
  const { code, publicText, detail } = outcome.error;
  return { result: { ok: false, error: { code, publicText, detail } } };
}

export function failureToError(failure: ControlFailure): AppError {
  const { code, publicText, detail } = failure.error;
  const known = Object.hasOwn(ERROR_CODES, code) ? code : "internal";
  return new AppError({ code: known, publicText, detail });
}

/** Ends when the line is handed to the system, or when the other side is gone: then nobody reads it. */
export function writeLine(socket: Socket, line: unknown): Promise<void> {
  return new Promise((resolve) => {
    socket.write(`${JSON.stringify(line)}\n`, () => resolve());
  });
}

/** The lines of a socket; ends with it. Throws `too-large` before it keeps more than the bound. */
export async function* linesOf(
  socket: Readable,
  limit: number = LIMITS.controlRequestBytes,
): AsyncGenerator<string> {
  let parts: Buffer[] = [];
  let kept = 0;
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    let rest = chunk;
    for (let end = rest.indexOf(0x0a); end >= 0; end = rest.indexOf(0x0a)) {
      yield Buffer.concat([...parts, rest.subarray(0, end)]).toString("utf8");
      [parts, kept, rest] = [[], 0, rest.subarray(end + 1)];
    }
    kept += rest.length;
    if (kept > limit) throw tooLarge();
    parts.push(rest);
  }
}

function tooLarge(): AppError {
  return new AppError({
    code: "too-large",
    publicText: "That is too much for one request. Split the file and do it in several steps.",
  });
}
