/**
 * Delta Chat's core as its apps drive it: a program of its own that speaks JSON-RPC over stdin and stdout,
 * with an account whose mail comes by IMAP and goes by SMTP. npm brings it (test/programs).
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { TestContext } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { type Peer, peersAreRequired } from "./peers.ts";

const PACKAGE = `@deltachat/stdio-rpc-server-${process.platform}-${process.arch}`;
const PROGRAM = join(import.meta.dirname, "../../../node_modules", PACKAGE, "deltachat-rpc-server");
const PATIENCE_MS = 30_000;

export function deltaChatPeer(): Peer {
  if (existsSync(PROGRAM)) return { path: PROGRAM, skip: false };
  const reason = `${PACKAGE} is not installed (npm ci)`;
  if (peersAreRequired()) throw new Error(`${reason}, and CONCLAVE_PEERS=required`);
  return { path: "", skip: reason };
}

export interface Servers {
  readonly imapPort: number;
  readonly smtpPort: number;
  readonly password: string;
}

/** What the core says of a message; of its fields only those that tests look at. */
export interface ChatMessage {
  readonly chatId: number;
  readonly fromId: number;
  readonly subject: string;
  readonly text: string;
  /** Path of the attachment. */
  readonly file: string | null;
  readonly fileName: string | null;
  /** Encrypted, and signed with the key of the contact that it is shown under. */
  readonly showPadlock: boolean;
  readonly error: string | null;
}

export interface Chat {
  readonly chatType: string;
  readonly canSend: boolean;
  readonly isEncrypted: boolean;
}

export interface DeltaChat {
  readonly version: string;
  /** The account's own public key, armoured, as the core exports it. */
  readonly publicKey: string;
  /** Messages that came in, in order, once there are so many. */
  incoming(count: number): Promise<readonly ChatMessage[]>;
  chat(chatId: number): Promise<Chat>;
  /** "Reply privately": answers in the chat with this contact, quoting the nth incoming message. */
  replyTo(contactId: number, nth: number, text: string): Promise<Chat>;
}

type Call = (method: string, ...params: readonly unknown[]) => Promise<unknown>;

export async function startDeltaChat(
  test: TestContext,
  address: string,
  servers: Servers,
): Promise<DeltaChat> {
  const folder = mkdtempSync(join(tmpdir(), "conclave-delta-"));
  test.after(() => rmSync(folder, { recursive: true, force: true }));
  const call = startCore(test, folder);
  const account = await call("add_account");
  await call("batch_set_config", account, { displayname: "Rita Reader", mdns_enabled: "0" });
  await call("add_or_update_transport", account, transportOf(address, servers));
  await call("start_io", account);
  await call("export_self_keys", account, folder, null);
  const keyFile = readdirSync(folder).find((name) => name.startsWith("public-key")) ?? "";
  const info = (await call("get_system_info")) as Readonly<Record<string, string>>;
  const ids: number[] = [];
  void collect(call, ids);
  const chat = async (id: number): Promise<Chat> => (await call("get_full_chat_by_id", account, id)) as Chat;
  return {
    version: (info["deltachat_core_version"] ?? "").replace(/^v/, ""),
    publicKey: readFileSync(join(folder, keyFile), "utf8"),
    chat,
    async incoming(count) {
      for (const deadline = Date.now() + PATIENCE_MS; ids.length < count; await sleep(50)) {
        if (Date.now() > deadline) throw new Error(`${ids.length} of ${count} messages came`);
      }
      const messages = ids.map((id) => call("get_message", account, id));
      return (await Promise.all(messages)) as readonly ChatMessage[];
    },
    async replyTo(contactId, nth, text) {
      const id = (await call("create_chat_by_contact_id", account, contactId)) as number;
      await call("misc_send_msg", account, id, text, null, null, null, ids[nth]);
      return chat(id);
    },
  };
}

function transportOf(addr: string, { imapPort, smtpPort, password }: Servers) {
  return {
    addr,
    password,
    imapServer: "127.0.0.1",
    imapPort,
    imapSecurity: "plain",
    imapUser: addr,
    smtpServer: "127.0.0.1",
    smtpPort,
    smtpSecurity: "plain",
    smtpUser: addr,
    smtpPassword: password,
    certificateChecks: "acceptInvalidCertificates",
    oauth2: false,
  };
}

/** One JSON object per line, each way; answers come in any order. */
function startCore(test: TestContext, folder: string): Call {
  const env = { DC_ACCOUNTS_PATH: join(folder, "accounts"), RUST_LOG: "error" };
  const child = spawn(deltaChatPeer().path, [], { env, stdio: ["pipe", "pipe", "ignore"] });
  test.after(async () => {
    child.kill();
    await once(child, "exit");
  });
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  createInterface({ input: child.stdout }).on("line", (line) => {
    const answer = JSON.parse(line) as { id: number; result?: unknown; error?: { message: string } };
    if (answer.error === undefined) waiting.get(answer.id)?.resolve(answer.result);
    else waiting.get(answer.id)?.reject(new Error(answer.error.message));
  });
  let count = 0;
  return (method, ...params) => {
    count += 1;
    const answer = Promise.withResolvers<unknown>();
    waiting.set(count, answer);
    child.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", id: count, method, params })}\n`);
    return answer.promise;
  };
}

interface CoreEvent {
  readonly event: { readonly kind: string; readonly msgId?: number };
}

/** Until the core ends: its last question is then never answered. */
async function collect(call: Call, ids: number[]): Promise<void> {
  for (;;) {
    const events = (await call("get_next_event_batch")) as readonly CoreEvent[];
    for (const { event } of events) {
      if (event.kind === "IncomingMsg" && event.msgId !== undefined) ids.push(event.msgId);
    }
  }
}
