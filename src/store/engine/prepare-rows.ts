/**
 * Many rows in few statements that are kept: blocks of 256, 128, … 1 rows, so that any number of them needs
 * nine texts at most, each built and compiled once.
 */
import type { Compilable, CompiledQuery, InsertResult, Kysely } from "kysely";
import type { Transactor } from "./database.ts";
import type { DatabaseKind } from "../migrations/migration.ts";
import type { Schema } from "../schema/schema.ts";

const MOST_ROWS = 256;

class Placeholder {
  readonly row: number;
  readonly column: string;

  constructor(row: number, column: string) {
    this.row = row;
    this.column = column;
  }
}

/**
 * Gives how many rows were new.
 *
 * @param build the insertion of some rows, all with the same columns; must not depend on anything but its arguments
 */
export function prepareRows<Row extends object>(
  build: (query: Kysely<Schema>, rows: readonly Row[]) => Compilable<InsertResult>,
): (tx: Transactor, rows: readonly Row[]) => Promise<number> {
  const compiled = new Map<string, CompiledQuery<InsertResult>>();

  const compile = (tx: Transactor, count: number, like: Row): CompiledQuery<InsertResult> => {
    const name = nameOf(tx.kind, count);
    const known = compiled.get(name);
    if (known) return known;
    const rows = Array.from({ length: count }, (_, nth) => placeholders(nth, like));
    const query = build(tx.query, rows).compile();
    compiled.set(name, query);
    return query;
  };

  return async (tx, rows) => {
    let inserted = 0;
    for (let start = 0; start < rows.length;) {
      const count = Math.min(MOST_ROWS, 2 ** Math.floor(Math.log2(rows.length - start)));
      const block = rows.slice(start, start + count);
      const query = compile(tx, count, block[0] as Row);
      const parameters = query.parameters.map((parameter) => valueOf(parameter, block));
      const { numAffectedRows } = await tx.query.executeQuery({ ...query, parameters });
      inserted += Number(numAffectedRows ?? 0n);
      start += count;
    }
    return inserted;
  };
}

function nameOf(kind: DatabaseKind, count: number): string {
  return `${kind} ${count}`;
}

function placeholders<Row extends object>(nth: number, like: Row): Row {
  const names = Object.keys(like);
  return Object.fromEntries(names.map((name) => [name, new Placeholder(nth, name)])) as Row;
}

function valueOf(parameter: unknown, rows: readonly object[]): unknown {
  if (!(parameter instanceof Placeholder)) return parameter;
  return (rows[parameter.row] as Record<string, unknown>)[parameter.column];
}
