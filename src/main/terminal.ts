/** The process's own standard streams as the CLI's terminal. */
import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import type { Bytes } from "#base";
import type { Terminal } from "#cli";

/** What shells say of a program that was ended with Ctrl-C. */
const INTERRUPTED = 130;

export function processTerminal(): Terminal {
  const { stdin, stdout, stderr } = process;
  return {
    out: (text) => void stdout.write(text),
    note: (text) => void stderr.write(text),
    interactive: stdin.isTTY && stderr.isTTY,
    readStdin,
    ask,
    askSecret,
  };
}

/** Stops reading once there is more than `limit`. */
async function readStdin(limit: number): Promise<Bytes> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > limit) break;
  }
  return Buffer.concat(chunks);
}

async function ask(question: string): Promise<string> {
  return questioned(process.stderr, question);
}

/** The question is shown, the answer is not. */
async function askSecret(question: string): Promise<string> {
  process.stderr.write(question);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  try {
    return await questioned(nowhere, "");
  } finally {
    process.stderr.write("\n");
  }
}

async function questioned(output: NodeJS.WritableStream, question: string): Promise<string> {
  const prompt = createInterface({ input: process.stdin, output, terminal: true });
  prompt.once("SIGINT", () => {
    prompt.close();
    process.exit(INTERRUPTED);
  });
  try {
    return await prompt.question(question);
  } finally {
    prompt.close();
  }
}
