/**
 * A numbered step forward. The text is neutral between the engines: `{id}` is a primary key that is never
 * reused, `{bytes}` octets, `{strict}` ends a table. A released migration never changes.
 */
export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly statements: readonly string[];
}

export type DatabaseKind = "sqlite" | "postgres";

const WORDS: Record<DatabaseKind, Readonly<Record<string, string>>> = {
  sqlite: { id: "integer primary key autoincrement", bytes: "blob", int: "integer", strict: "strict" },
  postgres: {
    id: "bigint generated always as identity primary key",
    bytes: "bytea",
    int: "bigint",
    strict: "",
  },
};

/** The statement in one engine's words. */
export function inDialect(kind: DatabaseKind, statement: string): string {
  return statement.replace(/\{(\w+)\}/g, (_, word: string) => WORDS[kind][word] ?? "").trim();
}
