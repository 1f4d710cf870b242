/**
 * A verb of the system. The doors (CLI, control socket, later web and mail commands) only translate:
 * they name an operation and hand over its input as plain JSON, and get plain JSON or an AppError back.
 */
import type { z } from "zod";
import {
  type Actor,
  AppError,
  type AuthorityFiles,
  type Clock,
  err,
  type Language,
  type Logger,
  type Random,
  type Result,
} from "#base";
import type { OwnTexts } from "#i18n";
import type { DmarcLookUp, MessageCheck, TxtLookUp } from "#domains";
import type { Database } from "#store";
import type { BroughtKeys } from "./members/joining/brought-keys.ts";
import type { ScenarioSite } from "./permission/scenario-site.ts";

export interface Context {
  readonly db: Database;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  /** What the site gives to scenarios. */
  readonly scenarios: ScenarioSite;
  /** Mail servers whose Authentication-Results count, where a listener is trusted (S15). Absent: none. */
  readonly trustedMailServers?: readonly string[];
  /** Asks the DNS; absent: nobody is asked. */
  readonly dmarcPolicy?: DmarcLookUp;
  /** The same of records; absent: nobody answers. */
  readonly txtRecords?: TxtLookUp;
  /** The same of what stands behind a message. */
  readonly checkMessage?: MessageCheck;
  /** Our name in Authentication-Results; absent: we write none. */
  readonly authservId?: string;
  /** For whom it runs. Whether they may have it was asked before. */
  readonly actor: Actor;
  /** The certificates that whoever asks signed with, judged. Absent: none. */
  readonly brought?: BroughtKeys;
  /** Authorities in files of the operator's. Absent: none. */
  readonly authorityFiles?: AuthorityFiles;
  /** Of new lists. Absent: English. */
  readonly language?: Language;
  /** How the operator words what lists say. Absent: as we do. */
  readonly texts?: OwnTexts;
  /** The inbox or the outbox has new work. */
  readonly wake: () => void;
  /** Said now and then by operations that take long. */
  readonly progress: (done: number, total: number) => void;
}

export type Outcome<Output> = Result<Output, AppError>;

export interface OperationDefinition<Schema extends z.ZodType, Output> {
  /** `noun.verb`; stable, logged, and what travels over the control socket. */
  readonly name: string;
  /** One sentence for help texts and the reference. */
  readonly summary: string;
  readonly input: Schema;
  run(context: Context, input: z.output<Schema>): Promise<Outcome<Output>>;
}

export interface Operation<Schema extends z.ZodType, Output> extends OperationDefinition<Schema, Output> {
  /** Checks raw input first; anything thrown on the way becomes an AppError. */
  invoke(context: Context, raw: unknown): Promise<Outcome<Output>>;
}

/** An operation whose types are forgotten: what a table of operations holds. */
export interface AnyOperation {
  readonly name: string;
  readonly summary: string;
  readonly input: z.ZodType;
  invoke(context: Context, raw: unknown): Promise<Outcome<unknown>>;
}

/** A definition with its one way in: raw input is checked, and nothing is thrown. */
export function operation<Schema extends z.ZodType, Output>(
  definition: OperationDefinition<Schema, Output>,
): Operation<Schema, Output> {
  return { ...definition, invoke: (context, raw) => invoke(definition, context, raw) };
}

async function invoke<Schema extends z.ZodType, Output>(
  definition: OperationDefinition<Schema, Output>,
  context: Context,
  raw: unknown,
): Promise<Outcome<Output>> {
  const parsed = definition.input.safeParse(raw);
  if (!parsed.success) return err(badInput(parsed.error));
  try {
    return await definition.run(context, parsed.data);
  } catch (thrown) {
    return err(AppError.fromUnknown(thrown));
  }
}

function badInput(error: z.ZodError): AppError {
  const lines = error.issues.map((issue) => {
    const where = issue.path.filter((step) => typeof step === "string").join(".");
    return where === "" ? issue.message : `${where}: ${issue.message}`;
  });
  return new AppError({ code: "bad-input", publicText: lines.join("\n") });
}
