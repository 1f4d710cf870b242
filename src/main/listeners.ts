/** Opens the doors for mail that `conclave.toml` names. */
import { chmod, readFile, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { AppError, type Logger } from "#base";
import { listenTarget, type SiteConfig } from "#config";
import { createMailServer, type MailServer, type Reception } from "#wire";

export interface ListenerFacts {
  readonly folder: string;
  readonly config: SiteConfig;
  /** What stands behind a listener that is trusted (S15), or is not. */
  readonly reception: (trusted: boolean) => Reception;
  readonly logger: Logger;
}

/** All of them, or none if one cannot be opened. */
export async function openListeners(facts: ListenerFacts): Promise<readonly MailServer[]> {
  const servers: MailServer[] = [];
  try {
    for (const listener of facts.config.listeners) servers.push(await openListener(facts, listener));
    return servers;
  } catch (thrown) {
    await Promise.all(servers.map((server) => server.close()));
    throw thrown;
  }
}

async function openListener(facts: ListenerFacts, listener: Listener): Promise<MailServer> {
  const { folder, config, logger } = facts;
  const reception = facts.reception(listener.trusted);
  const { protocol, listen, group } = listener;
  const address = { ...listenTarget(folder, listen), ...(await rightsOf(listener)) };
  if (address.kind === "unix" && group !== "") await openWay(folder, address.path);
  const door = { protocol, address, ...(address.kind === "tcp" ? { peers: listener.peers } : {}) };
  const tls = await tlsOf(folder, listener);
  const server = await createMailServer({ ...door, ...tls, hostname: config.hostname, reception, logger });
  logger.info("server.listening", { protocol, at: listen });
  return server;
}

type Listener = SiteConfig["listeners"][number];

async function rightsOf({ mode, group }: Listener): Promise<SocketRights> {
  const rights = { mode: Number.parseInt(mode, 8) };
  return group === "" ? rights : { ...rights, group: await groupId(group) };
}

async function tlsOf(folder: string, { tls_cert_file: cert, tls_key_file: key }: Listener) {
  if (cert === "" && key === "") return {};
  return { tls: { cert: await readPem(folder, cert), key: await readPem(folder, key) } };
}

async function readPem(folder: string, path: string): Promise<string> {
  try {
    return await readFile(resolve(folder, path), "utf8");
  } catch (cause) {
    const publicText = `listeners: “${path}”, named for STARTTLS, cannot be read. Name both tls_cert_file and tls_key_file.`;
    throw new AppError({ code: "bad-config", publicText, cause });
  }
}

/**
 * Whoever named a group wants it to reach the socket: it may pass through the folders on the way, which
 * still cannot be listed. The files in them stay the owner's alone.
 */
async function openWay(folder: string, path: string): Promise<void> {
  // A folder that is not there is told by the attempt to listen.
  if ((await stat(dirname(path)).catch(() => null)) === null) return;
  for (let at = dirname(path); at === folder || at.startsWith(`${folder}/`); at = dirname(at)) {
    await chmod(at, 0o711);
  }
}

interface SocketRights {
  readonly mode: number;
  readonly group?: number;
}

/** A group by number, or by its name in /etc/group. */
async function groupId(group: string): Promise<number> {
  if (/^\d+$/.test(group)) return Number(group);
  const lines = (await readFile("/etc/group", "utf8")).split("\n").map((line) => line.split(":"));
  const found = lines.find(([name]) => name === group)?.[2];
  if (found !== undefined) return Number(found);
  throw new AppError({
    code: "bad-config",
    publicText: `listeners: there is no group ${group}. Its number works too.`,
  });
}
