import { z } from "zod";
import { AppError, ok } from "#base";
import { dkimKeys, insertDkimKey } from "#store";
import { domain } from "../input.ts";
import { operation } from "../operation.ts";
import { type DkimKeyView, dkimKeyView } from "./dkim-view.ts";
import { freshSelector } from "./fresh-selector.ts";
import { wantedDkimKeys } from "./wanted-keys.ts";

export const dkimRotate = operation({
  name: "dkim.rotate",
  summary:
    "Make a new DKIM key beside each that signs for a domain; the old ones go on until the new are activated",
  input: z.strictObject({ domain }),
  async run({ db, clock }, { domain }) {
    const { newSigningKey } = await import("#domains");
    const active = await db.read((tx) => wantedDkimKeys(tx, { domain, state: "active" }));
    const made = await Promise.all(active.map(({ algorithm }) => newSigningKey(algorithm)));
    const at = clock.now();
    const views = await db.transact(async (tx) => {
      if ((await dkimKeys(tx)).some((key) => key.domain === domain && key.state === "waiting"))
        throw waiting(domain);
      const fresh: DkimKeyView[] = [];
      for (const [nth, { algorithm, listId }] of active.entries()) {
        const pair = made[nth];
        const selector = await freshSelector(tx, { domain, algorithm, at });
        const key = pair && (await insertDkimKey(tx, { domain, selector, listId, algorithm, ...pair, at }));
        if (key) fresh.push(await dkimKeyView(tx, key));
      }
      return fresh;
    });
    return ok(views);
  },
});

function waiting(domain: string): AppError {
  const publicText = `New keys of ${domain} wait already. Use them: conclave dkim activate ${domain}; or remove them.`;
  return new AppError({ code: "already-exists", publicText });
}
