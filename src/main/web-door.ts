/** The door for browsers and the links that lead to it, where `conclave.toml` names an address; loaded only then. */
import { createSecretKey } from "node:crypto";
import { OPERATOR } from "#base";
import { listenTarget } from "#config";
import { leaveToken, type LeaveToken, type LinkReader, readLeaveToken } from "#operations";
import { siteSecret } from "#store";
import type { OpenSite } from "./open-site.ts";

export interface LeaveLinks {
  readonly link: (reader: LinkReader) => string;
  /** null: it is not ours, or too old. */
  readonly read: (token: string) => LeaveToken | null;
}

/** null: the site has no address for them. All nodes of a site make the same ones. */
export async function leaveLinks({
  db,
  clock,
  config: { web },
}: Pick<OpenSite, "db" | "clock" | "config">): Promise<LeaveLinks | null> {
  if (web.url === "") return null;
  const secret = createSecretKey(await db.transact((tx) => siteSecret(tx, "leave links")));
  const base = web.url.replace(/\/+$/, "");
  return {
    link: (reader) => `${base}/leave/${leaveToken(secret, reader, clock.now())}`,
    read: (token) => readLeaveToken(secret, token, clock.now()),
  };
}

/** @throws AppError bad-config if it cannot listen there */
export async function startWebDoor(
  site: OpenSite,
  wake: () => void,
): Promise<{ readonly close: () => Promise<void> } | null> {
  const { listen } = site.config.web;
  const links = await leaveLinks(site);
  const target = listenTarget(site.folder, listen);
  if (links === null || target.kind !== "tcp") return null;
  const { openWebDoor } = await import("#web");
  const context = { ...site, actor: OPERATOR, wake, progress: () => {} };
  const door = await openWebDoor({ host: target.host, port: target.port, context, readToken: links.read });
  site.logger.info("server.listening", { protocol: "http", at: `${target.host}:${door.port}` });
  return door;
}
