/**
 * LMTP in → last copy at the relay, for every kind of list. The limit beside it is what the same messages take
 * over bare sockets, as many rows and commits over the bare driver, and the members' key packets by the
 * mathematics alone, one after the other.
 */
import { fillList, type FilledList, type ListKind, type ListShape, postTo } from "./filled-list.ts";
import { MeasuredSite } from "./measured-site.ts";
import { rawCommit } from "./raw-commit.ts";
import { type RawKey, rawKeyPacket } from "./raw-crypto.ts";
import { rawSocket } from "./raw-socket.ts";
import type { Bench, Found, RunOptions } from "./row.ts";
import type { Arrivals } from "./sink.ts";
import { sharedClock, spreadOf } from "./spread.ts";

interface Shape extends ListShape {
  readonly octets: number;
  readonly size: string;
  readonly rounds: number;
}

const SEALED_TARGET = 3000;
const PERSONAL_TARGET = 5000;
/** So many connections a server has to its relay unless the site says otherwise; as many commits wait together. */
const CONNECTIONS = 16;
/** Posts to a list that are not counted: code is compiled and threads are started with them. */
const WARM_UP = 3;

const TITLES: Readonly<Record<ListKind, string>> = {
  plain: "plain, one copy for all",
  verp: "plain, a copy each (VERP)",
  openpgp: "OpenPGP",
  smime: "S/MIME",
  mixed: "OpenPGP and S/MIME",
};
const KINDS: readonly ListKind[] = ["plain", "verp", "openpgp", "smime", "mixed"];
const TARGETS: Readonly<Partial<Record<ListKind, number>>> = {
  verp: PERSONAL_TARGET,
  openpgp: SEALED_TARGET,
  smime: SEALED_TARGET,
  mixed: SEALED_TARGET,
};

function shapesOf(quick: boolean): readonly Shape[] {
  const small = { octets: 2000, size: "2 kB", members: quick ? 100 : 1000, rounds: quick ? 2 : 7 };
  const large = { octets: 1_000_000, size: "1 MB", members: 100, rounds: 3 };
  return [small, ...(quick ? [] : [large])].flatMap((shape, nth) =>
    KINDS.map((kind) => ({ ...shape, kind, tag: `${kind}${nth}` })),
  );
}

export const distribution: Bench = {
  name: "distribute",
  about: "LMTP in to the last copy at the relay: copies a second",
  async *run(options) {
    const site = await MeasuredSite.make(options);
    try {
      const lists = new Map<Shape, FilledList>();
      await site.prepare(async (open) => {
        for (const shape of shapesOf(options.quick)) lists.set(shape, await fillList(open, shape));
      });
      await site.start();
      for (const [shape, list] of lists) yield await measure(site, { shape, list, options });
    } finally {
      await site.end();
    }
  },
};

interface Measured {
  readonly shape: Shape;
  readonly list: FilledList;
  readonly options: RunOptions;
}

async function measure(site: MeasuredSite, { shape, list, options }: Measured): Promise<Found> {
  const { kind, members, size, octets, rounds } = shape;
  const rates: number[] = [];
  let last: Arrivals | null = null;
  for (let round = -WARM_UP; round < rounds; round++) {
    const message = await postTo(list, octets);
    const { arrived } = await site.sink.watch(shape.tag, members);
    const start = sharedClock();
    await site.hand(list.address, message);
    last = await arrived;
    if (round >= 0) rates.push((members / (last.last - start)) * 1000);
  }
  const name = `${members.toLocaleString("en")} members, ${TITLES[kind]}, ${size}`;
  const limit = last && (await limitOf(site, { ...shape, sent: last }, options));
  const target = size === "2 kB" ? TARGETS[kind] : undefined;
  return {
    name,
    unit: "per s",
    figure: spreadOf(rates),
    ...(target === undefined ? {} : { target }),
    ...(limit === null ? {} : { limit }),
  };
}

async function limitOf(
  { sink }: MeasuredSite,
  { sent, members, kind }: Shape & { readonly sent: Arrivals },
  options: RunOptions,
): Promise<NonNullable<Found["limit"]>> {
  const { messages, octets } = sent;
  const traffic = { port: sink.port, connections: CONNECTIONS, messages, octets: octets / messages };
  const times: number[] = [];
  for (let round = 0; round < 3; round++) {
    const sockets = await rawSocket({ ...traffic, recipients: Math.round(members / messages) });
    const commits = await rawCommit(options, { rows: members, group: CONNECTIONS });
    times.push(sockets + commits + rawHeads(kind, members));
  }
  const figure = (members / spreadOf(times).median) * 1000;
  return {
    of: kind === "plain" || kind === "verp" ? "sockets and commits" : "sockets, commits, public keys",
    figure,
  };
}

/** Milliseconds. */
function rawHeads(kind: ListKind, members: number): number {
  const keys: readonly RawKey[] = kind === "openpgp" ? ["x25519"] : kind === "smime" ? ["rsa3072"] : [];
  const wanted = kind === "mixed" ? (["x25519", "rsa3072"] as const) : keys;
  const start = sharedClock();
  for (const key of wanted) {
    const packet = rawKeyPacket(key);
    for (let nth = 0; nth < members / wanted.length; nth++) packet();
  }
  return sharedClock() - start;
}
