/**
 * Mozilla's remote protocol, as far as chrome scripts need it: a JSON array after its length in octets and a
 * colon, commands as [0, id, name, parameters], answers as [1, id, error, result].
 */
import { once } from "node:events";
import { createConnection, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

export interface Marionette {
  /** Runs a function's body in the program's own context; its `arguments` end with the callback to answer by. */
  run(script: string, ...args: readonly unknown[]): Promise<unknown>;
  close(): void;
}

const PATIENCE_MS = 60_000;

type Answer = readonly [1, number, { readonly message: string; readonly stacktrace: string } | null, unknown];

export async function connectMarionette(port: number): Promise<Marionette> {
  const socket = await connected(port);
  const command = commands(socket);
  await command("WebDriver:NewSession", { strictFileInteractability: false });
  await command("Marionette:SetContext", { value: "chrome" });
  await command("WebDriver:SetTimeouts", { script: PATIENCE_MS });
  return {
    async run(script, ...args) {
      const parameters = { script, args, sandbox: "system", newSandbox: false };
      const result = await command("WebDriver:ExecuteAsyncScript", parameters);
      return (result as { readonly value: unknown }).value;
    },
    close: () => socket.destroy(),
  };
}

/** The program listens some seconds after its start. */
async function connected(port: number): Promise<Socket> {
  for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline; await sleep(100)) {
    const socket = createConnection({ host: "127.0.0.1", port });
    const answered = await once(socket, "connect").then(
      () => true,
      () => false,
    );
    if (answered) return socket;
  }
  throw new Error(`nobody speaks Marionette on port ${port}`);
}

function commands(socket: Socket): (name: string, parameters: object) => Promise<unknown> {
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let input: Buffer = Buffer.alloc(0);
  socket.on("data", (chunk: Buffer) => {
    input = Buffer.concat([input, chunk]);
    for (let packet = firstPacket(input); packet !== null; packet = firstPacket(input)) {
      input = packet.rest;
      settle(waiting, packet.text);
    }
  });
  let count = 0;
  return (name, parameters) => {
    count += 1;
    const answer = Promise.withResolvers<unknown>();
    waiting.set(count, answer);
    const text = Buffer.from(JSON.stringify([0, count, name, parameters]));
    socket.write(Buffer.concat([Buffer.from(`${text.length}:`), text]));
    return answer.promise;
  };
}

function firstPacket(input: Buffer): { readonly text: string; readonly rest: Buffer } | null {
  const colon = input.indexOf(":");
  const end = colon + 1 + Number(input.subarray(0, Math.max(0, colon)).toString());
  if (colon < 0 || input.length < end) return null;
  return { text: input.subarray(colon + 1, end).toString(), rest: input.subarray(end) };
}

/** The greeting is an object and answers nobody. */
function settle(waiting: Map<number, PromiseWithResolvers<unknown>>, text: string): void {
  const answer = JSON.parse(text) as Answer;
  if (!Array.isArray(answer)) return;
  const [, id, error, result] = answer;
  if (error === null) waiting.get(id)?.resolve(result);
  else waiting.get(id)?.reject(new Error(`${error.message}\n${error.stacktrace}`));
}
