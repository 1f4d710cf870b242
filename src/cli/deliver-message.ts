/** Speaks LMTP (RFC 2033) to the running server and turns its replies into the exit status of sysexits. */
import { AppError, type Bytes, type ErrorCode, view } from "#base";
import { listenTarget } from "#config";
import { toCrlf } from "#mime";
import { connect, type RecipientResult } from "#wire";
import type { Session } from "./session.ts";

export interface PipedMessage {
  readonly message: Bytes;
  readonly sender: string;
  readonly recipients: readonly string[];
  /** undefined: the first LMTP door of the configuration. */
  readonly socket: string | undefined;
}

/** @throws AppError busy if trying again can help, else what the server's first refusal means */
export async function deliverMessage(session: Session, piped: PipedMessage): Promise<void> {
  const address = await lmtpAddress(session, piped.socket);
  const connection = await connect({ protocol: "lmtp", address, hostname: "localhost" });
  if (!connection.ok) throw notThere(connection.error.text);
  const message = withCrlf(piped.message);
  const envelope = {
    from: piped.sender,
    recipients: piped.recipients,
    size: message.length,
    // S15: to our own door a bare CR or LF is data and goes as it came.
    eightBit: true,
    inspected: true,
  };
  const results = await connection.value.send(envelope, [message]);
  await connection.value.quit();
  session.print(results, (all) => all.filter(isRefusal).map(refusalLine).join("\n"));
  const error = worstOf(results);
  if (error !== null) throw error;
}

async function lmtpAddress(session: Session, socket: string | undefined) {
  if (socket !== undefined) return { kind: "unix", path: socket } as const;
  const { listeners } = await session.site.config();
  const door = listeners.find(({ protocol }) => protocol === "lmtp");
  if (door === undefined) throw noDoor();
  return listenTarget(session.site.folder, door.listen);
}

/** S15: a file without any CRLF comes from a program that ends lines its own way. */
function withCrlf(message: Bytes): Bytes {
  return view(message).includes("\r\n") ? message : toCrlf(message);
}

/** One refusal for now is enough to ask the MTA for another try: what was taken is known to the server. */
function worstOf(results: readonly RecipientResult[]): AppError | null {
  const refusals = results.filter(isRefusal);
  const first = refusals.find(({ outcome }) => outcome === "temporary") ?? refusals[0];
  if (first === undefined) return null;
  return new AppError({ code: codeOf(first), publicText: first.text });
}

function codeOf({ outcome, enhanced }: RecipientResult): ErrorCode {
  if (outcome === "temporary") return "busy";
  if (enhanced.startsWith("5.1.")) return "not-found";
  if (enhanced.startsWith("5.7.")) return "not-allowed";
  return enhanced === "5.3.4" ? "too-large" : "bad-data";
}

function isRefusal({ outcome }: RecipientResult): boolean {
  return outcome !== "delivered";
}

function refusalLine({ rcptTo, code, enhanced, text }: RecipientResult): string {
  return `${rcptTo}: ${code} ${enhanced} ${text}`;
}

function notThere(detail: string): AppError {
  return new AppError({ code: "busy", publicText: "The server does not answer. Try again later.", detail });
}

function noDoor(): AppError {
  return new AppError({
    code: "bad-config",
    publicText: "conclave.toml has no LMTP listener. Add one, or name its socket with --socket.",
  });
}
