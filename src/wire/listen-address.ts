/** Where a server listens or a client connects, and what of that is refused from the start. */
import { chmod, chown, lstat, unlink } from "node:fs/promises";
import { connect, type Server } from "node:net";
import { AppError } from "#base";

export type SocketAddress =
  | { readonly kind: "tcp"; readonly host: string; readonly port: number }
  | {
      readonly kind: "unix";
      readonly path: string;
      /** File mode of the socket, e.g. 0o660; default 0o600. */
      readonly mode?: number;
      /** Numeric group that may connect. */
      readonly group?: number;
    };

const SMTP_PORT = 25;
const OWNER_ONLY = 0o600;

/** LMTP never listens on port 25 (RFC 2033 §5, S15). */
export function refuseLmtpOnSmtpPort(protocol: "smtp" | "lmtp", address: SocketAddress): void {
  if (protocol === "lmtp" && address.kind === "tcp" && address.port === SMTP_PORT) {
    throw new AppError({
      code: "bad-config",
      publicText: "LMTP must not listen on port 25. Choose a unix socket or another port.",
    });
  }
}

/** Starts listening; a socket file that a dead server left behind is replaced. */
export async function listenOn(server: Server, address: SocketAddress): Promise<void> {
  if (address.kind === "tcp") return await bind(server, { host: address.host, port: address.port });
  await removeDeadSocket(address.path);
  const mask = process.umask(0o177);
  try {
    const bound = bind(server, { path: address.path });
    process.umask(mask);
    await bound;
  } finally {
    process.umask(mask);
  }
  try {
    if (address.group !== undefined) await giveTo(address.group, address.path);
    await chmod(address.path, address.mode ?? OWNER_ONLY);
  } catch (thrown) {
    server.close();
    throw thrown;
  }
}

/** A user may give a file to a group only as one of its members. */
async function giveTo(group: number, path: string): Promise<void> {
  try {
    await chown(path, -1, group);
  } catch (cause) {
    throw new AppError({
      code: "bad-config",
      publicText: `The socket ${path} cannot be given to group ${group}: the server's user must be a member of that group.`,
      cause,
    });
  }
}

function bind(server: Server, where: { host: string; port: number } | { path: string }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (cause: NodeJS.ErrnoException) => reject(cannotListen(where, cause)));
    server.listen(where, () => {
      server.removeAllListeners("error");
      resolve();
    });
  });
}

function cannotListen(where: object, cause: NodeJS.ErrnoException): AppError {
  const place = Object.values(where).join(":");
  if (cause.code === "EADDRINUSE") {
    const publicText = `Another program already listens on ${place}. Stop it or choose another address.`;
    return new AppError({ code: "unavailable", publicText, cause });
  }
  const publicText = `The server cannot listen on ${place} (${cause.code}).`;
  return new AppError({ code: "bad-config", publicText, detail: cause.message, cause });
}

/** Removes a socket file that nobody answers on; one that is in use, or any other file, stays. */
async function removeDeadSocket(path: string): Promise<void> {
  const found = await lstat(path).catch(() => null);
  if (!found?.isSocket()) return;
  const refused = await new Promise<boolean>((resolve) => {
    const probe = connect({ path });
    probe.once("connect", () => resolve((probe.destroy(), false)));
    probe.once("error", (error: NodeJS.ErrnoException) => resolve(error.code === "ECONNREFUSED"));
  });
  if (refused) await unlink(path);
}
