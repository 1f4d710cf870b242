import { z } from "zod";
import { AppError, ok } from "#base";
import { activateDkimKey, dkimKeys, retireDkimKey, type StoredDkimKey } from "#store";
import { domain } from "../input.ts";
import { operation } from "../operation.ts";
import { type DkimKeyView, dkimKeyView } from "./dkim-view.ts";
import { lookUpRecords, type SeenRecord } from "./look-up-records.ts";
import { selector, wantedDkimKeys } from "./wanted-keys.ts";

export const dkimActivate = operation({
  name: "dkim.activate",
  summary: "Sign with DKIM keys that wait; those that they replace are retired",
  input: z.strictObject({
    domain,
    /** Absent: all of the domain that wait. */
    selector: selector.optional(),
    /** Whatever the DNS says. */
    unchecked: z.boolean().default(false),
  }),
  async run(context, { unchecked, ...wanted }) {
    const waiting = await context.db.read((tx) => wantedDkimKeys(tx, { ...wanted, state: "waiting" }));
    if (!unchecked) refuseUnpublished(waiting, await lookUpRecords(context, waiting));
    const at = context.clock.now();
    const views = await context.db.transact(async (tx): Promise<readonly DkimKeyView[]> => {
      const before = (await dkimKeys(tx)).filter(({ state }) => state === "active");
      for (const { id } of waiting) await activateDkimKey(tx, id, at);
      for (const { id } of before.filter((key) => waiting.some((one) => replaces(one, key))))
        await retireDkimKey(tx, id, at);
      const ids = new Set([...waiting, ...before].map(({ id }) => id));
      const now = (await dkimKeys(tx)).filter(({ id }) => ids.has(id));
      return Promise.all(
        now.filter(({ domain }) => domain === wanted.domain).map((key) => dkimKeyView(tx, key)),
      );
    });
    return ok(views);
  },
});

/** There is one of each algorithm for a domain, and for a list. */
function replaces(newer: StoredDkimKey, older: StoredDkimKey): boolean {
  return (
    newer.domain === older.domain && newer.listId === older.listId && newer.algorithm === older.algorithm
  );
}

const SAYS: Readonly<Record<SeenRecord, string>> = {
  matches: "is there",
  testing: "says that it is a test (t=y), so that signatures need not count",
  differs: "says something else",
  revoked: "revokes the key",
  missing: "is not there",
  unanswered: "could not be asked for: no DNS server answered",
};

function refuseUnpublished(keys: readonly StoredDkimKey[], seen: readonly SeenRecord[]): void {
  const wrong = keys.flatMap(({ selector: name, domain }, nth) => {
    const state = seen[nth] ?? "unanswered";
    return state === "matches" ? [] : [`The record ${name}._domainkey.${domain} ${SAYS[state]}.`];
  });
  if (wrong.length === 0) return;
  const next = "Publish what conclave dkim show prints, wait until it can be seen, and try again.";
  throw new AppError({ code: "key-unusable", publicText: [...wrong, next].join("\n") });
}
