/** Evolution on a display of its own, with a folder of mail, an account that sends by SMTP, and people's keys. */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { Bytes } from "#base";
import { peer, type Peer, type PeerName } from "./peers.ts";

const PROGRAMS: readonly PeerName[] = ["evolution", "xvfb-run", "dbus-run-session", "openbox", "xdotool"];
const PYTHON = "/usr/bin/python3";
const PATIENCE_MS = 90_000;
const SCREEN = ["-a", "-s", "-screen 0 1280x1024x24"];
const ATTEMPTS = 3;

/** Exit status of the driver, as there. */
const NOT_SHOWN = 3;

export interface EvolutionScene {
  readonly message: Bytes;
  readonly address: string;
  readonly smtpPort: number;
  /** The section of the identity that names its keys. */
  readonly identity: string;
  /** Folder for GNUPGHOME. */
  readonly gnupgHome?: string;
  /** Puts certificates into this folder, an NSS database. */
  readonly fillCertificates?: (folder: string) => void;
}

export interface EvolutionView {
  /** All text of the opened message, its header and its verdict. */
  readonly text: string;
  /** The line of the message in the list. */
  readonly cells: readonly string[];
  /** Name and size. */
  readonly attachments: readonly string[];
}

interface Words {
  /** Of the message. */
  readonly marker: string;
  readonly answer: string;
}

/** Evolution and what it takes to press its buttons. On a busy machine its display is not reliable: only when asked for. */
export function evolutionPeer(): Peer {
  if (process.env["CONCLAVE_PEERS"] !== "evolution") {
    return { path: "", skip: "Evolution is driven with CONCLAVE_PEERS=evolution" };
  }
  const missing = PROGRAMS.map((name) => peer(name)).find(({ skip }) => skip !== false);
  if (missing !== undefined) return missing;
  const needed = 'import gi; gi.require_version("Atspi", "2.0")';
  if (spawnSync(PYTHON, ["-c", needed]).status === 0) return peer("evolution");
  return { path: "", skip: "not installed: Debian packages python3-gi and gir1.2-atspi-2.0" };
}

export function evolutionVersion(): string {
  const said = spawnSync(peer("evolution").path, ["--version"]).stdout.toString();
  return /\d[\d.]*/.exec(said)?.[0] ?? "";
}

/** Opens the only message, and answers it to the list. */
export async function runEvolution(
  test: TestContext,
  scene: EvolutionScene,
  words: Words,
): Promise<EvolutionView> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const view = await runSession(test, scene, words);
    if (view !== null) return view;
  }
  throw new Error("Evolution showed the message without its text each time");
}

function environment(home: string, { gnupgHome }: EvolutionScene): NodeJS.ProcessEnv {
  return {
    PATH: process.env["PATH"] ?? "",
    HOME: home,
    XDG_RUNTIME_DIR: join(home, "run"),
    LANG: "C.UTF-8",
    WEBKIT_DISABLE_COMPOSITING_MODE: "1",
    // Its sandbox cannot be made inside a container; the mail it shows here is ours.
    WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1",
    ...(gnupgHome === undefined ? {} : { GNUPGHOME: gnupgHome }),
  };
}

/**
 * QUIRK: Evolution that is busy with its own start sometimes shows a message with its verdict and without its
 * text, for as long as it runs. That gives null.
 */
async function runSession(
  test: TestContext,
  scene: EvolutionScene,
  { marker, answer }: Words,
): Promise<EvolutionView | null> {
  const folder = mkdtempSync(join(tmpdir(), "conclave-evolution-"));
  test.after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  const home = writeHome(folder, scene);
  const args = [...SCREEN, "dbus-run-session", "--", "sh", writeSession(folder), marker, answer];
  const child = spawn(peer("xvfb-run").path, args, {
    env: environment(home, scene),
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const said = { out: "", errors: "" };
  child.stdout.on("data", (chunk: Buffer) => (said.out += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (said.errors += chunk.toString()));
  const [status] = await Promise.race([once(child, "exit"), sleep(PATIENCE_MS, [null], { ref: false })]);
  endGroup(child.pid);
  if (status === NOT_SHOWN) return null;
  if (status !== 0) throw new Error(`Evolution was not driven to the end: ${said.errors}`);
  return JSON.parse(/^\{.*\}$/m.exec(said.out)?.[0] ?? "") as EvolutionView;
}

/** Time for the answer to go out is left before all of it ends. */
function writeSession(folder: string): string {
  const path = join(folder, "session");
  const lines = [
    "openbox &",
    "evolution -c mail --force-online -g 1270x1000+0+0 &",
    `${PYTHON} ${join(import.meta.dirname, "evolution.py")} "$@"`,
    "status=$?",
    "[ $status = 0 ] && sleep 3",
    "exit $status",
  ];
  writeFileSync(path, `${lines.join("\n")}\n`);
  return path;
}

/** The display, the bus and the programs that Evolution started. */
function endGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, "SIGKILL");
  } catch {
    // all of them are gone
  }
}

function writeHome(folder: string, scene: EvolutionScene): string {
  const home = join(folder, "home");
  const mail = join(home, "mail");
  for (const part of ["cur", "new", "tmp"]) mkdirSync(join(mail, part), { recursive: true });
  writeFileSync(join(mail, "cur/1.copy:2,"), scene.message);
  mkdirSync(join(home, "run"), { mode: 0o700 });
  const sources = join(home, ".config/evolution/sources");
  mkdirSync(sources, { recursive: true });
  for (const [name, text] of Object.entries(accountFiles(mail, scene))) {
    writeFileSync(join(sources, `${name}.source`), text);
  }
  const certificates = join(home, ".pki/nssdb");
  mkdirSync(certificates, { recursive: true });
  scene.fillCertificates?.(certificates);
  return home;
}

/** Evolution's own files of an account, by their names. */
function accountFiles(mail: string, scene: EvolutionScene): Readonly<Record<string, string>> {
  const { address, smtpPort, identity } = scene;
  return {
    account: source("", [
      "[Mail Account]\nBackendName=maildir\nIdentityUid=identity",
      `[Maildir Backend]\nPath=${mail}\nFilterInbox=false\nFilterJunk=false`,
    ]),
    identity: source("account", [
      `[Mail Identity]\nAddress=${address}\nName=Rita Reader`,
      "[Mail Submission]\nTransportUid=transport\nUseSentFolder=false",
      identity,
    ]),
    transport: source("account", [
      "[Mail Transport]\nBackendName=smtp",
      `[Authentication]\nHost=127.0.0.1\nPort=${smtpPort}\nMethod=none\nUser=`,
      "[Security]\nMethod=none",
    ]),
  };
}

function source(parent: string, sections: readonly string[]): string {
  const head = `[Data Source]\nDisplayName=Rita\nEnabled=true\nParent=${parent}`;
  return `${[head, ...sections].join("\n\n")}\n`;
}
