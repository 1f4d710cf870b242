/** Memory of the server's process: idle, and at its peak while a large post is sealed for very many. */
import { setTimeout as sleep } from "node:timers/promises";
import { fillList, postTo } from "./filled-list.ts";
import { MeasuredSite } from "./measured-site.ts";
import type { Bench } from "./row.ts";
import { spreadOf } from "./spread.ts";

const IDLE_TARGET_MB = 120;
const PEAK_TARGET_MB = 400;
const SETTLE_MS = 3000;
const POLL_MS = 50;

export const memory: Bench = {
  name: "memory",
  about: "resident memory of the server: MB",
  async *run(options) {
    const { quick } = options;
    const [megabytes, members, delivered] = quick ? [2, 100, 10] : [25, 10_000, 200];
    const site = await MeasuredSite.make(options, "debug");
    try {
      options.say(`a list of ${members.toLocaleString("en")} members is made`);
      const list = await site.prepare((open) => fillList(open, { tag: "many", kind: "mixed", members }));
      const idle: number[] = [];
      for (let round = 0; round < (quick ? 1 : 3); round++) {
        await site.stop();
        await site.start();
        await sleep(quick ? SETTLE_MS / 10 : SETTLE_MS);
        idle.push(site.memory("VmRSS"));
      }
      yield { name: "memory, idle", unit: "MB", figure: spreadOf(idle), target: IDLE_TARGET_MB };
      site.sink.allow(delivered);
      const message = await postTo(list, megabytes * 1e6);
      const { arrived } = await site.sink.watch(list.tag, delivered);
      await site.hand(list.address, message);
      const sealed = (): number => site.sealed.reduce((sum, chunk) => sum + chunk.members, 0);
      while (sealed() < members) await sleep(POLL_MS);
      await arrived;
      const figure = spreadOf([site.memory("VmHWM")]);
      const name = `memory, ${megabytes} MB sealed for ${members.toLocaleString("en")}, ${delivered} delivered`;
      yield { name, unit: "MB", figure, target: PEAK_TARGET_MB };
    } finally {
      await site.end();
    }
  },
};
