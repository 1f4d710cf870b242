/**
 * The whole server in the test's own process: real listeners on real sockets, a real database, a relay that
 * keeps what it is sent. Only time may be a test's own.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { TestContext } from "node:test";
import type { z } from "zod";
import { type Bytes, type Clock, type Logger, OPERATOR, silentLogger, view } from "#base";
import type { Operation } from "#operations";
import type { Database } from "#store";
import { connect, type RecipientResult } from "#wire";
import { initialise } from "../../src/main/initialise.ts";
import { openSite } from "../../src/main/open-site.ts";
import { type Server, startServer } from "../../src/main/start-server.ts";
import { type DatabaseName, temporaryFolder } from "./database.ts";
import { dropPostgresDatabase, newPostgresDatabase, newSqliteFile } from "./migrated.ts";
import "./crypto/rsa-pool.ts";
import { type Sink, type SinkMessage, startSink } from "./smtp-sink.ts";

export interface TestServerOptions {
  readonly database?: DatabaseName;
  /** Where the database is that the test made; absent: a new one. */
  readonly url?: string;
  readonly clock?: Clock;
  readonly logger?: Logger;
  /** Lines of `conclave.toml` in place of the relay that keeps what it is sent. */
  readonly config?: readonly string[];
  /** Lines of `conclave.toml` before those. */
  readonly site?: readonly string[];
}

export interface Letter {
  readonly from: string;
  readonly to: string | readonly string[];
  readonly message: Bytes;
}

export interface TestServer {
  readonly folder: string;
  readonly db: Database;
  readonly sink: Sink;
  /** Runs an operation; throws what it answers if that is an error. */
  call<Schema extends z.ZodType, Output>(
    operation: Operation<Schema, Output>,
    input: z.input<Schema>,
  ): Promise<Output>;
  /** Hands a message to the LMTP listener. */
  send(letter: Letter): Promise<readonly RecipientResult[]>;
  /** Sends, throws if it is not taken, and waits until all that follows from it is decided, sealed and delivered. */
  post(letter: Letter): Promise<void>;
  drain(): Promise<void>;
  /** What the relay was given for an address, oldest first. */
  mailbox(address: string): readonly SinkMessage[];
  stop(): Promise<void>;
}

/** @param test what stops it in the end */
export async function newServer(
  test: Pick<TestContext, "after">,
  options: TestServerOptions = {},
): Promise<TestServer> {
  const folder = temporaryFolder(test);
  const sink = await startSink();
  const config = [...(options.site ?? []), ...(options.config ?? ["[relay]", `port = ${sink.port}`])];
  const url = options.url ?? (await newDatabase(folder, options.database ?? "sqlite"));
  writeConfig(folder, [`database = ${JSON.stringify(url)}`, ...config]);
  await initialise(folder);
  const opened = await openSite(folder, options.logger ?? silentLogger);
  const site = options.clock ? { ...opened, clock: options.clock } : opened;
  const server = await startServer(site);
  const stop = once(async () => {
    await server.stop();
    await site.close();
  });
  test.after(async () => {
    await stop();
    await sink.down();
    if (options.url === undefined && options.database === "postgres") await dropPostgresDatabase(url);
  });
  const socket = join(folder, "run", "lmtp.sock");
  const context = {
    ...site,
    actor: OPERATOR,
    wake: () => void server.drain().catch(() => {}),
    progress: () => {},
  };
  return {
    folder,
    db: site.db,
    sink,
    stop,
    drain: () => drain(server),
    async call(operation, input) {
      const outcome = await operation.invoke(context, input);
      if (!outcome.ok) throw outcome.error;
      return outcome.value;
    },
    send: (letter) => send(socket, letter),
    async post(letter) {
      const refused = (await send(socket, letter)).find(({ outcome }) => outcome !== "delivered");
      if (refused !== undefined) throw new Error(`LMTP refused: ${JSON.stringify(refused)}`);
      await drain(server);
    },
    mailbox: (address) => sink.messages.filter(({ recipients }) => recipients.includes(address)),
  };
}

/** A key file as operations take it. */
export function fileInput(bytes: Bytes): string {
  return view(bytes).toString("base64");
}

async function newDatabase(folder: string, database: DatabaseName): Promise<string> {
  if (database === "postgres") return newPostgresDatabase();
  await newSqliteFile(join(folder, "conclave.db"));
  return "sqlite:conclave.db";
}

function writeConfig(folder: string, lines: readonly string[]): void {
  writeFileSync(
    join(folder, "conclave.toml"),
    `${[`hostname = "lists.example.org"`, ...lines].join("\n")}\n`,
  );
}

async function drain(server: Server): Promise<void> {
  await server.drain();
}

async function send(socket: string, { from, to, message }: Letter): Promise<readonly RecipientResult[]> {
  const connected = await connect({
    protocol: "lmtp",
    address: { kind: "unix", path: socket },
    hostname: "mta.example.org",
  });
  if (!connected.ok) throw new Error(`LMTP: ${connected.error.text}`);
  const recipients = typeof to === "string" ? [to] : to;
  const results = await connected.value.send({ from, recipients, eightBit: null }, [message]);
  await connected.value.quit();
  return results;
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | null = null;
  return () => (done ??= work());
}
