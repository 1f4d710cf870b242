/** Certificate authorities and what they issued, for people. */
import { inGroups } from "#base";
import type { AuthorityView, IssuedView, ShownAuthority } from "#operations";
import { table } from "./table.ts";

export function authorityLines(authorities: readonly AuthorityView[]): string {
  if (authorities.length === 0) return "There is no certificate authority. Make one: conclave ca init NAME";
  return authorities.map(authorityText).join("\n\n");
}

function authorityText({ name, fingerprint, expiresAt, issued }: AuthorityView): string {
  const lines = [`${name}, good until ${expiresAt.slice(0, 10)}`, `  ${inGroups(fingerprint)}`];
  if (issued.length > 0) lines.push(issuedLines(issued));
  return lines.join("\n");
}

export function issuedLines(issued: readonly IssuedView[]): string {
  const rows = issued.map(({ address, fingerprint, expiresAt, revokedAt }) => [
    address,
    revokedAt === null ? `until ${expiresAt.slice(0, 10)}` : `revoked ${revokedAt.slice(0, 10)}`,
    fingerprint,
  ]);
  return table(["Address", "Counts", "Fingerprint"], rows);
}

/** RFC 7468 §7 */
export function revocationListPem({ crl }: ShownAuthority): string {
  const lines = crl.match(/.{1,64}/g) ?? [];
  return ["-----BEGIN X509 CRL-----", ...lines, "-----END X509 CRL-----"].join("\n");
}
