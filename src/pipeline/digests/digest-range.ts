/** Which posts one reader's digest has: those that they have not had, as many as fit into one mail. */
import { familiesFor, type List, settingsForOpened } from "#lists";
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
  readonly #list: List;
  readonly #known = new Map<string, Promise<DigestRange>>();

  constructor(tx: Reader, list: List) {
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
    const waiting = await digestPosts(this.#tx, { listId: this.#list.id, since, until: end });
    const all = sealsForSome(this.#list) ? waiting : waiting.filter(({ sealed }) => !sealed);
    const posts = postsOfOne(all);
    const to = posts.length < all.length ? (posts.at(-1)?.number ?? end) : end;
    return { since, to, posts };
  }
}

/** Else what goes to nobody but sealed is left out (S6): it would hold up all that follows. */
function sealsForSome({ settings }: List): boolean {
  return familiesFor(settingsForOpened(settings), "distrib_encrypt").length > 0;
}
