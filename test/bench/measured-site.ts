/**
 * A site under measurement: its lists are made beforehand, then the server runs as a process of its own and
 * sends to a sink that is another. With two cores these two have one each, and the bench waits.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Bytes, type EmailAddress, silentLogger } from "#base";
import { connect } from "#wire";
import { initialise } from "../../src/main/initialise.ts";
import { type OpenSite, openSite } from "../../src/main/open-site.ts";
import type { RunOptions } from "./row.ts";
import { Sink } from "./sink.ts";
import { sharedClock } from "./spread.ts";

const ROOT = join(import.meta.dirname, "..", "..");
const START_MS = 30_000;
const POLL_MS = 20;
/** As `./conclave` sets it. */
export const MALLOC_THRESHOLD = "131072";
/** As `./conclave` gives them. */
export const NODE_FLAGS = ["--max-semi-space-size=4", "--expose-gc", "--disable-warning=ExperimentalWarning"];

/** What the log says about sealing: when how many members' copies were in the outbox. */
export interface SealedChunk {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly members: number;
}

interface LogLine {
  readonly time: string;
  readonly msg: string;
  readonly members?: number;
}

export class MeasuredSite {
  readonly folder: string;
  readonly sink: Sink;
  readonly sealed: SealedChunk[] = [];
  readonly #sources: boolean;
  #server: ChildProcess | null = null;

  private constructor(folder: string, sink: Sink, sources: boolean) {
    this.folder = folder;
    this.sink = sink;
    this.#sources = sources;
  }

  /** @param level "debug" also says what is sealed */
  static async make(options: RunOptions, level: "error" | "debug" = "error"): Promise<MeasuredSite> {
    const folder = mkdtempSync(join(tmpdir(), "conclave-bench-"));
    const sink = await Sink.start();
    const config = [
      `database = ${JSON.stringify(await options.database())}`,
      `log_level = "${level}"`,
      "[relay]",
      `port = ${sink.port}`,
    ];
    writeFileSync(join(folder, "conclave.toml"), `${config.join("\n")}\n`);
    await initialise(folder);
    return new MeasuredSite(folder, sink, options.sources);
  }

  /** Works on the site while no server runs. */
  async prepare<T>(work: (site: OpenSite) => Promise<T>): Promise<T> {
    const site = await openSite(this.folder, silentLogger);
    try {
      return await work(site);
    } finally {
      await site.close();
    }
  }

  /** What starts the program. */
  get program(): readonly string[] {
    const entry = this.#sources ? ["src", "main", "cli.ts"] : ["dist", "main", "cli.js"];
    return [...NODE_FLAGS, join(ROOT, ...entry)];
  }

  /** Resolves when the LMTP listener answers. */
  async start(): Promise<void> {
    const server = spawn(process.execPath, [...this.program, "serve", "--data", this.folder], {
      stdio: ["ignore", "ignore", "pipe"],
      env: { ...process.env, MALLOC_MMAP_THRESHOLD_: MALLOC_THRESHOLD },
    });
    this.#server = server;
    const said: string[] = [];
    let rest = "";
    server.stderr.setEncoding("utf8").on("data", (text: string) => {
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) if (!this.#readLog(line)) said.push(line);
    });
    for (let waited = 0; waited < START_MS && server.exitCode === null; waited += POLL_MS) {
      const connection = await this.#connect();
      connection?.close();
      if (connection) return;
      await sleep(POLL_MS);
    }
    throw new Error(`the server did not start: ${said.join("\n")}`);
  }

  /** Hands over a message; gives the time on the shared clock when it was taken. */
  async hand(list: EmailAddress, message: Bytes): Promise<number> {
    const connection = await this.#connect();
    if (!connection) throw new Error("nobody listens");
    const envelope = { from: "writer@example.net", recipients: [list], eightBit: null };
    const [result] = await connection.send(envelope, [message]);
    const taken = sharedClock();
    if (result?.code !== 250) throw new Error(`${result?.code} ${result?.text}`);
    await connection.quit();
    return taken;
  }

  /** Of the server, in MB; NaN where there is no /proc. */
  memory(what: "VmRSS" | "VmHWM"): number {
    try {
      const status = readFileSync(`/proc/${this.#server?.pid}/status`, "utf8");
      return Number(new RegExp(`${what}:\\s+(\\d+) kB`).exec(status)?.[1]) / 1000;
    } catch {
      return Number.NaN;
    }
  }

  async stop(signal: "SIGTERM" | "SIGKILL" = "SIGTERM"): Promise<void> {
    const server = this.#server;
    this.#server = null;
    if (server === null || server.exitCode !== null || server.signalCode !== null) return;
    server.kill(signal);
    await once(server, "exit");
  }

  async end(): Promise<void> {
    await this.stop("SIGKILL");
    this.sink.end();
    rmSync(this.folder, { recursive: true, force: true });
  }

  async #connect() {
    const address = { kind: "unix", path: join(this.folder, "run", "lmtp.sock") } as const;
    const connected = await connect({ protocol: "lmtp", address, hostname: "bench.example" });
    return connected.ok ? connected.value : null;
  }

  /** False for what is not about sealing. */
  #readLog(line: string): boolean {
    if (!line.startsWith("{")) return false;
    const event = JSON.parse(line) as LogLine;
    if (event.msg !== "inbox.sealed") return false;
    this.sealed.push({ at: Date.parse(event.time), members: event.members ?? 0 });
    return true;
  }
}
