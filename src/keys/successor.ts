/** Who makes the certificate that comes in the place of a list's: the list itself, or an authority of the site. */
import { type AppError, type EmailAddress, ok, type Random, type Result } from "#base";
import * as store from "#store";
import { issue } from "./authority.ts";
import { smime } from "./crypto-rooms.ts";
import type { ListKeyMaterial } from "./make-list-key.ts";

const LIFETIME_DAYS = 730;

/** "list": what it made by itself; "elsewhere": an authority that has to be asked. */
export type Certifier = store.StoredAuthority | "list" | "elsewhere";

export async function certifierOf(
  tx: store.Reader,
  key: store.ListKey,
  address: EmailAddress,
): Promise<Certifier> {
  const chain = await store.listCertificates(tx, key);
  const { judgeOwnChain, listAuthorityOf } = await smime();
  if (listAuthorityOf(chain, address) !== null) return "list";
  if (judgeOwnChain(chain, key.createdAt) === "self-signed") return "list";
  for (const authority of await store.authorities(tx)) {
    const issued = await store.issuedBy(tx, authority.id);
    if (issued.some(({ fingerprint }) => fingerprint === key.fingerprint)) return authority;
  }
  return "elsewhere";
}

export interface CertifiedKey {
  readonly key: ListKeyMaterial;
  /** For the authority's register. */
  readonly row: Omit<store.IssuedRow, "revokedAt">;
}

/** A new key with a certificate of an authority of the site, as `ca issue` makes it; nothing is stored. */
export async function certifiedListKey(plan: {
  readonly authority: store.StoredAuthority;
  /** The authority's: PKCS#8, DER. */
  readonly secret: Uint8Array;
  readonly address: EmailAddress;
  readonly displayName: string;
  readonly at: Date;
  readonly random: Random;
}): Promise<Result<CertifiedKey, AppError>> {
  const { displayName, address, at, ...rest } = plan;
  const commonName = Array.from(displayName || address)
    .slice(0, 64)
    .join("");
  const key = { kind: "rsa" } as const;
  const issued = await issue({ ...rest, address, commonName, key, at, days: LIFETIME_DAYS });
  if (!issued.ok) return issued;
  const { row, holder } = issued.value;
  if (holder === null) throw new Error("a new key was asked for, and none was made");
  const { certificate: publicKey, expiresAt } = row;
  return ok({ row, key: { secret: holder, publicKey, createdAt: at, expiresAt, revocation: null } });
}
