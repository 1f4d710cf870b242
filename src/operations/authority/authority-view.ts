import { createHash } from "node:crypto";
import type { Fingerprint } from "#base";
import { publicKeyText } from "#keys";
import { issuedBy, type IssuedRow, type Reader, type StoredAuthority } from "#store";

export interface IssuedView {
  readonly address: string;
  readonly fingerprint: Fingerprint;
  readonly serial: string;
  readonly issuedAt: string;
  readonly expiresAt: string;
  readonly revokedAt: string | null;
}

export interface AuthorityView {
  readonly name: string;
  /** SHA-256 of the root, as programs show it before they trust it. */
  readonly fingerprint: string;
  readonly createdAt: string;
  readonly expiresAt: string;
  /** The root, PEM. */
  readonly certificate: string;
  readonly issued: readonly IssuedView[];
}

export async function authorityView(tx: Reader, authority: StoredAuthority): Promise<AuthorityView> {
  const { name, certificate, createdAt, expiresAt } = authority;
  return {
    name,
    fingerprint: createHash("sha256").update(certificate).digest("hex").toUpperCase(),
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    certificate: await publicKeyText("smime", certificate),
    issued: (await issuedBy(tx, authority.id)).map(issuedView),
  };
}

export function issuedView(row: IssuedRow): IssuedView {
  return {
    address: row.address,
    fingerprint: row.fingerprint,
    serial: row.serial,
    issuedAt: row.issuedAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    revokedAt: row.revokedAt?.toISOString() ?? null,
  };
}
