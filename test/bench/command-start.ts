/** How long a command takes that asks the running server, beside a Node that does nothing. */
import { spawnSync } from "node:child_process";
import { MeasuredSite } from "./measured-site.ts";
import type { Bench } from "./row.ts";
import { type Spread, timed } from "./spread.ts";

export const commandStart: Bench = {
  name: "command",
  about: "`conclave list list` beside a running server, start to end: milliseconds",
  async *run(options) {
    const site = await MeasuredSite.make(options);
    try {
      await site.start();
      const rounds = options.quick ? 3 : 11;
      const bare = await node(rounds, ["-e", "0"]);
      const figure = await node(rounds, [...site.program, "list", "list", "--data", site.folder]);
      yield {
        name: "command start, `conclave list list`",
        unit: "ms",
        figure,
        limit: { of: "node -e 0", figure: bare.median },
      };
    } finally {
      await site.end();
    }
  },
};

function node(rounds: number, args: readonly string[]): Promise<Spread> {
  return timed(rounds, () => {
    const { status, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
    if (status !== 0) throw new Error(stderr);
  });
}
