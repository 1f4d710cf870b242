import { spawn } from "node:child_process";
import { delimiter, join } from "node:path";

/** The folder of the checkout. */
export const ROOT = join(import.meta.dirname, "..", "..");

export interface Finished {
  readonly code: number;
  /** Both output streams in the order they came. */
  readonly output: string;
}

/** Environment in which `node` and the tools are those that npm brought. */
export function toolEnvironment(): NodeJS.ProcessEnv {
  const bin = join(ROOT, "node_modules", ".bin");
  return { ...process.env, PATH: `${bin}${delimiter}${process.env["PATH"] ?? ""}` };
}

/** Runs a program in the checkout and collects what it prints. */
export function runProgram(command: string, args: readonly string[]): Promise<Finished> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      env: toolEnvironment(),
      stdio: ["ignore", "pipe", "pipe"],
    });
    const chunks: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.on("error", (error) => resolve({ code: 127, output: `${command}: ${error.message}` }));
    child.on("close", (code) => resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString() }));
  });
}
