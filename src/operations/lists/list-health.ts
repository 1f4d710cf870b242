import { z } from "zod";
import { type AuthorityFiles, type Fingerprint, ok, type Scheme, WEEK_MS } from "#base";
import { familiesWithoutKey, listInWords, trustsAuthorities, usesKeys } from "#lists";
import {
  countPosts,
  failedCopies,
  type HeldCount,
  heldCounts,
  listKeys,
  listStaff,
  memberCounts,
  type Reader,
  type StoredList,
} from "#store";
import { address } from "../input.ts";
import type { ListFacts } from "./check-list.ts";
import { keysRunningOut } from "./keys-running-out.ts";
import { listFacts } from "./list-facts.ts";
import { inEnglish, settingsOf } from "./list-settings-of.ts";
import { namedAuthorities } from "./named-authorities.ts";
import { notVouchedOnList, type UnvouchedKey } from "./not-vouched-on-list.ts";
import { operation } from "../operation.ts";
import { type ListReaders, readersOf, type UnreachedMember } from "./readers-of.ts";
import { ownKeysOf, type ListKeyView, listKeyView } from "../views.ts";
import { wantedList } from "../wanted.ts";

export interface ExpiringKey {
  readonly address: string;
  readonly scheme: Scheme;
  readonly fingerprint: Fingerprint;
  readonly expiresAt: string;
  readonly isOver: boolean;
}

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
  /** Further members whose posts are off, by themselves or by somebody. */
  readonly paused: number;
  readonly inWords: readonly string[];
  /** The families in which its settings need a key of the list, and it has none. */
  readonly lacksKeys: readonly Scheme[];
  readonly waiting: { readonly held: Lying; readonly refused: Lying };
  /** null for lists that have nothing to do with keys. */
  readonly keys: {
    readonly unreached: readonly UnreachedMember[];
    /** Addresses of those who get posts in clear though the list seals. */
    readonly inClear: readonly string[];
    /** Within 30 days, or over and still what somebody signs with. */
    readonly expiring: readonly ExpiringKey[];
    /** Certificates that no authority of the list vouches for by itself, where it trusts authorities. */
    readonly unvouched: readonly UnvouchedKey[];
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
  async run({ db, clock, authorityFiles }, wanted) {
    const at = clock.now();
    const { list, facts } = await db.read(async (tx) => {
      const found = await wantedList(tx, wanted.list);
      const isAsked = usesKeys(settingsOf(found));
      return { list: found, facts: isAsked ? await listFacts(tx, found, at) : null };
    });
    const unvouched = facts === null ? [] : await unvouchedOf(facts, authorityFiles);
    return ok(await db.read((tx) => healthOf(tx, { list, at, facts, unvouched })));
  },
});

async function unvouchedOf(facts: ListFacts, files?: AuthorityFiles): Promise<readonly UnvouchedKey[]> {
  const settings = settingsOf(facts.list);
  if (!trustsAuthorities(settings)) return [];
  const { files: authorities } = await namedAuthorities(settings, files);
  return notVouchedOnList(facts, { authorities, at: facts.at });
}

interface Asked {
  readonly list: StoredList;
  readonly at: Date;
  /** null for lists that have nothing to do with keys. */
  readonly facts: ListFacts | null;
  readonly unvouched: readonly UnvouchedKey[];
}

async function healthOf(tx: Reader, { list, at, facts, unvouched }: Asked): Promise<ListHealth> {
  const settings = settingsOf(list);
  const readers = await readersOf(tx, { list, settings, at });
  const staff = await listStaff(tx, list.id);
  const ownKeys = ownKeysOf(await listKeys(tx, list.id));
  return {
    address: list.address,
    name: list.displayName,
    members: readers.members,
    reached: readers.members - readers.unreached.length,
    paused: (await memberCounts(tx, list.id, at)).paused,
    inWords: listInWords(inEnglish(settings), ownKeys),
    lacksKeys: familiesWithoutKey(settings, ownKeys),
    waiting: lying(await heldCounts(tx, list.id)),
    keys: facts === null ? null : { ...keysOf(facts, readers), unvouched },
    week: await weekOf(tx, { list, at }),
    owners: staff.filter(({ owner }) => owner).length,
  };
}

function keysOf(facts: ListFacts, { unreached, inClear }: ListReaders) {
  const own = facts.keys.filter(({ active }) => active).map(listKeyView);
  return { unreached, inClear, expiring: expiringKeys(facts, unreached), own };
}

/** Who cannot read is named as such already. */
function expiringKeys(facts: ListFacts, unreached: readonly UnreachedMember[]): readonly ExpiringKey[] {
  const without = new Set<string>(unreached.map(({ address }) => address));
  return keysRunningOut(facts, settingsOf(facts.list), facts.at)
    .filter(({ address, expiresAt }) => expiresAt > facts.at || !without.has(address))
    .map(({ expiresAt, ...key }) => ({
      ...key,
      expiresAt: expiresAt.toISOString(),
      isOver: expiresAt <= facts.at,
    }));
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

async function weekOf(tx: Reader, { list, at }: Pick<Asked, "list" | "at">): Promise<ListHealth["week"]> {
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
