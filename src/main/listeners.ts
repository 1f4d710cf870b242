/** Opens the doors for mail that `conclave.toml` names. */
import { resolve } from "node:path";
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
  for (const { protocol, listen, mode } of config.listeners) {
    const address = listenAddress(folder, listen, Number.parseInt(mode, 8));
    servers.push(await createMailServer({ protocol, address, hostname: config.hostname, reception, logger }));
    logger.info("listening", { protocol, at: listen });
  }
  return servers;
}

/** `host:port`, `[v6]:port`, or a path relative to the data folder. */
function listenAddress(folder: string, listen: string, mode: number): SocketAddress {
  const tcp = /^(?:\[([^\]]+)\]|([^/:]+)):(\d+)$/.exec(listen);
  if (tcp === null) return { kind: "unix", path: resolve(folder, listen), mode };
  const port = Number(tcp[3]);
  if (port > 65_535)
    throw new AppError({ code: "bad-config", publicText: `listeners: ${listen} is not a port.` });
  return { kind: "tcp", host: tcp[1] ?? tcp[2] ?? "", port };
}
