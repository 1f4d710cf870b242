/**
 * A Postfix of a test's own: folder, queue and port are its own, the system's is left alone. What is not
 * for a list goes to the sink. It runs as root, as Postfix must, and ends with the test.
 */
import { spawn, spawnSync } from "node:child_process";
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { once } from "node:events";
import type { TestContext } from "node:test";
import type { Envelope, RecipientResult } from "#wire";
import type { Bytes } from "#base";
import { peer, type Peer } from "./peers.ts";
import { submitBySmtp, untilItAnswers } from "./submit.ts";

export interface PostfixOptions {
  readonly port: number;
  /** Where mail goes that no entry of `transports` is for. */
  readonly sinkPort: number;
  /** Address or domain and its transport, as in transport(5). */
  readonly transports: Readonly<Record<string, string>>;
  /** Address and what it stands for, as in virtual(5). */
  readonly aliases?: Readonly<Record<string, string>>;
  /** Further lines of master.cf. */
  readonly services?: readonly string[];
}

export interface Postfix {
  /** Hands it a message by SMTP. */
  submit(envelope: Omit<Envelope, "eightBit">, message: Bytes): Promise<readonly RecipientResult[]>;
  /** What it logged so far. */
  log(): string;
  /** Tries at once what it put off. */
  flush(): void;
}

const STANDARD_SERVICES = [
  "pickup unix n - n 60 1 pickup",
  "cleanup unix n - n - 0 cleanup",
  "qmgr unix n - n 300 1 qmgr",
  "rewrite unix - - n - - trivial-rewrite",
  "bounce unix - - n - 0 bounce",
  "defer unix - - n - 0 bounce",
  "trace unix - - n - 0 bounce",
  "flush unix n - n 1000? 0 flush",
  "anvil unix - - n - 1 anvil",
  "smtp unix - - n - - smtp",
  "relay unix - - n - - smtp",
  "error unix - - n - - error",
  "retry unix - - n - - error",
  "postlog unix-dgram n - n - 1 postlogd",
];

/** Postfix, or why its tests are skipped. */
export function postfixPeer(): Peer {
  const found = peer("postfix");
  if (found.skip !== false || process.getuid?.() === 0) return found;
  return { ...found, skip: "Postfix only runs if root starts it" };
}

export async function startPostfix(test: TestContext, options: PostfixOptions): Promise<Postfix> {
  const folder = mkdtempSync(join(tmpdir(), "conclave-postfix-"));
  writeFolder(folder, options);
  const logFile = join(folder, "log");
  const log = (): string => readFileSync(logFile, "utf8");
  await command(folder, "start");
  test.after(async () => {
    await command(folder, "stop");
    rmSync(folder, { recursive: true, force: true });
  });
  await untilItAnswers("Postfix", options.port, log);
  return {
    log,
    submit: (envelope, message) => submitBySmtp(options.port, envelope, message),
    flush: () => void spawnSync("/usr/sbin/postqueue", ["-c", folder, "-f"]),
  };
}

/** Nothing of ours is left open in what it starts, so that nobody waits for it. */
async function command(folder: string, verb: "start" | "stop"): Promise<void> {
  await once(spawn(postfixPeer().path, ["-c", folder, verb], { stdio: "ignore" }), "exit");
}

function writeFolder(folder: string, options: PostfixOptions): void {
  chmodSync(folder, 0o711);
  const [queue, data] = [join(folder, "queue"), join(folder, "data")];
  for (const path of [queue, data]) mkdirSync(path, { mode: 0o755 });
  const { uid, gid } = postfixUser();
  chownSync(data, uid, gid);
  writeFileSync(join(folder, "log"), "");
  writeFileSync(join(folder, "main.cf"), `${mainCf(folder, options).join("\n")}\n`);
  const services = [
    `${options.port} inet n - n - - smtpd`,
    ...STANDARD_SERVICES,
    ...(options.services ?? []),
  ];
  writeFileSync(join(folder, "master.cf"), `${services.join("\n")}\n`);
}

function mainCf(folder: string, { sinkPort, transports, aliases = {} }: PostfixOptions): readonly string[] {
  const inline = (table: Readonly<Record<string, string>>): string =>
    Object.entries(table)
      .map(([key, value]) => `{ ${key} = ${value} }`)
      .join(" ");
  return [
    "compatibility_level = 3.6",
    `queue_directory = ${folder}/queue`,
    `data_directory = ${folder}/data`,
    `maillog_file = ${folder}/log`,
    `maillog_file_prefixes = ${folder}`,
    "myhostname = mx.example.org",
    "inet_interfaces = 127.0.0.1",
    "inet_protocols = ipv4",
    "smtp_dns_support_level = disabled",
    "mydestination =",
    "alias_maps =",
    "local_recipient_maps =",
    "recipient_delimiter = +",
    `relayhost = [127.0.0.1]:${sinkPort}`,
    `transport_maps = inline:{ ${inline(transports)} }`,
    `virtual_alias_maps = inline:{ ${inline(aliases)} }`,
  ];
}

function postfixUser(): { readonly uid: number; readonly gid: number } {
  const line = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .find((one) => one.startsWith("postfix:"));
  const [, , uid, gid] = line?.split(":") ?? [];
  return { uid: Number(uid), gid: Number(gid) };
}
