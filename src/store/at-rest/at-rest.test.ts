import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { AppError, asId, type BlobId, type Bytes, equalBytes, systemRandom, utf8 } from "#base";
import { forEachDatabase } from "../../../test/support/database.ts";
import { aBody, aList, fingerprint, mailFor, START } from "../../../test/support/stored.ts";
import type { Place } from "./at-rest.ts";
import { CHUNK_BYTES, loadBlob, moveBlob, storeBlob } from "./blob.ts";
import type { Database, Transactor } from "../engine/database.ts";
import { holdInbox } from "../mail-in/held.ts";
import { insertListSecret } from "../lists/list-secret.ts";
import { newMasterKey } from "./master-key.ts";

const PLACE: Place = { table: "inbox", column: "blob_id", row: 1, purpose: "inbox" };
const sizes = [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES];

function isDamage(error: unknown): boolean {
  return error instanceof AppError && error.code === "bad-data";
}

async function stored(db: Database, bytes: Bytes): Promise<BlobId> {
  return db.transact((tx) => storeBlob(tx, { ...PLACE, listId: null, bytes }));
}

test("a sealed secret opens only where it belongs, and any changed bit is noticed", () => {
  const key = newMasterKey(systemRandom);
  const place = fc.record({ table: fc.string(), column: fc.string(), row: fc.nat(), purpose: fc.string() });
  fc.assert(
    fc.property(fc.uint8Array(), place, fc.nat(), (plain, place, at) => {
      const sealed = key.sealAtRest(place, plain, systemRandom);
      assert.ok(equalBytes(key.openAtRest(place, sealed), plain));
      assert.throws(() => key.openAtRest({ ...place, row: place.row + 1 }, sealed), isDamage);
      assert.throws(() => newMasterKey(systemRandom).openAtRest(place, sealed), isDamage);
      const bit = at % (sealed.length * 8);
      const changed = Buffer.from(sealed);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      assert.throws(() => key.openAtRest(place, changed), isDamage);
    }),
  );
});

forEachDatabase((name, open) => {
  test("blobs of any size come back", async (t) => {
    const db = await open(t);
    const size = fc.oneof(fc.constantFrom(...sizes), fc.nat(2 * CHUNK_BYTES));
    await fc.assert(
      fc.asyncProperty(size, async (size) => {
        const bytes = systemRandom.bytes(size);
        const id = await stored(db, bytes);
        assert.ok(equalBytes(await db.read((tx) => loadBlob(tx, id, PLACE)), bytes));
      }),
      { numRuns: 8 },
    );
  });

  test("a flipped byte anywhere is noticed", async (t) => {
    const db = await open(t);
    const id = await stored(db, systemRandom.bytes(CHUNK_BYTES + 10));
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.constantFrom<"key" | 0 | 1>("key", 0, 1), async (at, where) => {
        await db.transact(async (tx) => {
          await flip(tx, { id, at, where });
          await assert.rejects(loadBlob(tx, id, PLACE), isDamage);
          await flip(tx, { id, at, where });
        });
      }),
      { numRuns: 30 },
    );
    await db.read((tx) => loadBlob(tx, id, PLACE));
  });

  test("chunks that are missing, swapped or cut off are noticed", async (t) => {
    const db = await open(t);
    const id = await stored(db, systemRandom.bytes(3 * CHUNK_BYTES));
    const breaks: ((tx: Transactor) => Promise<unknown>)[] = [
      (tx) => tx.query.deleteFrom("blob_chunk").where("seq", "=", 2).execute(),
      (tx) =>
        tx.query
          .updateTable("blob")
          .set({ size: CHUNK_BYTES * 2 })
          .execute(),
      async (tx) => {
        for (const [from, to] of [
          [0, 7],
          [1, 0],
          [7, 1],
        ] as const) {
          await tx.query.updateTable("blob_chunk").set({ seq: to }).where("seq", "=", from).execute();
        }
      },
    ];
    for (const change of breaks) {
      const attempt = db.transact(async (tx) => {
        await change(tx);
        await loadBlob(tx, id, PLACE);
      });
      await assert.rejects(attempt, isDamage);
    }
  });

  test("a blob belongs to its row, and can be given to another", async (t) => {
    const db = await open(t);
    const bytes = utf8("hello");
    const id = await stored(db, bytes);
    const other: Place = { table: "held", column: "blob_id", row: 9, purpose: "held" };
    await assert.rejects(
      db.read((tx) => loadBlob(tx, id, other)),
      isDamage,
    );
    await db.transact((tx) => moveBlob(tx, id, PLACE, other));
    assert.ok(equalBytes(await db.read((tx) => loadBlob(tx, id, other)), bytes));
    await assert.rejects(
      db.read((tx) => loadBlob(tx, id, PLACE)),
      isDamage,
    );
    await assert.rejects(
      db.read((tx) => loadBlob(tx, asId<BlobId>(77), PLACE)),
      isDamage,
    );
  });

  test("no file of the database holds a word of a message or a key", async (t) => {
    const url = await open.newUrl(t);
    const db = await open(t, { url });
    const word = "xyzzy-marker-word";
    const message = utf8(`Subject: ${word}\r\n\r\n${`${word} `.repeat(30_000)}`);
    await db.transact(async (tx) => {
      const list = await aList(tx);
      const inboxId = await mailFor(tx, list, { message });
      await mailFor(tx, list, { message });
      const clear = { kind: "clear", outer: message, before: message, after: message } as const;
      await aBody(tx, { ...clear, shared: message, listId: list.id });
      await holdInbox(tx, {
        inboxId,
        listId: list.id,
        kind: "held",
        code: "nonmember",
        publicText: "",
        detail: "",
        sender: "",
        heldAt: START,
        until: START,
      });
      const secret = {
        scheme: "openpgp",
        fingerprint: fingerprint("A"),
        secret: message,
        certificates: [],
      } as const;
      const times = { createdAt: START, expiresAt: null, active: true };
      await insertListSecret(tx, { listId: list.id, secret, publicKey: utf8("public"), ...times });
    });
    const dump = name === "sqlite" ? filesOf(url) : await everyRow(db);
    assert.ok(dump.length > 100_000, "looked at nothing");
    assert.ok(dump.includes("team@example.org"), "looked at the wrong thing");
    assert.equal(dump.includes(word), false);
  });
});

