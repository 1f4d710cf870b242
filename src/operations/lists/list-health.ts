import { z } from "zod";
import { type Scheme, ok, WEEK_MS } from "#base";
import { familiesWithoutKey, listInWords, usesKeys } from "#lists";
import {
  countPosts,
  failedCopies,
  type HeldCount,
  heldCounts,
  listKeys,
  listStaff,
  type Reader,
  type StoredList,
} from "#store";
import { address } from "../input.ts";
import { settingsOf } from "./list-settings-of.ts";
import { operation } from "../operation.ts";
import { type ExpiringKey, type ListReaders, readersOf, type UnreachedMember } from "./readers-of.ts";
import { ownKeysOf, type ListKeyView, listKeyView } from "../views.ts";
import { wantedList } from "../wanted.ts";

interface Lying {
  readonly count: number;
  readonly oldest: string | null;
}

export interface ListHealth {
  readonly address: string;
  readonly name: string;
  /** Members whom posts are to be sent to, and how many of them can read them. */
  readonly members: number;
  readonly reached: number;
  readonly inWords: readonly string[];
  /** The families in which its settings need a key of the list, and it has none. */
  readonly lacksKeys: readonly Scheme[];
  readonly waiting: { readonly held: Lying; readonly refused: Lying };
  /** null for lists that have nothing to do with keys. */
  readonly keys: {
    readonly unreached: readonly UnreachedMember[];
    /** Addresses of those who get posts in clear though the list seals. */
    readonly inClear: readonly string[];
    /** Within 30 days. */
    readonly expiring: readonly ExpiringKey[];
    /** The list's own. */
    readonly own: readonly ListKeyView[];
  } | null;
  /** Of the last seven days. */
  readonly week: {
    readonly posts: number;
    readonly failed: readonly {
      readonly address: string;
      readonly count: number;
      readonly lastAt: string;
      readonly reply: string;
    }[];
  };
  readonly owners: number;
}

export const listHealth = operation({
  name: "list.health",
  summary: "Tell whether a list's members get their mail, and what its owners should look at",
  input: z.strictObject({ list: address }),
  async run({ db, clock }, wanted) {
    const at = clock.now();
    return ok(await db.read(async (tx) => healthOf(tx, { list: await wantedList(tx, wanted.list), at })));
  },
});

interface Asked {
  readonly list: StoredList;
  readonly at: Date;
}

async function healthOf(tx: Reader, { list, at }: Asked): Promise<ListHealth> {
  const settings = settingsOf(list);
  const readers = await readersOf(tx, { list, settings, at });
  const staff = await listStaff(tx, list.id);
  const ownKeys = ownKeysOf(await listKeys(tx, list.id));
  return {
    address: list.address,
    name: list.displayName,
    members: readers.members,
    reached: readers.members - readers.unreached.length,
    inWords: listInWords(settings, ownKeys),
    lacksKeys: familiesWithoutKey(settings, ownKeys),
    waiting: lying(await heldCounts(tx, list.id)),
    keys: usesKeys(settings) ? await keysOf(tx, list, readers) : null,
    week: await weekOf(tx, { list, at }),
    owners: staff.filter(({ owner }) => owner).length,
  };
}

async function keysOf(tx: Reader, list: StoredList, readers: ListReaders) {
  const { unreached, inClear, expiring } = readers;
  const own = (await listKeys(tx, list.id)).filter(({ active }) => active).map(listKeyView);
  return { unreached, inClear, expiring, own };
}

function lying(counts: readonly HeldCount[]): ListHealth["waiting"] {
  // Copies that came back tell owners nothing by themselves.
  const posts = counts.filter(({ code }) => code !== "bounce");
  const [held, refused] = (["held", "refused"] as const).map((kind) => {
    const some = posts.filter((one) => one.kind === kind);
    const oldest = some.map((one) => one.oldest.getTime()).sort((a, b) => a - b)[0];
    const count = some.reduce((sum, one) => sum + one.count, 0);
    return { count, oldest: oldest === undefined ? null : new Date(oldest).toISOString() };
  }) as [Lying, Lying];
  return { held, refused };
}

async function weekOf(tx: Reader, { list, at }: Asked): Promise<ListHealth["week"]> {
  const asked = { listId: list.id, since: new Date(at.getTime() - WEEK_MS) };
  const failed = await failedCopies(tx, asked);
  return {
    posts: await countPosts(tx, asked),
    failed: failed.map(({ address: to, count, lastAt, code, reply }) => ({
      address: to,
      count,
      lastAt: lastAt.toISOString(),
      reply: `${code} ${reply}`.trim(),
    })),
  };
}
