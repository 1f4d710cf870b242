/** What is known of the files in the watched folder of certificates. */
import type { Reader, Transactor } from "../engine/database.ts";

export interface CertificateFileState {
  readonly name: string;
  /** SHA-256 of what was in it, hexadecimal. */
  readonly digest: string;
  /** We wrote it, and may write it anew. */
  readonly written: boolean;
  /** Why it was not taken in; "": it was. */
  readonly problem: string;
}

export async function certificateFiles(tx: Reader): Promise<readonly CertificateFileState[]> {
  const rows = await tx.query.selectFrom("certificate_file").selectAll().orderBy("name").execute();
  return rows.map(({ name, digest, written, problem }) => ({
    name,
    digest,
    written: written === 1,
    problem,
  }));
}

export async function noteCertificateFile(
  tx: Transactor,
  { name, digest, written, problem }: CertificateFileState,
  at: Date,
): Promise<void> {
  const values = { digest, written: written ? 1 : 0, problem, seen_at: at.getTime() };
  await tx.query
    .insertInto("certificate_file")
    .values({ name, ...values })
    .onConflict((c) => c.column("name").doUpdateSet(values))
    .execute();
}

/** The file is gone. */
export async function forgetCertificateFile(tx: Transactor, name: string): Promise<void> {
  await tx.query.deleteFrom("certificate_file").where("name", "=", name).execute();
}
