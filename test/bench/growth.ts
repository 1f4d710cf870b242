/**
 * What a member costs on lists of 100 to 100,000: sealing while the relay answers nobody, then a slice of
 * deliveries while the outbox is full. Both should be the same for every size.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { fillList, type FilledList, postTo } from "./filled-list.ts";
import { MeasuredSite, type SealedChunk } from "./measured-site.ts";
import type { Bench, Found, RunOptions } from "./row.ts";
import type { Arrivals } from "./sink.ts";
import { scaled, type Spread, spreadOf } from "./spread.ts";

const SIZES = [100, 1000, 10_000, 100_000];
const QUICK_SIZES = [100, 500];
const SLICE = 1000;
const PARTS = 10;
const FLAT = 1.25;
const POLL_MS = 20;
/** What is measured once, in parts. */
const ONCE = 10_000;

export const growth: Bench = {
  name: "growth",
  about: "a member's cost by size of the list: milliseconds to seal and store, and to deliver",
  async *run(options) {
    const sizes = options.quick ? QUICK_SIZES : SIZES;
    const found: Costs[] = [];
    for (const members of sizes) {
      const costs = await measure(members, options);
      found.push(costs);
      yield* rowsOf(members, costs);
    }
    const [least, most] = [sizes.at(1) ?? 0, sizes.at(-1) ?? 0];
    const [small, large] = [found.at(1), found.at(-1)];
    if (small && large && most > least)
      for (const what of ["seal", "deliver"] as const)
        yield comparison({ what, least, most }, scaled(large[what], 1 / small[what].median));
  },
};

interface Costs {
  readonly seal: Spread;
  readonly deliver: Spread;
  /** Until the first copies were in the outbox. */
  readonly plan: Spread;
}

function* rowsOf(members: number, { seal, deliver, plan }: Costs): Generator<Found> {
  const name = `list of ${members.toLocaleString("en")}`;
  yield { name: `${name}: seal and store, for each member`, unit: "ms", figure: seal };
  yield { name: `${name}: deliver, for each member`, unit: "ms", figure: deliver };
  yield { name: `${name}: post taken to first copies in the outbox`, unit: "ms", figure: plan };
}

const TITLES = { seal: "seal and store", deliver: "deliver" } as const;

function comparison(
  { what, least, most }: { what: "seal" | "deliver"; least: number; most: number },
  figure: Spread,
): Found {
  const [small, large] = [least, most].map((size) => size.toLocaleString("en"));
  const name = `${TITLES[what]}, for each member: list of ${large} against ${small}`;
  return { name, unit: "×", figure, target: FLAT };
}

/** A site of its own for each size: what the one before left behind is no part of it. */
async function measure(members: number, options: RunOptions): Promise<Costs> {
  const site = await MeasuredSite.make(options, "debug");
  try {
    options.say(`a list of ${members.toLocaleString("en")} members is made`);
    const list = await site.prepare((open) => fillList(open, { tag: "grown", kind: "openpgp", members }));
    await site.start();
    const rounds = members >= ONCE || options.quick ? 1 : PARTS;
    const seal: number[] = [];
    const deliver: number[] = [];
    const plan: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const sealed = await sealAll(site, list);
      const first = sealed.chunks[0];
      plan.push((first?.at ?? Number.NaN) - sealed.handed);
      seal.push(...(members >= ONCE ? inParts(sealed.chunks) : [perMember(sealed.chunks, sealed.handed)]));
      deliver.push(...(await deliverSlices(site, list)));
    }
    return { seal: spreadOf(seal), deliver: spreadOf(deliver), plan: spreadOf(plan) };
  } finally {
    await site.end();
  }
}

interface Sealed {
  readonly handed: number;
  readonly chunks: readonly SealedChunk[];
}

async function sealAll(site: MeasuredSite, list: FilledList): Promise<Sealed> {
  site.sink.allow(0);
  site.sealed.length = 0;
  const message = await postTo(list, 2000);
  await site.hand(list.address, message);
  const handed = Date.now();
  while (total(site.sealed) < list.members) await sleep(POLL_MS);
  return { handed, chunks: [...site.sealed] };
}

/** Milliseconds a copy, slice by slice; what is left of a large list stays where it is. */
async function deliverSlices(site: MeasuredSite, list: FilledList): Promise<number[]> {
  const slice = Math.min(SLICE, list.members);
  const slices = Math.min(PARTS, list.members / slice);
  const ends: Promise<Arrivals>[] = [];
  for (let nth = 1; nth <= slices; nth++) ends.push((await site.sink.watch(list.tag, nth * slice)).arrived);
  site.sink.allow(null);
  const arrived = await Promise.all(ends);
  return arrived.map(({ first, last }, nth) => (last - (arrived[nth - 1]?.last ?? first)) / slice);
}

function total(chunks: readonly SealedChunk[]): number {
  return chunks.reduce((sum, { members }) => sum + members, 0);
}

function perMember(chunks: readonly SealedChunk[], handed: number): number {
  return ((chunks.at(-1)?.at ?? Number.NaN) - handed) / total(chunks);
}

/** Each tenth of the chunks apart, so that growth within one list shows. */
function inParts(chunks: readonly SealedChunk[]): number[] {
  const length = Math.ceil(chunks.length / PARTS);
  return Array.from({ length: PARTS }, (_, nth) => {
    const part = chunks.slice(nth * length, (nth + 1) * length + 1);
    const from = part[0];
    return from && part.length > 1 ? perMember(part.slice(1), from.at) : Number.NaN;
  }).filter((figure) => !Number.isNaN(figure));
}
