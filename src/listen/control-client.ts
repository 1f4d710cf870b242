/** The CLI's side of the control socket. */
import { connect, type Socket } from "node:net";
import { AppError, err, ok } from "#base";
import type { Outcome } from "#operations";
import {
  type ControlAnswer,
  type ControlRequest,
  failureToError,
  linesOf,
  writeLine,
} from "./control-protocol.ts";

export type OnProgress = (done: number, total: number) => void;

/** null if no server listens there: nothing bound it, or the one that did is dead. */
export async function connectControl(path: string): Promise<Socket | null> {
  return new Promise((resolve, reject) => {
    const socket = connect(path);
    socket.once("connect", () => resolve(socket));
    socket.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT" || error.code === "ECONNREFUSED") resolve(null);
      else reject(unreachable(path, error));
    });
  });
}

/** One request over one connection. `unavailable` if the server goes away before it answers. */
export async function callControl(
  socket: Socket,
  request: ControlRequest,
  onProgress: OnProgress,
): Promise<Outcome<unknown>> {
  try {
    await writeLine(socket, request);
    for await (const line of linesOf(socket)) {
      const answer = JSON.parse(line) as ControlAnswer;
      if ("progress" in answer) onProgress(...answer.progress);
      else return answer.result.ok ? ok(answer.result.value) : err(failureToError(answer.result));
    }
    return err(wentAway());
  } catch (thrown) {
    return err(wentAway(thrown));
  } finally {
    socket.destroy();
  }
}

function wentAway(cause?: unknown): AppError {
  return new AppError({
    code: "unavailable",
    publicText: "The server stopped before it answered. Look at what was done, then try again.",
    cause,
  });
}

function unreachable(path: string, cause: NodeJS.ErrnoException): AppError {
  const denied = cause.code === "EACCES" || cause.code === "EPERM";
  return new AppError({
    code: denied ? "not-allowed" : "unavailable",
    publicText: denied
      ? `You may not speak to the server. Run this as the user that owns ${path}.`
      : `The server cannot be reached at ${path}.`,
    detail: cause.message,
    cause,
  });
}
