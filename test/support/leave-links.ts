/** A server whose copies say links to leave by, and somebody who follows them as mail programs do. */
import type { TestContext } from "node:test";
import { type Logger, silentLogger } from "#base";
import { parseMessage } from "#mime";
import { newServer, type TestServer, type TestServerOptions } from "./server.ts";

const URL_BASE = "https://lists.example.org/mail";
const FORM = { "Content-Type": "application/x-www-form-urlencoded" };

export interface LinkedServer {
  readonly server: TestServer;
  readonly port: number;
  /** The link in the newest copy of somebody, as it is asked for behind the web server; null: there is none. */
  readonly linkOf: (address: string) => string | null;
  readonly look: (path: string) => Promise<Response>;
  /** As a mail program does it, once its user pressed a button. */
  readonly click: (path: string, body?: string) => Promise<Response>;
}

export async function linkedServer(t: TestContext, options: TestServerOptions = {}): Promise<LinkedServer> {
  const site = ["[web]", `url = "${URL_BASE}/"`, 'listen = "127.0.0.1:0"'];
  const opened: string[] = [];
  const info: Logger["info"] = (event, facts) => {
    if (event === "server.listening" && facts?.["protocol"] === "http") opened.push(String(facts["at"]));
  };
  const server = await newServer(t, { ...options, site, logger: { ...silentLogger, info } });
  const port = Number(opened[0]?.split(":").at(-1));
  const at = (path: string) => `http://127.0.0.1:${port}${path}`;
  return {
    server,
    port,
    linkOf: (address) => linkIn(leaveFields(server, address)["list-unsubscribe"]),
    look: (path) => fetch(at(path)),
    async click(path, body = "List-Unsubscribe=One-Click") {
      const answer = await fetch(at(path), { method: "POST", headers: FORM, body });
      await server.drain();
      return answer;
    },
  };
}

/** Both fields of the newest copy, each as often as it stands there. */
export function leaveFields(
  server: TestServer,
  address: string,
): Readonly<Record<string, readonly string[]>> {
  const parsed = parseMessage(server.mailbox(address).at(-1)?.data ?? Buffer.alloc(0));
  const names = ["list-unsubscribe", "list-unsubscribe-post"];
  const values = (name: string) => (parsed.ok ? parsed.value.header.all(name).map(({ value }) => value) : []);
  return Object.fromEntries(names.map((name) => [name, values(name)]));
}

function linkIn(values: readonly string[] | undefined): string | null {
  const link = /<(https:[^>]*)>/.exec(values?.[0] ?? "")?.[1];
  return link?.startsWith(`${URL_BASE}/`) === true ? link.slice(URL_BASE.length) : null;
}
