/** Listens and gives every connection its session. */
import { BlockList, createServer, isIP, isIPv6, type AddressInfo, type Socket } from "node:net";
import { createSecureContext } from "node:tls";
import { AppError, LIMITS, type Logger } from "#base";
import { listenOn, refuseLmtpOnSmtpPort, type SocketAddress } from "./listen-address.ts";
import type { Protocol, Reception } from "./reception.ts";
import { formatReply, reply } from "./reply.ts";
import { ServerSession, type SessionLimits } from "./server-session.ts";

export interface MailServerOptions {
  readonly protocol: Protocol;
  readonly address: SocketAddress;
  /** What the server calls itself in greeting and EHLO. */
  readonly hostname: string;
  readonly reception: Reception;
  readonly logger: Logger;
  /** PEM; without it there is no STARTTLS. */
  readonly tls?: { readonly key: string; readonly cert: string };
  /** Addresses or CIDR ranges that may connect over TCP; without it all may. */
  readonly peers?: readonly string[];
  readonly limits?: Partial<SessionLimits & { readonly connections: number }>;
}

export interface MailServer {
  /** The port listened on, 0 for a unix socket. */
  readonly port: number;
  /** Stops listening, lets messages in hand be answered, and cuts what is left after `graceMs`. */
  close(graceMs?: number): Promise<void>;
}

const DEFAULTS = {
  messageBytes: LIMITS.messageBytes,
  lineBytes: LIMITS.smtpLineBytes,
  recipients: LIMITS.smtpRecipients,
  idleMs: LIMITS.smtpIdleMs,
  errors: 20,
  connections: 200,
} as const;
const GRACE_MS = 10_000;

/** Starts an SMTP or LMTP server; throws `bad-config` for an address or certificate that cannot be. */
export async function createMailServer(options: MailServerOptions): Promise<MailServer> {
  refuseLmtpOnSmtpPort(options.protocol, options.address);
  const limits = { ...DEFAULTS, ...options.limits };
  const secureContext = options.tls ? secureContextOf(options.tls) : null;
  const allowed = options.peers ? peerList(options.peers) : null;
  const sessions = new Map<Socket, ServerSession>();
  const server = createServer({ allowHalfOpen: false, noDelay: true }, (socket) => {
    if (allowed && !isAllowed(allowed, socket))
      return turnAway(socket, 554, "5.7.1", "Not allowed from here");
    if (sessions.size >= limits.connections) return turnAway(socket, 421, "4.3.2", "Too many connections");
    sessions.set(socket, new ServerSession(socket, { ...options, limits, secureContext }));
    socket.once("close", () => sessions.delete(socket));
  });
  await listenOn(server, options.address);
  server.on("error", (error) => options.logger.error("wire.accept-failed", { detail: error.message }));
  const port = options.address.kind === "tcp" ? (server.address() as AddressInfo).port : 0;
  return { port, close: (graceMs) => closeServer(server, sessions, graceMs ?? GRACE_MS) };
}

function closeServer(
  server: ReturnType<typeof createServer>,
  sessions: ReadonlyMap<Socket, ServerSession>,
  graceMs: number,
): Promise<void> {
  return new Promise((resolve) => {
    const cut = (): void => {
      for (const session of sessions.values()) session.destroy();
    };
    const timer = setTimeout(cut, graceMs);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
    for (const session of sessions.values()) session.drain();
  });
}

function secureContextOf(tls: {
  readonly key: string;
  readonly cert: string;
}): ReturnType<typeof createSecureContext> {
  try {
    return createSecureContext({ ...tls, minVersion: "TLSv1.2" });
  } catch (cause) {
    throw new AppError({
      code: "bad-config",
      publicText: "The TLS key and certificate of the mail server do not fit or cannot be read.",
      cause,
    });
  }
}

function peerList(peers: readonly string[]): BlockList {
  const list = new BlockList();
  for (const peer of peers) {
    const [address = "", prefix] = peer.split("/");
    if (isIP(address) === 0) {
      throw new AppError({
        code: "bad-config",
        publicText: `"${peer}" is not an address or range such as 192.0.2.7 or 192.0.2.0/24.`,
      });
    }
    const family = isIPv6(address) ? "ipv6" : "ipv4";
    list.addSubnet(address, Number(prefix ?? (family === "ipv6" ? 128 : 32)), family);
  }
  return list;
}

function isAllowed(allowed: BlockList, socket: Socket): boolean {
  const address = socket.remoteAddress;
  return address === undefined || allowed.check(address, isIPv6(address) ? "ipv6" : "ipv4");
}

function turnAway(socket: Socket, code: number, enhanced: string, text: string): void {
  socket.on("error", () => socket.destroy());
  socket.end(formatReply(reply(code, enhanced, text)));
  socket.resume();
}
