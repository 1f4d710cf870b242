/** What a client connection is told: whom to talk to, how safely, and how long to wait. */
import { isIP } from "node:net";
import { X509Certificate } from "node:crypto";
import { AppError } from "#base";
import type { SocketAddress } from "./listen-address.ts";
import type { Protocol } from "./reception.ts";

/**
 * `require`: STARTTLS with a verified certificate or nothing. `opportunistic`: STARTTLS if it is offered,
 * verified unless the server is on loopback. `never`: plain text. `implicit`: TLS from the first octet
 * (RFC 8314 §3), verified.
 */
export type TlsPolicy = "require" | "opportunistic" | "never" | "implicit";

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** Milliseconds; RFC 5321 §4.5.3.2. */
export interface ClientTimeouts {
  readonly connect: number;
  readonly greeting: number;
  readonly command: number;
  readonly data: number;
  readonly dataBlock: number;
  readonly dataEnd: number;
}

export interface ConnectOptions {
  readonly protocol: Protocol;
  readonly address: SocketAddress;
  /** What we call ourselves in EHLO or LHLO. */
  readonly hostname: string;
  /** Default: `never` on loopback and unix sockets, else `require` (S15). */
  readonly tls?: TlsPolicy;
  /** PEM certificates trusted instead of the system's. */
  readonly ca?: string;
  readonly auth?: Credentials;
  readonly timeouts?: Partial<ClientTimeouts>;
  /** Ends an attempt to connect; a connection that stands is not touched. */
  readonly signal?: AbortSignal;
}

const MINUTE = 60_000;

export const DEFAULT_TIMEOUTS: ClientTimeouts = {
  connect: MINUTE / 2,
  greeting: 5 * MINUTE,
  command: 5 * MINUTE,
  data: 2 * MINUTE,
  dataBlock: 3 * MINUTE,
  dataEnd: 10 * MINUTE,
};

export function isLoopback(address: SocketAddress): boolean {
  if (address.kind === "unix") return true;
  const { host } = address;
  return host === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127."));
}

/**
 * Refuses at start what could never work: a password without TLS, certificates that cannot be read.
 *
 * @throws AppError bad-config
 */
export function checkRelay(options: ConnectOptions): void {
  tlsPolicyOf(options);
  try {
    if (options.ca !== undefined) void new X509Certificate(options.ca);
  } catch (cause) {
    const publicText = "The relay's ca file has no certificate that can be read.";
    throw new AppError({ code: "bad-config", publicText, cause });
  }
}

/** The policy that holds; throws `bad-config` for a password that would cross a network in the clear. */
export function tlsPolicyOf({ address, tls, auth }: ConnectOptions): TlsPolicy {
  const policy = tls ?? (isLoopback(address) ? "never" : "require");
  if (policy === "never" && auth && !isLoopback(address)) {
    throw new AppError({
      code: "bad-config",
      publicText: "The relay's password would be sent without TLS. Set the relay's tls to \"require\".",
    });
  }
  return policy;
}
