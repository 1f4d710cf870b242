import type { EmailAddress } from "#base";
import { listById, type Reader, type StoredDkimKey } from "#store";

/** A key as people see it, with the record that its domain publishes. */
export interface DkimKeyView {
  readonly domain: string;
  readonly selector: string;
  readonly algorithm: StoredDkimKey["algorithm"];
  /** Of an RSA key. */
  readonly bits: number | null;
  /** It is shorter than it should be: some do not count what it signs. */
  readonly weak: boolean;
  readonly state: StoredDkimKey["state"];
  /** It signs for this list only; null: for all of the domain. */
  readonly list: EmailAddress | null;
  /** Name and value of its TXT record. */
  readonly record: { readonly name: string; readonly value: string };
  readonly createdAt: string;
  readonly activeAt: string | null;
  readonly retiredAt: string | null;
}

/** RFC 8301 §3.2: what signers should use. */
export const ADVISED_RSA_BITS = 2048;

export async function dkimKeyView(tx: Reader, key: StoredDkimKey): Promise<DkimKeyView> {
  const { keyRecord, recordName, rsaBits } = await import("#domains");
  const bits = rsaBits(key.publicKey);
  const list = key.listId === null ? null : await listById(tx, key.listId);
  return {
    domain: key.domain,
    selector: key.selector,
    algorithm: key.algorithm,
    bits,
    weak: bits !== null && bits < ADVISED_RSA_BITS,
    state: key.state,
    list: list?.address ?? null,
    record: { name: recordName(key), value: keyRecord(key) },
    createdAt: key.createdAt.toISOString(),
    activeAt: key.activeAt?.toISOString() ?? null,
    retiredAt: key.retiredAt?.toISOString() ?? null,
  };
}
