import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import fc from "fast-check";
import { type Bytes, concatBytes, utf8, view } from "#base";
import { RelaxedBodyHash } from "#domains";
import { encodeBase64Lines } from "#mime";
import type { NewBody } from "#store";
import { forEachDatabase } from "../../test/support/database.ts";
import { aBody } from "../../test/support/stored.ts";
import { base64Stream, StoredMessage } from "./stored-message.ts";

test("base64 over any chunking is the base64 of the whole", async () => {
  const octets = fc.uint8Array({ maxLength: 200 });
  await fc.assert(
    fc.asyncProperty(octets, fc.array(octets, { maxLength: 6 }), async (head, chunks) => {
      const out: Uint8Array[] = [];
      for await (const part of base64Stream(head, chunked(chunks))) out.push(part);
      const whole = encodeBase64Lines(concatBytes(head, ...chunks));
      assert.equal(concatBytes(...out).toString(), whole.toString());
    }),
    { numRuns: 300 },
  );
});

forEachDatabase((_name, open) => {
  async function stored(t: TestContext, change: Partial<NewBody> = {}): Promise<StoredMessage> {
    const db = await open(t);
    const id = await db.transact((tx) => aBody(tx, change));
    const message = await StoredMessage.load(db, id);
    assert.ok(message);
    return message;
  }

  test("a bare CR or LF anywhere keeps a message from being sent, in the fields of one member too", async (t) => {
    const row = { head: utf8("head"), memberFields: utf8("X-Member: one\r\n") };
    const sound = await stored(t);
    assert.equal(sound.outgoing(row).bare, false);
    for (const fields of ["X-Member: one\n", "X-Member: one\rBcc: two\r\n", "X-Member: one\n.\r\n"])
      assert.equal(sound.outgoing({ ...row, memberFields: utf8(fields) }).bare, true, fields);
    assert.equal((await stored(t, { outer: utf8("To: team\n@example.org\r\n") })).outgoing(row).bare, true);
    assert.equal((await stored(t, { shared: utf8("a\nb\r\n") })).outgoing(row).bare, true);
  });

  test("lines behind heads of one length are encoded once, and only those of a few lengths are kept", async (t) => {
    const message = await stored(t, { encoding: "base64", shared: utf8("shared ".repeat(100)) });
    const lines = (length: number): Bytes => {
      const { chunks } = message.outgoing({ head: new Uint8Array(length), memberFields: utf8("") });
      return [...(chunks as Iterable<Bytes>)][2] as Bytes;
    };
    const kept = [1, 2, 3, 4].map(lines);
    assert.ok([1, 2, 3, 4].every((length, nth) => lines(length) === kept[nth]));
    lines(5);
    assert.notEqual(lines(1), kept[0]);
    assert.deepEqual(lines(1), kept[0]);
  });

  for (const encoding of ["base64", "as-is"] as const)
    test(`what is hashed for signatures is the body as it goes out, kept or read anew (${encoding})`, async (t) => {
      for (const octets of [1000, 1_500_000]) {
        const change = { before: utf8("be  fore\r\n"), after: utf8("\r\n\r\n"), encoding };
        const message = await stored(t, {
          ...change,
          kind: "sealed",
          shared: new Uint8Array(octets).fill(65),
        });
        for (const head of [utf8(""), utf8("head of one"), utf8("another")]) {
          const { chunks } = message.outgoing({ head, memberFields: utf8("") });
          const sent: Bytes[] = [];
          for await (const piece of chunks) sent.push(piece);
          const all = concatBytes(...sent);
          const body = all.subarray(all.length - bodyLength(all));
          const hash = new RelaxedBodyHash();
          hash.update(body);
          const hashed = await message.bodyHash(head, () => new RelaxedBodyHash());
          assert.deepEqual(hashed, hash.digest(), `${octets} ${head.length}`);
        }
      }
    });

  for (const encoding of ["base64", "as-is"] as const)
    test(`a relay that takes everything at once leaves the event loop to others (${encoding})`, async (t) => {
      const message = await stored(t, { kind: "sealed", encoding, shared: new Uint8Array(3_000_000) });
      const { chunks } = message.outgoing({ head: utf8("head"), memberFields: utf8("") });
      const order: string[] = [];
      let pieces = 0;
      for await (const piece of chunks) {
        if (piece.length < 100_000) continue;
        pieces += 1;
        order.push("piece");
        setImmediate(() => order.push("others"));
      }
      assert.ok(pieces >= 10);
      assert.equal(order.join(" ").split("piece piece").length, 1, "no two pieces in one turn");
    });
});

function bodyLength(message: Bytes): number {
  return message.length - view(message).indexOf("\r\n\r\n") - 4;
}

async function* chunked(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}
