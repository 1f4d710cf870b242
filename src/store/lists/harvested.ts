/** Certificates that were harvested since a time, for whoever writes them into files. */
import type { Bytes, EmailAddress, KeyDescription } from "#base";
import type { Reader } from "../engine/database.ts";
import { decodeDescription } from "./key-json.ts";

export interface HarvestedCertificate {
  readonly address: EmailAddress;
  /** DER. */
  readonly certificate: Bytes;
  readonly description: KeyDescription;
}

/** The oldest first: of one address the last is the newest. */
export async function harvestedSince(tx: Reader, since: Date): Promise<readonly HarvestedCertificate[]> {
  const rows = await tx.query
    .selectFrom("member_key")
    .innerJoin("member", "member.id", "member_key.member_id")
    .select(["member.address", "member_key.public", "member_key.description"])
    .where("member_key.scheme", "=", "smime")
    .where("member_key.source", "=", "harvest")
    .where("member_key.bound_at", ">=", since.getTime())
    .orderBy("member_key.bound_at")
    .orderBy("member_key.id")
    .execute();
  return rows.map(({ address, public: certificate, description }) => ({
    address,
    certificate,
    description: decodeDescription(description),
  }));
}
