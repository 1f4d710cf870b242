/** Certificate authorities of the site: their keys sealed by the master key, what they issued, what they revoked. */
import type { AuthorityId, Bytes, EmailAddress, Fingerprint } from "#base";
import type { Place } from "../at-rest/at-rest.ts";
import type { Reader, Transactor } from "../engine/database.ts";

export interface StoredAuthority {
  readonly id: AuthorityId;
  readonly name: string;
  /** DER. */
  readonly certificate: Bytes;
  /** The newest revocation list, DER. */
  readonly crl: Bytes;
  readonly crlNumber: number;
  /** When people expect the next one. */
  readonly crlUntil: Date;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

export interface NewAuthority extends Omit<StoredAuthority, "id"> {
  /** PKCS#8, DER. */
  readonly secret: Bytes;
}

/** null: the name is taken. */
export async function insertAuthority(tx: Transactor, made: NewAuthority): Promise<AuthorityId | null> {
  const row = await tx.query
    .insertInto("authority")
    .values({
      name: made.name,
      certificate: made.certificate,
      sealed: tx.vault.sealAtRest(place(made.name), made.secret),
      crl: made.crl,
      crl_number: made.crlNumber,
      crl_until: made.crlUntil.getTime(),
      created_at: made.createdAt.getTime(),
      expires_at: made.expiresAt.getTime(),
    })
    .onConflict((c) => c.column("name").doNothing())
    .returning("id")
    .executeTakeFirst();
  return row?.id ?? null;
}

export async function authorities(tx: Reader): Promise<readonly StoredAuthority[]> {
  const rows = await tx.query.selectFrom("authority").selectAll().orderBy("id").execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    certificate: row.certificate,
    crl: row.crl,
    crlNumber: row.crl_number,
    crlUntil: new Date(row.crl_until),
    createdAt: new Date(row.created_at),
    expiresAt: new Date(row.expires_at),
  }));
}

/** Its private key: PKCS#8, DER. */
export async function authoritySecret(tx: Reader, { id, name }: StoredAuthority): Promise<Bytes> {
  const query = tx.query.selectFrom("authority").select("sealed").where("id", "=", id);
  const { sealed } = await query.executeTakeFirstOrThrow();
  return tx.vault.openAtRest(place(name), sealed);
}

/** The lists of every authority of the site, DER. */
export async function revocationListsOfSite(tx: Reader): Promise<readonly Bytes[]> {
  const rows = await tx.query.selectFrom("authority").select("crl").execute();
  return rows.map(({ crl }) => crl);
}

export async function storeRevocationList(
  tx: Transactor,
  { id, crl, crlNumber, crlUntil }: Pick<StoredAuthority, "id" | "crl" | "crlNumber" | "crlUntil">,
): Promise<void> {
  await tx.query
    .updateTable("authority")
    .set({ crl, crl_number: crlNumber, crl_until: crlUntil.getTime() })
    .where("id", "=", id)
    .execute();
}

export interface IssuedRow {
  readonly address: EmailAddress;
  /** Hexadecimal. */
  readonly serial: string;
  readonly fingerprint: Fingerprint;
  readonly certificate: Bytes;
  readonly issuedAt: Date;
  readonly expiresAt: Date;
  /** null: it counts. */
  readonly revokedAt: Date | null;
}

export async function insertIssued(
  tx: Transactor,
  authority: AuthorityId,
  issued: Omit<IssuedRow, "revokedAt">,
): Promise<void> {
  const { address, serial, fingerprint, certificate, issuedAt, expiresAt } = issued;
  const times = { issued_at: issuedAt.getTime(), expires_at: expiresAt.getTime(), revoked_at: null };
  await tx.query
    .insertInto("issued_certificate")
    .values({ authority_id: authority, address, serial, fingerprint, certificate, ...times })
    .execute();
}

/** Everything that an authority issued, the oldest first. */
export async function issuedBy(tx: Reader, authority: AuthorityId): Promise<readonly IssuedRow[]> {
  const rows = await tx.query
    .selectFrom("issued_certificate")
    .selectAll()
    .where("authority_id", "=", authority)
    .orderBy("id")
    .execute();
  return rows.map(({ issued_at, expires_at, revoked_at, ...row }) => ({
    address: row.address,
    serial: row.serial,
    fingerprint: row.fingerprint,
    certificate: row.certificate,
    issuedAt: new Date(issued_at),
    expiresAt: new Date(expires_at),
    revokedAt: revoked_at === null ? null : new Date(revoked_at),
  }));
}

export async function markRevoked(
  tx: Transactor,
  authority: AuthorityId,
  { fingerprint, at }: { readonly fingerprint: Fingerprint; readonly at: Date },
): Promise<void> {
  await tx.query
    .updateTable("issued_certificate")
    .set({ revoked_at: at.getTime() })
    .where("authority_id", "=", authority)
    .where("fingerprint", "=", fingerprint)
    .execute();
}

/** Whether an authority of the site took this certificate back. */
export async function isRevokedBySite(tx: Reader, fingerprint: Fingerprint): Promise<boolean> {
  const row = await tx.query
    .selectFrom("issued_certificate")
    .select("id")
    .where("fingerprint", "=", fingerprint)
    .where("revoked_at", "is not", null)
    .executeTakeFirst();
  return row !== undefined;
}

function place(name: string): Place {
  return { table: "authority", column: "sealed", row: name, purpose: "authority key" };
}
