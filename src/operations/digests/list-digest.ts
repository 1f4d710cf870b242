import { z } from "zod";
import { ok } from "#base";
import {
  beginVolume,
  countDigestReaders,
  digestPostsSince,
  digestState,
  type Reader,
  type StoredList,
} from "#store";
import { address } from "../input.ts";
import { settingsOf } from "../lists/list-settings-of.ts";
import { operation } from "../operation.ts";
import { iso } from "../views.ts";
import { wantedList } from "../wanted.ts";
import { beginNextDigest } from "./begin-digest.ts";

export interface DigestView {
  readonly list: string;
  /** False: nobody may choose digests, and nothing waits for them. */
  readonly digestable: boolean;
  /** Of the last digest; issue 0: none of this volume yet. */
  readonly volume: number;
  readonly issue: number;
  /** When it was begun; null: there was none. */
  readonly lastAt: string | null;
  /** It is going out at present. */
  readonly goingOut: boolean;
  /** Posts that wait for the next one, and their octets together. */
  readonly waiting: number;
  readonly waitingBytes: number;
  readonly readers: { readonly mime: number; readonly plain: number };
}

export const listDigest = operation({
  name: "list.digest",
  summary: "Show what waits for a list's next digest, send it, or begin a new volume",
  input: z.strictObject({
    list: address,
    /** The next one goes out, however little is in it. */
    now: z.boolean().default(false),
    /** The next one is the first issue of a new volume. */
    newVolume: z.boolean().default(false),
  }),
  async run({ db, clock, wake }, wanted) {
    const view = await db.transact(async (tx) => {
      const list = await wantedList(tx, wanted.list);
      if (wanted.newVolume) await beginVolume(tx, list.id);
      const begun = wanted.now && (await beginNextDigest(tx, list, { at: clock.now(), why: "asked" }));
      if (begun) tx.onCommit(wake);
      return { ...(await viewOf(tx, list)), begun };
    });
    return ok(view);
  },
});

async function viewOf(tx: Reader, list: StoredList): Promise<DigestView> {
  const { volume, issue, begunAt, last, open } = await digestState(tx, list.id);
  const posts = await digestPostsSince(tx, list.id, last);
  return {
    list: list.address,
    digestable: settingsOf(list).digestable === "yes",
    volume,
    issue,
    lastAt: iso(begunAt),
    goingOut: open,
    waiting: posts.length,
    waitingBytes: posts.reduce((sum, { size }) => sum + size, 0),
    readers: await countDigestReaders(tx, list.id),
  };
}
