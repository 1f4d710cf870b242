/** One run of one command: where it works, and how it says what came of it. */
import type { z } from "zod";
import { AppError } from "#base";
import type { Operation } from "#operations";
import type { CliPorts, OnProgress, Site, Terminal } from "./cli-ports.ts";
import { printable, printableJson, printableLines } from "./show/printable.ts";
import { progressLine } from "./show/progress-line.ts";

export interface GlobalOptions {
  readonly data?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** What commander gives to an action as its last argument, as far as it matters here. */
export interface HasGlobalOptions {
  optsWithGlobals(): object;
}

export class Session {
  readonly site: Site;
  readonly terminal: Terminal;
  readonly ports: CliPorts;
  readonly #options: GlobalOptions;

  constructor(ports: CliPorts, command: HasGlobalOptions) {
    this.#options = command.optsWithGlobals();
    this.ports = ports;
    this.terminal = ports.terminal;
    this.site = ports.site(this.#options.data);
  }

  /** Whether a person sits there who can be asked something. */
  get asks(): boolean {
    return this.terminal.interactive && this.#options.json !== true;
  }

  /** Whether a program reads the result. */
  get asksForJson(): boolean {
    return this.#options.json === true;
  }

  /** Runs an operation with a progress line on a terminal; throws the AppError of a refusal. */
  async run<Schema extends z.ZodType, Output>(
    operation: Operation<Schema, Output>,
    input: z.input<Schema>,
  ): Promise<Output> {
    const { onProgress, done } = this.progress(operation.summary);
    try {
      const outcome = await this.site.call(operation, input, onProgress);
      if (!outcome.ok) throw outcome.error;
      return outcome.value;
    } finally {
      done();
    }
  }

  /** The result: JSON for programs, else what `human` makes of it, with the next step in a line of its own. */
  print<Output>(value: Output, human: (value: Output) => string): void {
    const text = this.#options.json === true ? printableJson(value, 2) : printableLines(human(value));
    if (text !== "") this.terminal.out(`${text}\n`);
  }

  /** One of several results, as soon as it is there: a line of JSON, or lines for people with an empty one behind. */
  printOne<Output>(value: Output, human: (value: Output) => readonly string[]): void {
    const text =
      this.#options.json === true ? printableJson(value) : `${human(value).map(printable).join("\n")}\n`;
    this.terminal.out(`${text}\n`);
  }

  /** Said even to programs, which find it on standard error: the result is less than it could be. */
  warn(text: string): void {
    this.terminal.note(`conclave: ${printable(text)}\n`);
  }

  /** Said beside the result, unless a program or `--quiet` listens. */
  hint(text: string): void {
    if (this.#options.json !== true && this.#options.quiet !== true) this.terminal.note(`${text}\n`);
  }

  private progress(what: string): { onProgress: OnProgress; done: () => void } {
    const silent = !this.terminal.interactive || this.#options.json === true || this.#options.quiet === true;
    return silent ? { onProgress: () => {}, done: () => {} } : progressLine(this.terminal, what);
  }
}

/** The command line cannot mean anything: bad-input, with the next step in its text. */
export function usageError(text: string): AppError {
  return new AppError({ code: "bad-input", publicText: text });
}
