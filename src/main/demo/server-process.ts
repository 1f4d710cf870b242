/** The real server as a process of its own, and the real command line beside it. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EmailAddress } from "#base";
import { connect } from "#wire";

export interface ServerProcess {
  readonly folder: string;
  /** Runs `conclave WORDS --json` and gives what it printed. */
  run(words: readonly string[], stdin?: string): Promise<unknown>;
  /** The same for a command that prints a text. */
  print(words: readonly string[]): Promise<string>;
  /** Hands a message to the LMTP listener; gives its reply. */
  post(message: Uint8Array, from: EmailAddress, to: EmailAddress): Promise<string>;
  /** Stops the server and removes its data. */
  close(): Promise<void>;
}

const START_MS = 15_000;
const POLL_MS = 50;

/** @param program what starts conclave: the path of Node and of the entry file */
export async function startServer(program: readonly string[], relayPort: number): Promise<ServerProcess> {
  const folder = await mkdtemp(join(tmpdir(), "conclave-demo-"));
  const cli = conclave(program, folder);
  await cli(["init", "--quiet"]);
  await writeFile(join(folder, "conclave.toml"), `[relay]\nhost = "127.0.0.1"\nport = ${relayPort}\n`);
  const [command = "node", ...entry] = program;
  const server = spawn(command, [...entry, "serve", "--data", folder], {
    stdio: "ignore",
  });
  // Whatever ends the demo, its server and its folder do not outlive it.
  process.once("exit", () => {
    server.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => process.exit(1));
  const socket = join(folder, "run", "lmtp.sock");
  await ready(server, socket);
  return {
    folder,
    print: (words) => cli(words),
    run: async (words, stdin) => JSON.parse(await cli([...words, "--json"], stdin)) as unknown,
    post: (message, from, to) => post(socket, message, { from, to }),
    close: () => close(server, folder),
  };
}

function conclave(program: readonly string[], folder: string) {
  const [command = "node", ...entry] = program;
  return async (words: readonly string[], stdin = ""): Promise<string> => {
    const child = spawn(command, [...entry, ...words, "--quiet", "--data", folder], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    let out = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
    child.stdin.end(stdin);
    const [status] = (await once(child, "close")) as [number | null];
    if (status !== 0) throw new Error(`conclave ${words.join(" ")} ended with status ${status}`);
    return out;
  };
}

async function ready(server: ChildProcess, socket: string): Promise<void> {
  for (let waited = 0; waited < START_MS; waited += POLL_MS) {
    if (server.exitCode !== null) break;
    const connection = await tryConnect(socket);
    if (connection) return;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  throw new Error("the server did not start");
}

async function tryConnect(path: string): Promise<boolean> {
  try {
    const connected = await connect({
      protocol: "lmtp",
      address: { kind: "unix", path },
      hostname: "demo.example",
    });
    if (!connected.ok) return false;
    await connected.value.quit();
    return true;
  } catch {
    return false;
  }
}

async function post(
  path: string,
  message: Uint8Array,
  { from, to }: { from: string; to: string },
): Promise<string> {
  const connected = await connect({
    protocol: "lmtp",
    address: { kind: "unix", path },
    hostname: "demo.example",
  });
  if (!connected.ok) throw new Error("the LMTP listener does not answer");
  const [result] = await connected.value.send({ from, recipients: [to], eightBit: null }, [message]);
  await connected.value.quit();
  return result === undefined ? "no reply" : `${result.code} ${result.text}`;
}

async function close(server: ChildProcess, folder: string): Promise<void> {
  if (server.exitCode === null) {
    server.kill("SIGTERM");
    await once(server, "exit");
  }
  await rm(folder, { recursive: true, force: true });
}
