/**
 * An Exim of a test's own, with the configuration that the operators' guide prints. Folder, spool and port are its own,
 * the system's is left alone. Mail that is not for a list goes to the sink, or into a folder for a reader here.
 */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import type { Bytes } from "#base";
import type { Envelope, RecipientResult } from "#wire";
import { peer, type Peer, peersAreRequired } from "./peers.ts";
import { submitBySmtp, untilItAnswers } from "./submit.ts";

const GUIDE = join(import.meta.dirname, "..", "..", "..", "docs/guides/operators/mail-server.md");
/** The name that Debian's Exim looks up at every start; the package makes it. */
const USER = "Debian-exim";

export interface EximOptions {
  readonly port: number;
  /** Where Conclave listens for LMTP. */
  readonly lmtpPort: number;
  /** Where mail goes that is neither for a list nor for a reader. */
  readonly sinkPort: number;
  /** People in the domain of a list, by what stands before the @. */
  readonly neighbours: readonly string[];
  /** An address whose mail goes into the maildir `folder`/`reader`. */
  readonly reader: string;
}

export interface Exim {
  readonly folder: string;
  /** What a mail program calls as its sendmail. */
  readonly sendmail: string;
  /** Hands it a message by SMTP, as a host of the outer world. */
  submit(envelope: Omit<Envelope, "eightBit">, message: Bytes): Promise<readonly RecipientResult[]>;
  /** Its main log so far. */
  log(): string;
  /** Recipients that it has not got rid of. */
  waiting(): readonly string[];
  /** Tries at once what it put off. */
  flush(): Promise<void>;
}

/** Exim, or why its tests are skipped. */
export function eximPeer(): Peer {
  const found = peer("exim4");
  if (found.skip !== false || userIds() !== null) return found;
  const why = `Exim only starts where there is a user ${USER}`;
  if (peersAreRequired()) throw new Error(`${why}, but CONCLAVE_PEERS=required`);
  return { ...found, skip: why };
}

export async function startExim(test: TestContext, options: EximOptions): Promise<Exim> {
  const folder = mkdtempSync(join(tmpdir(), "conclave-exim-"));
  chmodSync(folder, 0o755);
  for (const part of ["spool", "log", "reader"]) ownedFolder(join(folder, part));
  const config = join(folder, "exim4.conf");
  writeFileSync(config, configuration(folder, options), { mode: 0o644 });
  const program = eximPeer().path;
  const start = (word: string) => spawn(program, ["-C", config, word], { stdio: "ignore", cwd: folder });
  const daemon = start("-bdf");
  test.after(async () => {
    await end(daemon);
    rmSync(folder, { recursive: true, force: true });
  });
  const log = (): string => read(join(folder, "log", "main")) + read(join(folder, "log", "panic"));
  await untilItAnswers("Exim", options.port, log);
  const queue = (): string => spawnSync(program, ["-C", config, "-bp"], { cwd: folder }).stdout.toString();
  return {
    folder,
    sendmail: `${program} -C ${config} -oem -oi`,
    submit: (envelope, message) => submitBySmtp(options.port, envelope, message),
    log,
    waiting: () => (queue().match(/^ {10}\S+@\S+$/gm) ?? []).map((line) => line.trim()),
    flush: async () => void (await once(start("-qff"), "exit")),
  };
}

/** The configuration as the guide prints it. */
function guidesConfiguration(): string {
  const [, block] = /^```exim\n([\s\S]*?)^```$/m.exec(readFileSync(GUIDE, "utf8")) ?? [];
  if (block === undefined) throw new Error("the operators' guide has no configuration for Exim");
  return block;
}

/** The guide's, with folders and ports of the test's own, and the test's world in place of the Internet. */
function configuration(folder: string, options: EximOptions): string {
  const { port, lmtpPort, sinkPort, neighbours, reader } = options;
  const [localPart, domain] = reader.split("@");
  const own = [
    `exim_path = ${eximPeer().path}`,
    `spool_directory = ${folder}/spool`,
    `log_file_path = ${folder}/log/%s`,
    `pid_file_path = ${folder}/spool/exim.pid`,
    "local_interfaces = 127.0.0.1",
    `daemon_smtp_ports = ${port}`,
    `exim_user = ${ids().uid}`,
    `exim_group = ${ids().gid}`,
    // A copy of the program without the right to become root again delivers as the user that it is.
    "deliver_drop_privilege",
  ];
  const aside = `neighbours:\n  driver = manualroute\n  local_parts = ${neighbours.join(" : ")}\n  route_list = * 127.0.0.1\n  self = send\n  transport = sink`;
  const routers = [
    `reader:\n  driver = accept\n  domains = ${domain}\n  local_parts = ${localPart}\n  transport = reader`,
    "sink:\n  driver = manualroute\n  route_list = * 127.0.0.1\n  self = send\n  transport = sink\n  no_more",
  ];
  const transports = [
    `reader:\n  driver = appendfile\n  directory = ${folder}/reader\n  maildir_format\n  user = ${ids().uid}\n  group = ${ids().gid}\n  mode = 0644`,
    `sink:\n  driver = smtp\n  port = ${sinkPort}\n  allow_localhost`,
  ];
  const changes = [
    [
      "domainlist list_domains = lists.example.org",
      "domainlist list_domains = lists.example.org : example.org",
    ],
    ["# Conclave: before dnslookup\n", `${aside}\n\n`],
    ["port = 8024", `port = ${lmtpPort}`],
    ["\nworld:\n  driver = dnslookup", `\n${routers.join("\n\n")}\n\nworld:\n  driver = dnslookup`],
    ["begin transports\n", `begin transports\n\n${transports.join("\n\n")}\n`],
  ] as const;
  const guides = changes.reduce((text, [place, instead]) => put(text, place, instead), guidesConfiguration());
  return [...own, guides].join("\n");
}

/** Fails where the guide does not have exactly one place for it. */
function put(text: string, place: string, instead: string): string {
  const parts = text.split(place);
  if (parts.length !== 2) throw new Error(`${parts.length - 1} times in the guide's configuration: ${place}`);
  return parts.join(instead);
}

/** Root gives its folders to Exim's user; anybody else runs Exim as themselves. */
function ownedFolder(path: string): void {
  mkdirSync(path, { mode: 0o755 });
  if (process.getuid?.() === 0) chownSync(path, ids().uid, ids().gid);
}

interface Ids {
  readonly uid: number;
  readonly gid: number;
}

function ids(): Ids {
  const own = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
  return own.uid === 0 ? (userIds() ?? own) : own;
}

function userIds(): Ids | null {
  const users = readFileSync("/etc/passwd", "utf8").split("\n");
  const [, , uid, gid] = users.find((line) => line.startsWith(`${USER}:`))?.split(":") ?? [];
  return uid === undefined || gid === undefined ? null : { uid: Number(uid), gid: Number(gid) };
}

async function end(daemon: ChildProcess): Promise<void> {
  if (daemon.exitCode !== null || daemon.signalCode !== null) return;
  daemon.kill("SIGTERM");
  await once(daemon, "exit");
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
