import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { type AddressInfo, createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { type TestContext, test } from "node:test";
import { AppError, concatBytes, utf8 } from "#base";
import { encodeBase64Lines } from "#mime";
import { bodyFrame, claimOutbox, type Database, removeMember } from "#store";
import { forEachDatabase } from "../../test/support/database.ts";
import { queueRows, rowsOf, statesOf, withDelivery } from "../../test/support/outbox-story.ts";
import { type Sink, type SinkBehaviour, startSink } from "../../test/support/smtp-sink.ts";
import { aList, aMember, START } from "../../test/support/stored.ts";

const HOUR = 60 * 60 * 1000;

async function sinkFor(t: TestContext, behaviour: SinkBehaviour = {}): Promise<Sink> {
  const sink = await startSink(behaviour);
  t.after(() => sink.down());
  return sink;
}

/** How often each recipient got the message, most first. */
function copies(sink: Sink): number[] {
  const counts = Map.groupBy(
    sink.messages.flatMap(({ recipients }) => recipients),
    (rcptTo) => rcptTo,
  );
  return [...counts.values()].map((list) => list.length).sort((a, b) => b - a);
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await sleep(2);
}

forEachDatabase((_name, open) => {
  test("every row arrives with its own head and the shared octets, and the body is erased", async (t) => {
    const db = await open(t);
    const sink = await sinkFor(t);
    await queueRows(db, { count: 30 });
    const [first] = await rowsOf(db);
    await withDelivery(db, sink, (delivery) => delivery.drain());
    assert.deepEqual(await statesOf(db), { sent: 30 });
    assert.deepEqual(copies(sink), Array(30).fill(1));
    const seventh = sink.messages.find(({ recipients }) => recipients[0] === "m7@example.net");
    assert.equal(
      seventh?.data.toString(),
      "To: team@example.org\r\nX-Member: one\r\n\r\n-----BEGIN-----\r\n" +
        encodeBase64Lines(utf8("head of 7 the shared octets")).toString() +
        "-----END-----\r\n",
    );
    assert.equal(seventh?.from, "team-bounces@example.org");
    assert.ok(first && (await db.read((tx) => bodyFrame(tx, first.bodyId))) === null);
  });

  for (const kind of ["sealed", "clear"] as const) {
    for (const encoding of ["base64", "as-is"] as const) {
      test(`a large ${kind} body goes out ${encoding}, octet for octet`, async (t) => {
        const db = await open(t);
        const sink = await sinkFor(t);
        const line = Buffer.from(`${randomBytes(30).toString("base64")}\r\n`);
        const shared = concatBytes(...Array<Buffer>(50_001).fill(line));
        await queueRows(db, { count: 3, body: { kind, encoding, shared } });
        await withDelivery(db, sink, (delivery) => delivery.drain());
        assert.deepEqual(await statesOf(db), { sent: 3 });
        const content = concatBytes(utf8("head of 1 "), shared);
        const wire = concatBytes(
          utf8("To: team@example.org\r\nX-Member: one\r\n\r\n-----BEGIN-----\r\n"),
          encoding === "base64" ? encodeBase64Lines(content) : content,
          utf8("-----END-----\r\n"),
        );
        const got = sink.messages.find(({ recipients }) => recipients[0] === "m1@example.net");
        assert.ok(got?.data.equals(wire));
        assert.ok(sink.lines.some((text) => text.includes(`SIZE=${wire.length}`)));
      });
    }
  }

  test("what waits while the relay is down arrives when it is back, and no attempt is counted", async (t) => {
    const db = await open(t);
    const sink = await sinkFor(t);
    await sink.down();
    await queueRows(db, { count: 20 });
    await withDelivery(db, sink, async (delivery) => {
      await sleep(100);
      assert.equal((await rowsOf(db)).filter(({ attempts }) => attempts > 0).length, 0);
      await sink.up();
      await delivery.drain();
    });
    assert.deepEqual(copies(sink), Array(20).fill(1));
    assert.deepEqual(await statesOf(db), { sent: 20 });
  });

  test("a slow relay gets everything once, over all connections", async (t) => {
    const db = await open(t);
    const sink = await sinkFor(t, { delayMs: 15 });
    await queueRows(db, { count: 24 });
    await withDelivery(db, sink, (delivery) => delivery.drain());
    assert.deepEqual(copies(sink), Array(24).fill(1));
    assert.equal(sink.connections, 4);
  });

  test("large messages take half of the connections, and small ones pass them", async (t) => {
    const db = await open(t);
    const order: string[] = [];
    let large = 0;
    let most = 0;
    const sink = await sinkFor(t, {
      // Far apart, so that a slow machine keeps the order.
      delayMs: ({ data }) => (data.length > 1_000_000 ? 200 : 20),
      answer: (line) => {
        if (/^MAIL.* SIZE=[0-9]{7}/.test(line)) most = Math.max(most, (large += 1));
        return undefined;
      },
      finish: ({ data }) => {
        const isLarge = data.length > 1_000_000;
        if (isLarge) large -= 1;
        order.push(isLarge ? "large" : "small");
        return undefined;
      },
    });
    const shared = Buffer.alloc(1024 * 1024, "x");
    const lists = await db.transact((tx) =>
      Promise.all(["big@x.org", "small@x.org"].map((at) => aList(tx, at))),
    );
    await queueRows(db, { count: 12, listId: lists[0]?.id ?? null, body: { shared } });
    await queueRows(db, { count: 12, listId: lists[1]?.id ?? null });
    await withDelivery(db, sink, (delivery) => delivery.drain());
    assert.deepEqual([order.length, most], [24, 2]);
    const behind = order.slice(order.lastIndexOf("small")).filter((size) => size === "large").length;
    assert.ok(behind >= 3, order.join(" "));
  });

  test("a relay that takes fewer connections than we would open is served over those", async (t) => {
    const db = await open(t);
    let greeted = 0;
    const sink = await sinkFor(t, {
      delayMs: 5,
      answer: (line) => (line === "" && (greeted += 1) > 1 ? "421 4.7.0 too many connections" : undefined),
    });
    await queueRows(db, { count: 24 });
    await withDelivery(db, sink, (delivery) => delivery.drain());
    assert.deepEqual(copies(sink), Array(24).fill(1));
  });

  test(
    "a small message behind a large one does not overtake it on their connection",
    { timeout: 20_000 },
    async (t) => {
      const db = await open(t);
      const sink = await sinkFor(t);
      const large = randomBytes(900_000);
      for (const shared of [large, utf8("small"), large, utf8("small")]) {
        await queueRows(db, { count: 1, body: { shared } });
      }
      await withDelivery(db, sink, (delivery) => delivery.drain(), { connections: 1 });
      assert.deepEqual(await statesOf(db), { sent: 4 });
      assert.deepEqual(
        sink.messages.map(({ data }) => data.length > large.length),
        [true, false, true, false],
      );
    },
  );

  test("one member refused for good is recorded, the others are not touched", async (t) => {
    const db = await open(t);
    const sink = await sinkFor(t, {
      answer: (line) => (line === "RCPT TO:<m3@example.net>" ? "550 5.1.1 no such user" : undefined),
    });
    await queueRows(db, { count: 10 });
    await withDelivery(db, sink, (delivery) => delivery.drain());
    assert.deepEqual(await statesOf(db), { sent: 9, failed: 1 });
    const failed = (await rowsOf(db)).find(({ state }) => state === "failed");
    assert.deepEqual(
      [failed?.rcptTo, failed?.code, failed?.reply],
      ["m3@example.net", "5.1.1", "550 no such user"],
    );
  });

  test("an answer for now backs off, and succeeds or is given up when it is too old", async (t) => {
    const db = await open(t);
    const sink = await sinkFor(t, {
      answer: (line) => (/m[01]@/.test(line) ? "451 4.7.1 greylisted" : undefined),
    });
    await queueRows(db, { count: 3 });
    await withDelivery(db, sink, async (delivery, clock) => {
      await delivery.drain();
      const waiting = (await rowsOf(db)).filter(({ state }) => state === "ready");
      assert.deepEqual(
        waiting.map(({ attempts, code }) => [attempts, code]),
        [
          [1, "4.7.1"],
          [1, "4.7.1"],
        ],
      );
      for (const { nextAt } of waiting) {
        const wait = nextAt.getTime() - START.getTime();
        assert.ok(wait >= 45_000 && wait <= 75_000, `${wait}`);
      }
      sink.behaviour.answer = (line) => (line.includes("m1@") ? "451 4.7.1 greylisted" : undefined);
      clock.pass(HOUR);
      await delivery.drain();
      assert.deepEqual(await statesOf(db), { sent: 2, ready: 1 });
      clock.pass(6 * 24 * HOUR);
      await delivery.drain();
      assert.deepEqual(await statesOf(db), { sent: 2, failed: 1 });
    });
  });

  test("a connection lost after the final dot repeats at most the message it was lost with", async (t) => {
    const db = await open(t);
    let drops = 0;
    const sink = await sinkFor(t, {
      finish: () => ((drops += 1) % 7 === 0 && drops <= 28 ? "drop" : undefined),
    });
    await queueRows(db, { count: 40 });
    await withDelivery(db, sink, async (delivery, clock) => {
      for (let round = 0; round < 6; round += 1) {
        await delivery.drain();
        clock.pass(HOUR);
      }
    });
    assert.deepEqual(await statesOf(db), { sent: 40 });
    assert.equal(sink.taken, 40 + 4);
    assert.ok((copies(sink)[0] ?? 0) <= 2);
  });

  test("while results cannot be written nobody goes on, and nothing is sent twice", async (t) => {
    const db = await open(t);
    const sink = await sinkFor(t);
    await queueRows(db, { count: 12 });
    const full = new AppError({ code: "storage-full", publicText: "The disk is full." });
    let isFull = false;
    const filling: Database = {
      ...db,
      transact: (work) => (isFull ? Promise.reject(full) : db.transact(work)),
    };
    sink.behaviour.finish = () => ((isFull = true), undefined);
    await withDelivery(
      filling,
      sink,
      async (delivery) => {
        await until(() => sink.taken > 0);
        await sleep(60);
        const taken = sink.taken;
        assert.ok(taken <= 2, `${taken} messages were finished on 2 connections without a commit`);
        delete sink.behaviour.finish;
        isFull = false;
        await delivery.drain();
      },
      { connections: 2 },
    );
    assert.deepEqual(await statesOf(db), { sent: 12 });
    assert.deepEqual(copies(sink), Array(12).fill(1));
  });

  test("an answer with octets that are no text is recorded too", async (t) => {
    const db = await open(t);
    const sink = await sinkFor(t, {
      answer: (line) => (line.includes("<m1@") ? "550 5.1.1 \0 \u00ff \x1b[2J" : undefined),
    });
    await queueRows(db, { count: 3 });
    await withDelivery(db, sink, (delivery) => delivery.drain());
    assert.deepEqual(await statesOf(db), { sent: 2, failed: 1 });
  });

  test("stopping does not wait for a relay that says nothing", async (t) => {
    const db = await open(t);
    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    t.after(() => silent.close());
    await queueRows(db, { count: 3 });
    const { port } = silent.address() as AddressInfo;
    await withDelivery(db, { port }, () => sleep(30));
    assert.deepEqual(await statesOf(db), { ready: 3 });
  });

  test("messages that differ only in the recipient share an envelope, results kept apart", async (t) => {
    const db = await open(t);
    const sink = await sinkFor(t, {
      answer: (line) => {
        if (line.includes("<m1@")) return "550 5.1.1 no such user";
        return line.includes("<m2@") ? "452 4.2.2 mailbox full" : undefined;
      },
    });
    await queueRows(db, { count: 5, body: { kind: "clear", encoding: "as-is" }, row: { head: utf8("") } });
    await withDelivery(db, sink, (delivery) => delivery.drain());
    assert.equal(sink.messages.length, 1);
    assert.deepEqual(sink.messages[0]?.recipients, ["m0@example.net", "m3@example.net", "m4@example.net"]);
    assert.deepEqual(await statesOf(db), { sent: 3, failed: 1, ready: 1 });
  });

  test("who left between sealing and sending gets nothing", async (t) => {
    const db = await open(t);
    const sink = await sinkFor(t);
    const { list, bob } = await db.transact(async (tx) => {
      const list = await aList(tx);
      return { list, bob: await aMember(tx, list.id, "bob@example.net") };
    });
    const row = { memberId: bob.id, rcptTo: bob.address };
    await queueRows(db, { count: 1, listId: list.id, row });
    await queueRows(db, { count: 1, listId: list.id });
    await db.transact((tx) => removeMember(tx, bob.id));
    await withDelivery(db, sink, (delivery) => delivery.drain());
    assert.deepEqual(await statesOf(db), { dropped: 1, sent: 1 });
    assert.equal(sink.taken, 1);
  });

  test("a node that starts again frees what it held when it died", async (t) => {
    const db = await open(t);
    const sink = await sinkFor(t);
    await queueRows(db, { count: 4 });
    const claim = { node: "story", now: START, leaseMs: HOUR, limit: 10 };
    assert.equal((await db.transact((tx) => claimOutbox(tx, claim))).length, 4);
    await withDelivery(db, sink, (delivery) => delivery.drain());
    assert.deepEqual(await statesOf(db), { sent: 4 });
  });

  test("stopping finishes what is under way and gives the rest back at once", async (t) => {
    const db = await open(t);
    const sink = await sinkFor(t, { delayMs: 20 });
    await queueRows(db, { count: 100 });
    await withDelivery(db, sink, () => until(() => sink.taken > 3));
    const { sent = 0, ready = 0, claimed = 0 } = await statesOf(db);
    assert.equal(claimed, 0);
    assert.equal(sent, sink.taken);
    assert.equal(ready, 100 - sent);
  });

  test("rows that are queued while the worker idles go out when it is woken", async (t) => {
    const db = await open(t);
    const sink = await sinkFor(t);
    await withDelivery(db, sink, async (delivery) => {
      await delivery.drain();
      await queueRows(db, { count: 1 });
      delivery.wake();
      await until(() => sink.taken === 1);
    });
  });

  test("a body with a bare LF fails for its own rows only", async (t) => {
    const db = await open(t);
    const sink = await sinkFor(t);
    await queueRows(db, { count: 2, body: { encoding: "as-is", shared: utf8("a\nb\r\n") } });
    await queueRows(db, { count: 2 });
    await withDelivery(db, sink, (delivery) => delivery.drain());
    assert.deepEqual(await statesOf(db), { failed: 2, sent: 2 });
    assert.equal(sink.connections <= 4, true);
  });
});
