import { z } from "zod";
import { AppError, keyUsability, ok } from "#base";
import { keysOfMembers, memberPage, type Reader, type StoredList, type StoredMember } from "#store";
import { order } from "../held/errand-order.ts";
import { address } from "../input.ts";
import { operation } from "../operation.ts";
import { wantedList, wantedMember } from "../wanted.ts";

const PAGE = 200;

export interface KeysTested {
  /** How many get the sealed mail. */
  readonly tested: number;
}

/** Whoever answers can read what is sealed to them, and their answer shows whether they sign. */
export const keyTest = operation({
  name: "key.test",
  summary: "Send members a sealed mail that asks for an answer",
  input: z.strictObject({
    list: address,
    /** Absent: everybody with a key that mail can be sealed to. */
    member: address.optional(),
  }),
  async run({ db, clock, wake }, wanted) {
    const at = clock.now();
    const tested = await db.transact(async (tx) => {
      const list = await wantedList(tx, wanted.list);
      const asked = wanted.member === undefined ? null : await wantedMember(tx, list, wanted.member);
      const members = asked === null ? await everybody(tx, list) : [asked];
      const able = await withUsableKey(tx, members, at);
      if (asked !== null && able.length === 0) throw noKey(asked);
      for (const { id: member } of able) await order(tx, { listId: list.id, at }, { do: "test-key", member });
      tx.onCommit(wake);
      return able.length;
    });
    return ok<KeysTested>({ tested });
  },
});

async function everybody(tx: Reader, { id: listId }: StoredList): Promise<readonly StoredMember[]> {
  const found: StoredMember[] = [];
  for (;;) {
    const page = await memberPage(tx, { listId, after: found.at(-1)?.id, limit: PAGE });
    found.push(...page);
    if (page.length < PAGE) return found;
  }
}

async function withUsableKey(
  tx: Reader,
  members: readonly StoredMember[],
  at: Date,
): Promise<readonly StoredMember[]> {
  const able: StoredMember[] = [];
  for (let from = 0; from < members.length; from += PAGE) {
    const page = members.slice(from, from + PAGE);
    const keys = await keysOfMembers(
      tx,
      page.map(({ id }) => id),
    );
    const usable = new Set(
      keys.filter((key) => keyUsability(key, at).usable !== null).map(({ memberId }) => memberId),
    );
    able.push(...page.filter(({ id }) => usable.has(id)));
  }
  return able;
}

function noKey({ address: who }: StoredMember): AppError {
  const publicText = `${who} has no key that mail can be sealed to. See: conclave member show`;
  return new AppError({ code: "key-unusable", publicText });
}
