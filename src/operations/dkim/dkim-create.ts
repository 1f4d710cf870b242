import { z } from "zod";
import { AppError, ok } from "#base";
import { insertDkimKey } from "#store";
import { address, domain } from "../input.ts";
import { operation } from "../operation.ts";
import { wantedList } from "../wanted.ts";
import { type DkimKeyView, dkimKeyView } from "./dkim-view.ts";
import { freshSelector } from "./fresh-selector.ts";
import { selector } from "./wanted-keys.ts";

export const dkimCreate = operation({
  name: "dkim.create",
  summary: "Make a DKIM key for a domain; it signs nothing before it is activated",
  input: z.strictObject({
    domain,
    /** Absent: one of the month and the algorithm. */
    selector: selector.optional(),
    algorithm: z.enum(["rsa", "ed25519"]).default("rsa"),
    /** Signs for this list only; absent: for all of the domain. */
    list: address.optional(),
  }),
  async run({ db, clock }, { domain, algorithm, list, ...wanted }) {
    const { newSigningKey } = await import("#domains");
    const made = await newSigningKey(algorithm);
    const at = clock.now();
    const view = await db.transact(async (tx): Promise<DkimKeyView> => {
      const listId = list === undefined ? null : (await wantedList(tx, list)).id;
      const name = wanted.selector ?? (await freshSelector(tx, { domain, algorithm, at }));
      const key = await insertDkimKey(tx, { domain, selector: name, listId, algorithm, ...made, at });
      if (key === null) throw taken(domain, name);
      return dkimKeyView(tx, key);
    });
    return ok(view);
  },
});

function taken(domain: string, name: string): AppError {
  const publicText = `${domain} has a key of the selector ${name} already. Give another one with --selector.`;
  return new AppError({ code: "already-exists", publicText });
}
