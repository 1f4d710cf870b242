/** How long somebody waits: for the first copy on an idle server, and beside a large post to others. */
import { setTimeout as sleep } from "node:timers/promises";
import { fillList, type FilledList, postTo } from "./filled-list.ts";
import { MeasuredSite } from "./measured-site.ts";
import { rawCommit } from "./raw-commit.ts";
import { rawSocket } from "./raw-socket.ts";
import type { Bench, RunOptions } from "./row.ts";
import { sharedClock, spreadOf } from "./spread.ts";

const IDLE_TARGET_MS = 100;
const SMALL_MEMBERS = 12;
const PAUSE_MS = 150;

export const idleLatency: Bench = {
  name: "idle",
  about: "an idle server, LMTP 250 to the first copy at the relay: milliseconds",
  async *run(options) {
    const site = await MeasuredSite.make(options);
    try {
      const [plain, sealed] = await site.prepare(async (open) => [
        await fillList(open, { tag: "plain", kind: "plain", members: SMALL_MEMBERS }),
        await fillList(open, { tag: "sealed", kind: "mixed", members: SMALL_MEMBERS }),
      ]);
      await site.start();
      for (const list of [plain, sealed]) {
        const figure = spreadOf(await waits(site, list, options));
        const limit = { of: "one message over a socket, one commit", figure: await least(site, options) };
        const name = `idle latency, ${list.kind === "plain" ? "plain" : "sealed"} list of ${SMALL_MEMBERS}`;
        yield { name, unit: "ms", figure, target: IDLE_TARGET_MS, limit };
      }
    } finally {
      await site.end();
    }
  },
};

async function waits(site: MeasuredSite, list: FilledList, { quick }: RunOptions): Promise<number[]> {
  const found: number[] = [];
  for (let round = 0; round <= (quick ? 2 : 20); round++) {
    const message = await postTo(list, 2000);
    const first = await site.sink.watch(list.tag, 1);
    const all = await site.sink.watch(list.tag, SMALL_MEMBERS);
    await sleep(PAUSE_MS);
    const taken = await site.hand(list.address, message);
    const arrivals = await first.arrived;
    await all.arrived;
    // On a busy machine the copy is there before this process has read the reply.
    if (round > 0) found.push(Math.max(0, arrivals.first - taken));
  }
  return found;
}

async function least({ sink }: MeasuredSite, options: RunOptions): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < 5; round++) {
    const traffic = { port: sink.port, connections: 1, messages: 1, octets: 4000, recipients: 1 };
    times.push((await rawSocket(traffic)) + (await rawCommit(options, { rows: 1, group: 1 })));
  }
  return spreadOf(times).median;
}

export const busyLatency: Bench = {
  name: "busy",
  about: "LMTP in to the last copy of a list of 12 while a large post goes out: milliseconds",
  async *run(options) {
    const site = await MeasuredSite.make(options);
    try {
      const megabytes = options.quick ? 1 : 25;
      const [small, big] = await site.prepare(async (open) => [
        await fillList(open, { tag: "small", kind: "plain", members: SMALL_MEMBERS }),
        await fillList(open, { tag: "big", kind: "mixed", members: 20 }),
      ]);
      await site.start();
      const alone: number[] = [];
      for (let round = 0; round < 10; round++) alone.push(await whole(site, small));
      const message = await postTo(big, megabytes * 1e6);
      const { arrived } = await site.sink.watch(big.tag, big.members);
      await site.hand(big.address, message);
      const beside: number[] = [];
      const isOut = arrived.then(() => true);
      do beside.push(await whole(site, small));
      while (!(await Promise.race([isOut, sleep(PAUSE_MS, false)])));
      const limit = { of: "the same list, server idle", figure: spreadOf(alone).median };
      const name = `a post of 2 kB to ${SMALL_MEMBERS} while ${megabytes} MB go out to ${big.members} others`;
      yield { name, unit: "ms", figure: spreadOf(beside), limit };
    } finally {
      await site.end();
    }
  },
};

/** Milliseconds from the first octet by LMTP to the last copy. */
async function whole(site: MeasuredSite, list: FilledList): Promise<number> {
  const message = await postTo(list, 2000);
  const { arrived } = await site.sink.watch(list.tag, list.members);
  const start = sharedClock();
  await site.hand(list.address, message);
  return (await arrived).last - start;
}
