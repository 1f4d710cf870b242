/** The server as a process of its own, so that it can be killed at any moment. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { connect, type MailConnection } from "#wire";

const ENTRY = join(import.meta.dirname, "serve-folder.ts");
const POLL_MS = 10;
const START_MS = 30_000;

export class ServerProcess {
  readonly #folder: string;
  #child: ChildProcess | null = null;

  constructor(folder: string) {
    this.#folder = folder;
  }

  get socket(): string {
    return join(this.#folder, "run", "lmtp.sock");
  }

  /** Resolves when the LMTP listener answers. */
  async start(): Promise<void> {
    this.#child = spawn(process.execPath, [ENTRY, this.#folder], { stdio: ["ignore", "ignore", "pipe"] });
    let noise = "";
    this.#child.stderr?.on("data", (chunk: Buffer) => (noise += chunk.toString()));
    for (let waited = 0; waited < START_MS; waited += POLL_MS) {
      if (this.#child.exitCode !== null) break;
      const connection = await this.connect();
      if (connection) {
        connection.close();
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
    throw new Error(`the server did not start: ${noise}`);
  }

  /** null if nobody listens. */
  async connect(): Promise<MailConnection | null> {
    const address = { kind: "unix", path: this.socket } as const;
    const connected = await connect({ protocol: "lmtp", address, hostname: "mta.example.org" });
    return connected.ok ? connected.value : null;
  }

  /** kill -9. */
  async kill(): Promise<void> {
    await this.#end("SIGKILL");
  }

  async stop(): Promise<void> {
    await this.#end("SIGTERM");
  }

  async #end(signal: "SIGKILL" | "SIGTERM"): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await once(child, "exit");
  }
}
