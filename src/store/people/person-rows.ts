/** What the database holds of a person, table by table, as plain values. */
import { sql } from "kysely";
import { view } from "#base";
import type { Reader } from "../engine/database.ts";
import { allLists } from "../lists/list.ts";
import type { Person } from "./person.ts";
import { PERSON_TABLES, type Theirs } from "./person-tables.ts";

type Value = string | number | null;
export type PersonRow = Readonly<Record<string, Value>>;

export interface PersonTable {
  readonly table: string;
  readonly rows: readonly PersonRow[];
  /** Why erasing leaves them, or makes them nobody's; null: they go. */
  readonly stays: string | null;
}

/** Tables with something of theirs. */
export async function personTables(tx: Reader, person: Person): Promise<readonly PersonTable[]> {
  const found: PersonTable[] = [];
  const lists = new Map((await allLists(tx)).map(({ id, address }) => [Number(id), address]));
  for (const [table, rule] of Object.entries(PERSON_TABLES)) {
    if ("nothing" in rule) continue;
    const rows = await rowsOf(tx, table, { rule, person, lists });
    const stays = rule.erased === "goes" ? null : rule.erased.stays;
    if (rows.length > 0) found.push({ table, rows, stays });
  }
  return found;
}

interface Asked {
  readonly rule: Theirs;
  readonly person: Person;
  /** Addresses by number. */
  readonly lists: ReadonlyMap<number, string>;
}

async function rowsOf(
  tx: Reader,
  table: string,
  { rule, person, lists }: Asked,
): Promise<readonly PersonRow[]> {
  const columns = sql.join(rule.shown.map((name) => sql.ref(name)));
  const chosen = sql<
    Record<string, unknown>
  >`(select ${columns} from ${sql.table(table)} where ${rule.where(person)})`;
  const rows = await tx.query.selectFrom(chosen.as("theirs")).selectAll().execute();
  return rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) =>
        name === "list_id" ? ["list", lists.get(Number(value)) ?? null] : [name, plain(name, value)],
      ),
    ),
  );
}

const IS_TIME = /(?:^|_)(?:at|until|start)$/;

/** Times as ISO 8601, octets as base64. */
function plain(name: string, value: unknown): Value {
  if (value instanceof Uint8Array) return view(value).toString("base64");
  if (typeof value === "number") return IS_TIME.test(name) ? new Date(value).toISOString() : value;
  return typeof value === "string" ? value : null;
}
