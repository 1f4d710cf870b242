/**
 * One definition per setting gives the parser, the default, the help text, who may change it and the
 * reference page.
 */
import type { z } from "zod";

export interface Setting<Schema extends z.ZodType = z.ZodType> {
  readonly schema: Schema;
  readonly default: z.output<Schema>;
  readonly group: string;
  /** One or two sentences for the owner who asks what this does. */
  readonly help: string;
  readonly who: "owner" | "operator";
}

export function setting<Schema extends z.ZodType>(definition: Setting<Schema>): Setting<Schema> {
  return definition;
}

export type SettingValues<Table extends Readonly<Record<string, Setting>>> = {
  readonly [Name in keyof Table]: z.output<Table[Name]["schema"]>;
};

/** The value of every setting that nobody changed. */
export function defaultsOf<Table extends Readonly<Record<string, Setting>>>(
  table: Table,
): SettingValues<Table> {
  const pairs = Object.entries(table).map(([name, definition]) => [name, definition.default]);
  return Object.fromEntries(pairs) as SettingValues<Table>;
}
