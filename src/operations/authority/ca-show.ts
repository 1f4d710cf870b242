import { z } from "zod";
import { ok, view } from "#base";
import { freshRevocationList } from "#keys";
import { authorities } from "#store";
import { type AuthorityView, authorityView } from "./authority-view.ts";
import { operation } from "../operation.ts";
import { wantedAuthority } from "./wanted-authority.ts";

export interface ShownAuthority extends AuthorityView {
  /** The newest revocation list: DER in base64. */
  readonly crl: string;
}

export const caShow = operation({
  name: "ca.show",
  summary: "Show certificate authorities, what they issued and revoked",
  input: z.strictObject({
    /** Absent: all. */
    name: z.string().max(64).optional(),
  }),
  async run({ db, clock }, { name }) {
    const shown = await db.transact(async (tx) => {
      const chosen = name === undefined ? await authorities(tx) : [await wantedAuthority(tx, name)];
      const views: ShownAuthority[] = [];
      for (const authority of chosen) {
        const crl = await freshRevocationList(tx, authority, clock.now());
        views.push({ ...(await authorityView(tx, authority)), crl: view(crl).toString("base64") });
      }
      return views;
    });
    return ok(shown);
  },
});