interface Flip {
  readonly id: BlobId;
  readonly at: number;
  readonly where: "key" | number;
}

async function flip(tx: Transactor, { id, at, where }: Flip): Promise<void> {
  if (where === "key") {
    const { wrapped_key } = await tx.query
      .selectFrom("blob")
      .selectAll()
      .where("id", "=", id)
      .executeTakeFirstOrThrow();
    await tx.query
      .updateTable("blob")
      .set({ wrapped_key: flipped(wrapped_key, at) })
      .where("id", "=", id)
      .execute();
    return;
  }
  const chunk = tx.query
    .selectFrom("blob_chunk")
    .select("bytes")
    .where("blob_id", "=", id)
    .where("seq", "=", where);
  const { bytes } = await chunk.executeTakeFirstOrThrow();
  await tx.query
    .updateTable("blob_chunk")
    .set({ bytes: flipped(bytes, at) })
    .where("blob_id", "=", id)
    .where("seq", "=", where)
    .execute();
}

function flipped(bytes: Bytes, at: number): Bytes {
  const changed = Buffer.from(bytes);
  const index = at % changed.length;
  changed[index] = (changed[index] ?? 0) ^ (1 + (at % 255));
  return changed;
}

/** The database itself, its write-ahead log and its shared memory. */
function filesOf(url: string): string {
  const folder = dirname(url.slice("sqlite:".length));
  const files = readdirSync(folder);
  assert.ok(files.some((file) => file.endsWith("-wal")));
  return files.map((file) => readFileSync(`${folder}/${file}`, "latin1")).join("");
}

async function everyRow(db: Database): Promise<string> {
  return db.read(async (tx) => {
    const tables = [
      "list",
      "list_secret",
      "inbox",
      "held",
      "blob",
      "blob_chunk",
      "body",
      "body_chunk",
    ] as const;
    const texts: string[] = [];
    for (const table of tables) {
      for (const row of await tx.query.selectFrom(table).selectAll().execute()) {
        for (const value of Object.values(row)) {
          texts.push(Buffer.isBuffer(value) ? value.toString("latin1") : String(value));
        }
      }
    }
    return texts.join("\n");
  });
}
