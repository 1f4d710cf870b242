import { z } from "zod";
import { AppError, ok, sameAddress } from "#base";
import { revokeIssued } from "#keys";
import { issuedBy, type IssuedRow, type Reader, type StoredAuthority } from "#store";
import { type IssuedView, issuedView } from "./authority-view.ts";
import { address, fingerprint } from "../input.ts";
import { operation } from "../operation.ts";
import { wantedAuthority } from "./wanted-authority.ts";

export const caRevoke = operation({
  name: "ca.revoke",
  summary: "Take certificates back that an authority of this site issued",
  input: z.strictObject({
    ca: z.string().max(64).optional(),
    /** One certificate, or all of an address that still count. */
    which: z.union([fingerprint, address]),
  }),
  async run({ db, clock }, wanted) {
    const revoked = await db.transact(async (tx): Promise<readonly IssuedView[]> => {
      const authority = await wantedAuthority(tx, wanted.ca);
      const rows = await issuedTo(tx, authority, wanted.which);
      const at = clock.now();
      // The list is numbered anew with each, in this transaction.
      for (const row of rows) {
        const current = await wantedAuthority(tx, authority.name);
        await revokeIssued(tx, current, { fingerprint: row.fingerprint, at });
      }
      return rows.map((row) => issuedView({ ...row, revokedAt: at }));
    });
    return ok(revoked);
  },
});

async function issuedTo(
  tx: Reader,
  authority: StoredAuthority,
  which: string,
): Promise<readonly IssuedRow[]> {
  const rows = (await issuedBy(tx, authority.id)).filter(
    (row) => row.fingerprint === which || sameAddress(row.address, which as IssuedRow["address"]),
  );
  const counting = rows.filter(({ revokedAt }) => revokedAt === null);
  if (counting.length > 0) return counting;
  const publicText =
    rows.length > 0
      ? `${which}: already revoked.`
      : `${authority.name} issued nothing for ${which}. See what it did: conclave ca show`;
  throw new AppError({ code: rows.length > 0 ? "already-exists" : "not-found", publicText });
}
