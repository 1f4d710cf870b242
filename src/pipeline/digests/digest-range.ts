/** Which posts one reader's digest has: those that they have not had, as many as fit into one mail. */
import type { ListId } from "#base";
import { postsOfOne } from "#operations";
import { type DigestPost, digestPosts, type DigestReader, type Reader } from "#store";

export interface DigestRange {
  /** The last post before. */
  readonly since: number;
  /** The last post in it. */
  readonly to: number;
  readonly posts: readonly DigestPost[];
}

/** For one look at the database: many readers have had the same posts. */
export class DigestRanges {
  readonly #tx: Reader;
  readonly #list: ListId;
  readonly #known = new Map<string, Promise<DigestRange>>();

  constructor(tx: Reader, list: ListId) {
    this.#tx = tx;
    this.#list = list;
  }

  /** @param last number of the last post of the digest that goes out */
  of({ since, until }: DigestReader, last: number): Promise<DigestRange> {
    const end = Math.min(until ?? last, last);
    const key = `${since} ${end}`;
    const known = this.#known.get(key) ?? this.#read(since, end);
    this.#known.set(key, known);
    return known;
  }

  async #read(since: number, end: number): Promise<DigestRange> {
    const all = await digestPosts(this.#tx, { listId: this.#list, since, until: end });
    const posts = postsOfOne(all);
    const to = posts.length < all.length ? (posts.at(-1)?.number ?? end) : end;
    return { since, to, posts };
  }
}
