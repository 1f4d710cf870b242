import { z } from "zod";
import { AppError, ok } from "#base";
import { newAuthority } from "#keys";
import { authorities, insertAuthority } from "#store";
import { type AuthorityView, authorityView } from "./authority-view.ts";
import { domain } from "../input.ts";
import { operation } from "../operation.ts";

export const caInit = operation({
  name: "ca.init",
  summary: "Make a certificate authority for a small group",
  input: z.strictObject({
    /** Its common name (RFC 5280 §A.1: 64 characters), and what it is called here. */
    name: z.string().trim().min(1, { error: "give it a name" }).max(64),
    kind: z.enum(["ec", "rsa"]).default("ec"),
    days: z.int().min(1).max(36_500).default(3650),
    /** The mail domains that it may vouch for; none: all. */
    domains: z.array(domain).max(100).default([]),
  }),
  async run({ db, clock, random }, wanted) {
    const made = await newAuthority({ ...wanted, at: clock.now(), random });
    const view = await db.transact(async (tx): Promise<AuthorityView> => {
      if ((await insertAuthority(tx, made)) === null) throw nameTaken(wanted.name);
      const stored = (await authorities(tx)).find(({ name }) => name === wanted.name);
      if (stored === undefined) throw new Error("the authority was stored within this transaction");
      return authorityView(tx, stored);
    });
    return ok(view);
  },
});

function nameTaken(name: string): AppError {
  const publicText = `There is an authority “${name}” already. See it: conclave ca show`;
  return new AppError({ code: "already-exists", publicText });
}
