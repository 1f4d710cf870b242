/**
 * Queries that are built and compiled once per kind of database and kept: from run to run only the values
 * differ. For what is done for every delivery, where building takes longer than the database.
 */
import type { Compilable, CompiledQuery, Kysely, QueryResult } from "kysely";
import { idsParameter } from "./among.ts";
import type { Reader, Transactor } from "./database.ts";
import type { DatabaseKind } from "../migrations/migration.ts";
import type { Schema } from "../schema/schema.ts";

/** What stands in a prepared query for a value that comes with each run. */
export interface Given<Values> {
  <Name extends keyof Values & string>(name: Name): Values[Name];
}

class Placeholder {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

type Build<Tx extends Reader, Values, Row> = (tx: Tx, given: Given<Values>) => Compilable<Row>;

/**
 * A list of ids is one parameter (see `among`).
 *
 * @param build must not depend on anything but its arguments
 */
export function prepareQuery<Tx extends Reader = Transactor, Values extends object = object, Row = unknown>(
  build: Build<Tx, Values, Row>,
): (tx: Tx, values: Values) => Promise<QueryResult<Row>> {
  const compiled: Partial<Record<DatabaseKind, CompiledQuery<Row>>> = {};
  const given = ((name: string) => new Placeholder(name)) as unknown as Given<Values>;
  return (tx, values) => {
    const query = (compiled[tx.kind] ??= build(tx, given).compile());
    const parameters = query.parameters.map((parameter) => valueOf(tx.kind, parameter, values));
    return (tx.query as Kysely<Schema>).executeQuery({ ...query, parameters });
  };
}

function valueOf(kind: DatabaseKind, parameter: unknown, values: object): unknown {
  if (!(parameter instanceof Placeholder)) return parameter;
  const value: unknown = (values as Record<string, unknown>)[parameter.name];
  return Array.isArray(value) ? idsParameter(kind, value as number[]) : value;
}
