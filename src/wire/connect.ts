/** Opens a client connection: socket, greeting, EHLO or LHLO, STARTTLS, AUTH. */
import { connect as connectSocket, isIP, type Socket } from "node:net";
import { connect as connectTls, type ConnectionOptions } from "node:tls";
import { err, ok, type Result } from "#base";
import { parseCapabilities, type Capabilities } from "./capabilities.ts";
import { ChannelFailure, ClientChannel } from "./client-channel.ts";
import {
  type ClientTimeouts,
  type ConnectOptions,
  DEFAULT_TIMEOUTS,
  isLoopback,
  type TlsPolicy,
  tlsPolicyOf,
} from "./client-options.ts";
import type { SocketAddress } from "./listen-address.ts";
import { MailConnection } from "./mail-connection.ts";
import { reply, type Reply } from "./reply.ts";
import { authenticate } from "./sasl.ts";

/**
 * Connects to an SMTP or LMTP server. What goes wrong comes back as a reply in the sense of RFC 5321,
 * either the server's own or one that says what happened; throws only `bad-config` (see `checkRelay`).
 */
export async function connect(options: ConnectOptions): Promise<Result<MailConnection, Reply>> {
  const policy = tlsPolicyOf(options);
  const timeouts = { ...DEFAULT_TIMEOUTS, ...options.timeouts };
  const socket = await openSocket(options, policy, timeouts.connect);
  if (!socket.ok) return socket;
  const channel = new ClientChannel(socket.value);
  const cancel = (): void => void channel.fail(CANCELLED);
  options.signal?.addEventListener("abort", cancel);
  const capabilities = await handshake(channel, options, policy, timeouts).catch(failureOf);
  options.signal?.removeEventListener("abort", cancel);
  if (capabilities.ok) return ok(new MailConnection(options.protocol, channel, capabilities.value, timeouts));
  channel.fail(capabilities.error);
  return capabilities;
}

function failureOf(thrown: unknown): Result<never, Reply> {
  if (thrown instanceof ChannelFailure) return err(thrown.reply);
  return err(reply(454, "4.7.0", thrown instanceof Error ? thrown.message : String(thrown)));
}

async function openSocket(
  options: ConnectOptions,
  policy: TlsPolicy,
  timeoutMs: number,
): Promise<Result<Socket, Reply>> {
  const target = targetOf(options.address);
  const implicit = policy === "implicit";
  const socket = implicit ? connectTls({ ...target, ...tlsOptions(options) }) : connectSocket(target);
  socket.setNoDelay(true);
  const { promise, resolve } = Promise.withResolvers<Result<Socket, Reply>>();
  const giveUp = (text: string): void => resolve(err(reply(421, "4.4.1", text)));
  const onError = (error: Error): void => giveUp(`No connection: ${error.message}`);
  const cancel = (): void => giveUp(CANCELLED.text);
  const timer = setTimeout(() => giveUp("The server did not answer in time"), timeoutMs);
  options.signal?.addEventListener("abort", cancel);
  socket.on("error", onError).once(implicit ? "secureConnect" : "connect", () => resolve(ok(socket)));
  const opened = await promise;
  clearTimeout(timer);
  options.signal?.removeEventListener("abort", cancel);
  if (opened.ok) socket.off("error", onError);
  else socket.destroy();
  return opened;
}

function targetOf(address: SocketAddress): { host: string; port: number } | { path: string } {
  return address.kind === "unix" ? { path: address.path } : { host: address.host, port: address.port };
}

async function handshake(
  channel: ClientChannel,
  options: ConnectOptions,
  policy: TlsPolicy,
  timeouts: ClientTimeouts,
): Promise<Result<Capabilities, Reply>> {
  const greeting = await channel.expect(timeouts.greeting);
  if (greeting.code !== 220) return err(greeting);
  let capabilities = await hello(channel, options, timeouts);
  if (!capabilities.ok) return capabilities;
  const secured = await startTls(channel, options, {
    policy,
    timeouts,
    offered: capabilities.value.starttls,
  });
  if (!secured.ok) return secured;
  if (secured.value) capabilities = await hello(channel, options, timeouts);
  if (!capabilities.ok || !options.auth) return capabilities;
  if (!secured.value && policy !== "implicit" && !isLoopback(options.address)) return err(NO_TLS);
  const known = await authenticate(channel, capabilities.value.auth, options.auth, timeouts);
  return known.ok ? capabilities : known;
}

async function hello(
  channel: ClientChannel,
  { protocol, hostname }: ConnectOptions,
  timeouts: ClientTimeouts,
): Promise<Result<Capabilities, Reply>> {
  channel.write(`${protocol === "lmtp" ? "LHLO" : "EHLO"} ${hostname}\r\n`);
  const answer = await channel.expect(timeouts.command);
  if (answer.code === 250) return ok(parseCapabilities(answer));
  if (protocol === "lmtp" || answer.code < 500) return err(answer);
  channel.write(`HELO ${hostname}\r\n`);
  const plain = await channel.expect(timeouts.command);
  return plain.code === 250 ? ok(parseCapabilities(reply(250, "", ""))) : err(plain);
}

/** Whether TLS is on now; an error where the policy demands it and it cannot be had. */
async function startTls(
  channel: ClientChannel,
  options: ConnectOptions,
  state: { policy: TlsPolicy; timeouts: ClientTimeouts; offered: boolean },
): Promise<Result<boolean, Reply>> {
  const { policy, timeouts, offered } = state;
  if (policy === "never" || policy === "implicit") return ok(false);
  if (!offered) return policy === "require" ? err(NO_TLS) : ok(false);
  channel.write("STARTTLS\r\n");
  const answer = await channel.expect(timeouts.command);
  if (answer.code !== 220) return policy === "require" ? err(NO_TLS) : ok(false);
  const rejectUnauthorized = policy === "require" || !isLoopback(options.address);
  await channel.upgrade({ ...tlsOptions(options), rejectUnauthorized, timeout: timeouts.command });
  return ok(true);
}

/** Verification against the host we meant to reach, not against what a DNS answer called it. */
function tlsOptions({ address, ca }: ConnectOptions): ConnectionOptions {
  const host = address.kind === "tcp" ? address.host : "localhost";
  const name = isIP(host) === 0 ? { servername: host, host } : { host };
  return { ...name, ...(ca === undefined ? {} : { ca }), minVersion: "TLSv1.2" };
}

const NO_TLS = reply(454, "4.7.0", "The server offers no TLS, and without it nothing is sent");
const CANCELLED = reply(421, "4.3.2", "The attempt was cancelled");
