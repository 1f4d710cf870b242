/**
 * A database without room, so that the real driver says so: SQLite by its own page limit and a filler that
 * takes every free page, PostgreSQL by a trigger that raises what a full disk raises (53100).
 */
import { sql } from "kysely";
import type { Database } from "#store";

/** Which write finds no room. */
export type Stage = "receiving" | "sealing" | "marking";

const TRIGGERS: Readonly<Record<Stage, string>> = {
  receiving: "before insert on inbox for each row",
  sealing: "before insert on body for each row",
  marking: "before update on outbox for each row when (old.state = 'claimed')",
};
const UNLIMITED = 1_073_741_823;

/** Gives what makes room again. */
export async function fillDisk(db: Database, stage: Stage): Promise<() => Promise<void>> {
  return db.kind === "sqlite" ? fillSqlite(db, 0) : refuseWrites(db, stage);
}

/** SQLite only: leaves room for so many pages. */
export async function limitPages(db: Database, pages: number): Promise<() => Promise<void>> {
  return fillSqlite(db, pages);
}

async function fillSqlite(db: Database, spare: number): Promise<() => Promise<void>> {
  await db.transact(async ({ query }) => {
    await sql`create table filler (octets blob not null) strict`.execute(query);
  });
  await db.transact(async ({ query }) => {
    const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(query);
    await sql.raw(`pragma max_page_count = ${Number(rows[0]?.page_count)}`).execute(query);
  });
  while (await takePage(db));
  await setLimit(db, spare);
  return async () => {
    await db.transact(
      async ({ query }) => void (await sql.raw(`pragma max_page_count = ${UNLIMITED}`).execute(query)),
    );
    await db.transact(async ({ query }) => void (await sql`drop table filler`.execute(query)));
  };
}

async function setLimit(db: Database, spare: number): Promise<void> {
  await db.transact(async ({ query }) => {
    const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(query);
    await sql.raw(`pragma max_page_count = ${Number(rows[0]?.page_count) + spare}`).execute(query);
  });
}

async function takePage(db: Database): Promise<boolean> {
  try {
    await db.transact(async ({ query }) => {
      await sql`insert into filler values (zeroblob(4000))`.execute(query);
    });
    return true;
  } catch {
    return false;
  }
}

async function refuseWrites(db: Database, stage: Stage): Promise<() => Promise<void>> {
  const [, table = ""] = / on (\w+)/.exec(TRIGGERS[stage]) ?? [];
  await db.transact(async ({ query }) => {
    const raise = "raise exception 'could not extend file: No space left on device' using errcode = '53100'";
    await sql
      .raw(
        `create or replace function no_room() returns trigger language plpgsql as $$ begin ${raise}; end $$`,
      )
      .execute(query);
    await sql.raw(`create trigger no_room ${TRIGGERS[stage]} execute function no_room()`).execute(query);
  });
  return async () => {
    await db.transact(
      async ({ query }) => void (await sql.raw(`drop trigger no_room on ${table}`).execute(query)),
    );
  };
}
