/**
 * A Dovecot of a test's own: IMAP on a port of its own, a Maildir per address, the system's is left alone.
 * Started by root it reads mail as Debian's user of that name, by anybody else as themselves.
 */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createConnection } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { Bytes } from "#base";
import { freePort } from "../free-port.ts";
import { peer } from "./peers.ts";

export interface Dovecot {
  readonly port: number;
  /** Any address may log in with it. */
  readonly password: string;
  /** Puts a message into somebody's inbox. */
  deliver(address: string, message: Bytes): void;
  log(): string;
}

const PASSWORD = "geheim";

export async function startDovecot(test: TestContext): Promise<Dovecot> {
  const folder = mkdtempSync(join(tmpdir(), "cd-"));
  const port = await freePort();
  const config = join(folder, "dovecot.conf");
  writeFileSync(config, configOf(folder, port));
  mkdirSync(join(folder, "mail"));
  openFor(folder);
  const child = spawn(peer("dovecot").path, ["-F", "-c", config], { stdio: "ignore" });
  test.after(async () => {
    await ended(child);
    rmSync(folder, { recursive: true, force: true });
  });
  const log = (): string => readFileSync(join(folder, "log"), "utf8");
  await untilItAnswers(port, child);
  let delivered = 0;
  return {
    port,
    password: PASSWORD,
    log,
    deliver(address, message) {
      const maildir = join(folder, "mail", address);
      for (const part of ["cur", "new", "tmp"]) mkdirSync(join(maildir, part), { recursive: true });
      delivered += 1;
      const name = `${delivered}.conclave.test`;
      writeFileSync(join(maildir, "tmp", name), message);
      openFor(maildir);
      renameSync(join(maildir, "tmp", name), join(maildir, "new", name));
    },
  };
}

const isRoot = (): boolean => process.getuid?.() === 0;

/** Dovecot reads no mail as root. */
function openFor(folder: string): void {
  if (isRoot()) spawnSync("chown", ["-R", "dovecot:dovecot", folder]);
  chmodSync(folder, 0o755);
}

function configOf(folder: string, port: number): string {
  const me = userInfo().username;
  const [login, internal, group] = isRoot() ? ["dovenull", "dovecot", "dovecot"] : [me, me, ""];
  return `
protocols = imap
listen = 127.0.0.1
base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/log
default_login_user = ${login}
default_internal_user = ${internal}
${group === "" ? "" : `default_internal_group = ${group}`}
ssl = no
disable_plaintext_auth = no
auth_mechanisms = plain login
mail_uid = ${internal}
${group === "" ? "" : `mail_gid = ${group}`}
first_valid_uid = 0
first_valid_gid = 0
mail_home = ${folder}/mail/%u
mail_location = maildir:${folder}/mail/%u
namespace inbox {
  inbox = yes
}
passdb {
  driver = static
  args = password=${PASSWORD}
}
userdb {
  driver = static
  args = uid=${internal} home=${folder}/mail/%u
}
service anvil {
  chroot =
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
service stats {
  chroot =
}
`;
}

async function untilItAnswers(port: number, child: ChildProcess): Promise<void> {
  for (const deadline = Date.now() + 20_000; Date.now() < deadline && child.exitCode === null;) {
    const socket = createConnection({ host: "127.0.0.1", port });
    const said = await Promise.race([
      once(socket, "data").then(String, () => ""),
      once(socket, "error").then(() => ""),
    ]);
    socket.destroy();
    if (said.startsWith("* OK")) return;
    await sleep(50);
  }
  throw new Error("Dovecot does not answer");
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  child.kill("SIGTERM");
  await once(child, "exit");
}
