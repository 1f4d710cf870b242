/** Evolution on a display of its own, with a folder of mail, an account that sends by SMTP, and people's keys. */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { Bytes } from "#base";
import { peer, type Peer, type PeerName, peersAreRequired } from "./peers.ts";

const PROGRAMS: readonly PeerName[] = ["evolution", "xvfb-run", "dbus-run-session", "openbox", "xdotool"];
const PYTHON = "/usr/bin/python3";
const PATIENCE_MS = 90_000;

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

/** Evolution and what it takes to press its buttons. */
export function evolutionPeer(): Peer {
  const missing = PROGRAMS.map((name) => peer(name)).find(({ skip }) => skip !== false);
  if (missing !== undefined) return missing;
  const needed = 'import gi; gi.require_version("Atspi", "2.0")';
  if (spawnSync(PYTHON, ["-c", needed]).status === 0) return peer("evolution");
  const skip = "AT-SPI for Python is not installed (Debian packages python3-gi and gir1.2-atspi-2.0)";
  if (peersAreRequired()) throw new Error(`${skip}, and CONCLAVE_PEERS=required`);
  return { path: "", skip };
}

export function evolutionVersion(): string {
  const said = spawnSync(peer("evolution").path, ["--version"]).stdout.toString();
  return /\d[\d.]*/.exec(said)?.[0] ?? "";
}

/** Opens the only message, and answers it to the list. */
export async function runEvolution(
  test: TestContext,
  scene: EvolutionScene,
  words: { readonly marker: string; readonly answer: string },
): Promise<EvolutionView> {
  const folder = mkdtempSync(join(tmpdir(), "conclave-evolution-"));
  test.after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  const home = writeHome(folder, scene);
  const driver = join(import.meta.dirname, "evolution.py");
  const session = join(folder, "session");
  const lines = [
    "openbox &",
    "evolution -c mail --force-online -g 1270x1000+0+0 &",
    `${PYTHON} ${driver} "$@"`,
    "status=$?",
    "sleep 3",
    "exit $status",
  ];
  writeFileSync(session, `${lines.join("\n")}\n`);
  const screen = ["-a", "-s", "-screen 0 1280x1024x24"];
  const bus = ["dbus-run-session", "--", "sh", session, words.marker, words.answer];
  return runSession(test, [...screen, ...bus], environment(home, scene));
}

function environment(home: string, { gnupgHome }: EvolutionScene): NodeJS.ProcessEnv {
  return {
    PATH: process.env["PATH"] ?? "",
    HOME: home,
    XDG_RUNTIME_DIR: join(home, "run"),
    LANG: "C.UTF-8",
    WEBKIT_DISABLE_COMPOSITING_MODE: "1",
    // Its sandbox cannot be made inside a container; the mail it shows here is ours.
    WEBKIT_FORCE_SANDBOX: "0",
    WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1",
    ...(gnupgHome === undefined ? {} : { GNUPGHOME: gnupgHome }),
  };
}

async function runSession(
  test: TestContext,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<EvolutionView> {
  const child = spawn(peer("xvfb-run").path, args, {
    env,
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const said = { out: "", errors: "" };
  child.stdout.on("data", (chunk: Buffer) => (said.out += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (said.errors += chunk.toString()));
  test.after(() => endGroup(child.pid));
  const outcome = await Promise.race([once(child, "exit"), sleep(PATIENCE_MS, [null], { ref: false })]);
  if (outcome[0] !== 0) throw new Error(`Evolution was not driven to the end: ${said.errors}`);
  return JSON.parse(/^\{.*\}$/m.exec(said.out)?.[0] ?? "") as EvolutionView;
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
