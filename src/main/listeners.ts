/** Opens the doors for mail that `conclave.toml` names. */
import { chmod, readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { AppError, type Logger } from "#base";
import type { SiteConfig } from "#config";
import { createMailServer, type MailServer, type Reception, type SocketAddress } from "#wire";

export interface ListenerFacts {
  readonly folder: string;
  readonly config: SiteConfig;
  readonly reception: Reception;
  readonly logger: Logger;
}

export async function openListeners({
  folder,
  config,
  reception,
  logger,
}: ListenerFacts): Promise<readonly MailServer[]> {
  const servers: MailServer[] = [];
  for (const { protocol, listen, mode, group } of config.listeners) {
    const rights = {
      mode: Number.parseInt(mode, 8),
      ...(group === "" ? {} : { group: await groupId(group) }),
    };
    const address = listenAddress(folder, listen, rights);
    if (address.kind === "unix" && group !== "") await openWay(folder, address.path);
    servers.push(await createMailServer({ protocol, address, hostname: config.hostname, reception, logger }));
    logger.info("listening", { protocol, at: listen });
  }
  return servers;
}

/** `host:port`, `[v6]:port`, or a path relative to the data folder. */
function listenAddress(folder: string, listen: string, rights: SocketRights): SocketAddress {
  const tcp = /^(?:\[([^\]]+)\]|([^/:]+)):(\d+)$/.exec(listen);
  if (tcp === null) return { kind: "unix", path: resolve(folder, listen), ...rights };
  const port = Number(tcp[3]);
  if (port > 65_535)
    throw new AppError({ code: "bad-config", publicText: `listeners: ${listen} is not a port.` });
  return { kind: "tcp", host: tcp[1] ?? tcp[2] ?? "", port };
}

/**
 * Whoever named a group wants it to reach the socket: it may pass through the folders on the way, which
 * still cannot be listed. The files in them stay the owner's alone.
 */
async function openWay(folder: string, path: string): Promise<void> {
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
