/** The process's own standard streams as the CLI's terminal. */
import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { buffer } from "node:stream/consumers";
import type { Terminal } from "#cli";

export function processTerminal(): Terminal {
  const { stdin, stdout, stderr } = process;
  return {
    out: (text) => void stdout.write(text),
    note: (text) => void stderr.write(text),
    interactive: stdin.isTTY && stderr.isTTY,
    readStdin: () => buffer(stdin),
    askSecret,
  };
}

/** The question is shown, the answer is not. */
async function askSecret(question: string): Promise<string> {
  process.stderr.write(question);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const prompt = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  try {
    return await prompt.question("");
  } finally {
    prompt.close();
    process.stderr.write("\n");
  }
}
