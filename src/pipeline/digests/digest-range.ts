/** Which posts one reader's digest has: those that they have not had, as many as fit into one mail. */
import { familiesFor, type List, settingsForOpened } from "#lists";
import { postsOfOne } from "#operations";
import { type DigestMark, type DigestPost, digestPosts, type DigestReader, type Reader } from "#store";

export interface DigestRange {
  /** How far its readers were before, and are with it. */
  readonly from: DigestMark;
  readonly to: DigestMark;
  readonly posts: readonly DigestPost[];
  /** Not in it, for they go to nobody but sealed and no key of the reader works. */
  readonly leftOut: readonly DigestPost[];
  /** More is to come in another mail. */
  readonly isCut: boolean;
}

/** The same for the same place. */
export function markText({ since, sealedSince }: DigestMark): string {
  return sealedSince === null ? String(since) : `${since}/${sealedSince}`;
}

/** For one look at the database: many readers have had the same posts. */
export class DigestRanges {
  readonly #tx: Reader;
  readonly #list: List;
  readonly #known = new Map<string, Promise<readonly DigestPost[]>>();

  constructor(tx: Reader, list: List) {
    this.#tx = tx;
    this.#list = list;
  }

  /** @param last number of the last post of the digest that goes out */
  async of(reader: DigestReader, last: number): Promise<DigestRange> {
    const { from, end } = endOf(reader, last);
    const all = await this.#read(from.sealedSince ?? from.since, end);
    const wanted = all.filter(({ number, sealed }) => sealed || number > from.since);
    const posts = postsOfOne(wanted);
    const isCut = posts.length < wanted.length;
    const to = isCut ? (posts.at(-1)?.number ?? end) : end;
    // While sealed posts are made up for, what went in clear is not asked about.
    const next = to < from.since ? { since: from.since, sealedSince: to } : { since: to, sealedSince: null };
    return { from, to: next, posts, leftOut: [], isCut };
  }

  /** Without those that go to nobody but sealed, which wait if the list keeps what waits for keys. */
  async inClear(reader: DigestReader, last: number): Promise<DigestRange> {
    const { from, end } = endOf(reader, last);
    const all = await this.#read(from.sealedSince ?? from.since, end);
    const wanted = all.filter(({ number, sealed }) => !sealed && number > from.since);
    const posts = postsOfOne(wanted);
    const isCut = posts.length < wanted.length;
    const since = isCut ? (posts.at(-1)?.number ?? end) : end;
    const leftOut = all.filter(({ number, sealed }) => sealed && number <= since);
    const waits = leftOut.length > 0 && this.#list.settings.keep_for_keyless > 0;
    const to = { since, sealedSince: waits ? (from.sealedSince ?? from.since) : null };
    return { from, to, posts, leftOut, isCut };
  }

  #read(since: number, end: number): Promise<readonly DigestPost[]> {
    const key = `${since} ${end}`;
    const known = this.#known.get(key) ?? this.#readNow(since, end);
    this.#known.set(key, known);
    return known;
  }

  async #readNow(since: number, until: number): Promise<readonly DigestPost[]> {
    const waiting = await digestPosts(this.#tx, { listId: this.#list.id, since, until });
    return sealsForSome(this.#list) ? waiting : waiting.filter(({ sealed }) => !sealed);
  }
}

function endOf({ since, sealedSince, until }: DigestReader, last: number) {
  return { from: { since, sealedSince }, end: Math.max(since, Math.min(until ?? last, last)) };
}

/** Else what goes to nobody but sealed is left out (S6): it would hold up all that follows. */
export function sealsForSome({ settings }: List): boolean {
  return familiesFor(settingsForOpened(settings), "distrib_encrypt").length > 0;
}
