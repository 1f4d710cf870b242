/** Does the server run, do its doors answer, and does the relay? */
import { connect } from "node:net";
import { listenTarget, type ListenTarget, type SiteConfig } from "#config";
import type { Finding } from "#operations";
import type { Site } from "../cli-ports.ts";
import { examineTrust } from "./examine-trust.ts";

const PATIENCE_MS = 3000;

export async function examineSockets(site: Site, config: SiteConfig): Promise<readonly Finding[]> {
  const serving = await site.isServing();
  const server: Finding = serving
    ? { level: "ok", about: "server", text: "it runs", todo: "" }
    : { level: "warn", about: "server", text: "it does not run", todo: "conclave serve" };
  const doors = serving ? config.listeners.map((door) => examineDoor(site.folder, door)) : [];
  const web = serving && config.web.url !== "" ? [await examineWeb(site.folder, config.web)] : [];
  const trust = examineTrust(config);
  return [server, ...trust, ...(await Promise.all(doors)), ...web, await examineRelay(config.relay)];
}

async function examineDoor(folder: string, door: SiteConfig["listeners"][number]): Promise<Finding> {
  const about = `${door.protocol.toUpperCase()} door`;
  const why = await whyNoAnswer(listenTarget(folder, door.listen));
  if (why === null) return { level: "ok", about, text: `${door.listen} answers`, todo: "" };
  const todo = "look into the server's log, then start it again";
  return { level: "fail", about, text: `${door.listen} does not answer (${why})`, todo };
}

/** Whether people reach it is for the web server in front of it to say. */
async function examineWeb(folder: string, { url, listen }: SiteConfig["web"]): Promise<Finding> {
  const why = await whyNoAnswer(listenTarget(folder, listen));
  const text = `${listen} answers; your web server passes ${url}/leave/ on to it`;
  if (why === null) return { level: "ok", about: "web door", text, todo: "" };
  const todo = "look into the server's log, then start it again";
  return { level: "fail", about: "web door", text: `${listen} does not answer (${why})`, todo };
}

async function examineRelay({ host, port }: SiteConfig["relay"]): Promise<Finding> {
  const why = await whyNoAnswer({ kind: "tcp", host, port });
  const where = `${host}:${port}`;
  if (why === null) return { level: "ok", about: "relay", text: `${where} answers`, todo: "" };
  const text = `${where} does not answer (${why}): mail waits until it does`;
  return {
    level: "fail",
    about: "relay",
    text,
    todo: "start the mail server, or set [relay] in conclave.toml",
  };
}

/** null: somebody accepted the connection; else the system's reason. */
function whyNoAnswer(target: ListenTarget): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = connect(target);
    const done = (why: string | null) => {
      socket.destroy();
      resolve(why);
    };
    socket.setTimeout(PATIENCE_MS, () => done("no answer in time"));
    socket.once("connect", () => done(null));
    socket.once("error", (error: NodeJS.ErrnoException) => done(error.code ?? error.message));
  });
}
