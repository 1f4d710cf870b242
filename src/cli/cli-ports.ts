/** What the command line needs from the composition root: the world outside, handed in. */
import type { z } from "zod";
import type { Bytes, Clock } from "#base";
import type { SiteConfig } from "#config";
import type { OwnTextsRead } from "#i18n";
import type { Operation, Outcome } from "#operations";

export interface Terminal {
  /** Standard output: results. */
  out(text: string): void;
  /** Standard error: notes, progress and errors. */
  note(text: string): void;
  readonly interactive: boolean;
  /** All of standard input, or more than `limit` octets of it. */
  readStdin(limit: number): Promise<Bytes>;
  /** Asks for a line; only if `interactive`. */
  ask(question: string): Promise<string>;
  /** Asks without showing what is typed; only if `interactive`. */
  askSecret(question: string): Promise<string>;
}

export type OnProgress = (done: number, total: number) => void;

/** One data folder, with or without a running server. */
export interface Site {
  readonly folder: string;
  /** By the running server if there is one, else on the database itself. */
  call<Schema extends z.ZodType, Output>(
    operation: Operation<Schema, Output>,
    input: z.input<Schema>,
    onProgress: OnProgress,
  ): Promise<Outcome<Output>>;
  /** Makes folder, configuration, master key and database where they are missing; says what it made. */
  initialise(): Promise<readonly string[]>;
  /** Runs until it is told to stop. */
  serve(): Promise<void>;
  config(): Promise<SiteConfig>;
  /** Whether a server answers on the control socket. */
  isServing(): Promise<boolean>;
  /** The operator's own wordings, and what is wrong with them. */
  texts(): Promise<OwnTextsRead>;
}

export interface CliPorts {
  readonly terminal: Terminal;
  readonly clock: Clock;
  readonly version: string;
  /** Shows on real mail what the server does; false if something did not hold. */
  demo(write: (text: string) => void): Promise<boolean>;
  /** @param folder what `--data` said; undefined: the environment's or the default one */
  site(folder: string | undefined): Site;
}
