/** The server's side of the control socket: the same operations as everywhere, for the operator's CLI. */
import { chmod, rm } from "node:fs/promises";
import { createServer, type Server, type Socket } from "node:net";
import { AppError, err, type Logger } from "#base";
import { type AnyOperation, type Context, type Outcome } from "#operations";
import {
  type ControlRequest,
  linesOf,
  outcomeToAnswer,
  SOCKET_PATH_BYTES,
  writeLine,
} from "./control-protocol.ts";

export interface ControlServerOptions {
  readonly path: string;
  readonly operations: readonly AnyOperation[];
  /** Everything an operation needs but its progress, which goes to whoever asked. */
  readonly context: Omit<Context, "progress">;
}

export interface ControlServer {
  /** Takes no new requests, lets running ones end, removes the socket file. */
  close(): Promise<void>;
}

/**
 * Binds the socket with mode 0600. A file left by a dead server is replaced: the caller holds the site lock.
 * Throws `bad-config` if the path is longer than a socket address can be.
 */
export async function startControlServer(options: ControlServerOptions): Promise<ControlServer> {
  refuseLongPath(options.path);
  await rm(options.path, { force: true });
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on("close", () => open.delete(socket));
    socket.on("error", () => socket.destroy());
    void serve(socket, options);
  });
  await listen(server, options.path);
  await chmod(options.path, 0o600);
  return { close: () => close(server, open) };
}

async function serve(socket: Socket, options: ControlServerOptions): Promise<void> {
  // Leaving a loop over the lines would destroy the socket before the answer is out.
  const lines = linesOf(socket);
  try {
    const request = await lines.next();
    if (request.done === true) return;
    const outcome = await runRequest(request.value, socket, options);
    await writeLine(socket, outcomeToAnswer(outcome));
  } catch (thrown) {
    await reportFailure(socket, thrown, options.context.logger);
  } finally {
    socket.end();
  }
}

async function runRequest(
  line: string,
  socket: Socket,
  { operations, context }: ControlServerOptions,
): Promise<Outcome<unknown>> {
  const request = parseRequest(line);
  const wanted = operations.find(({ name }) => name === request.operation);
  if (wanted === undefined) return err(unknownOperation(request.operation));
  context.logger.info("control.called", { operation: wanted.name });
  const progress = (done: number, total: number) => void writeLine(socket, { progress: [done, total] });
  return wanted.invoke({ ...context, progress }, request.input);
}

async function reportFailure(socket: Socket, thrown: unknown, logger: Logger): Promise<void> {
  const error = AppError.fromUnknown(thrown);
  logger.warn("control.failed", { code: error.code, detail: error.detail });
  await writeLine(socket, outcomeToAnswer(err(error)));
}

/** Only the form: what the input must be, the operation says. @throws AppError bad-input */
function parseRequest(line: string): ControlRequest {
  try {
    const { operation, input } = JSON.parse(line) as Partial<ControlRequest>;
    if (typeof operation === "string") return { operation, input };
  } catch (cause) {
    throw notARequest(cause);
  }
  throw notARequest();
}

function notARequest(cause?: unknown): AppError {
  return new AppError({ code: "bad-input", publicText: "This is no request to the server.", cause });
}

function unknownOperation(name: string): AppError {
  return new AppError({
    code: "bad-input",
    publicText: `The running server does not know “${name}”. Restart it: it is older than this program.`,
  });
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(path, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

async function close(server: Server, open: ReadonlySet<Socket>): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  for (const socket of open) if (socket.bytesRead === 0) socket.destroy();
  await closed;
}

function refuseLongPath(path: string): void {
  if (Buffer.byteLength(path) <= SOCKET_PATH_BYTES) return;
  throw new AppError({
    code: "bad-config",
    publicText: `The path ${path} is too long for a socket (${SOCKET_PATH_BYTES} octets). Set “run” in conclave.toml to a shorter folder.`,
  });
}
