/** Revocation lists as they come from an authority's server: over plain HTTP, so that only their signature counts. */
import { type Bytes, err, LIMITS, ok, type Result } from "#base";
import { readCertificate } from "./certificate.ts";
import { readRevocationLists } from "./read-certificates.ts";
import { attempt } from "../asn1/refusal.ts";
import { isListBy, isRevoked, readableLists, readRevocationList } from "./revocation-list.ts";
import { readable } from "../key-files/unlock-secret.ts";

export interface FetchedList {
  readonly der: Bytes;
  readonly thisUpdate: Date;
  /** When the next one comes; null: it does not say. */
  readonly nextUpdate: Date | null;
  /** It names what changed since another list: what it revokes counts, what it does not name says nothing. */
  readonly delta: boolean;
}

export type FetchedListFault = "malformed" | "not-by-an-authority" | "from-the-future";

/**
 * Reads a list, DER or PEM, that one of these authorities (DER) signed.
 *
 * @param at the present: a list of a later time is none
 */
export function readFetchedList(
  file: Bytes,
  authorities: readonly Bytes[],
  at: Date,
): Result<FetchedList, FetchedListFault> {
  if (file.length > LIMITS.revocationListBytes) return err("malformed");
  const read = attempt(() => {
    const [der = file] = readRevocationLists(file);
    return { der, list: readRevocationList(der) };
  });
  if (!read.ok) return err("malformed");
  const { der, list } = read.value;
  if (!readable(authorities).some((authority) => isListBy(list, authority)))
    return err("not-by-an-authority");
  const { thisUpdate, nextUpdate, delta } = list;
  return thisUpdate > at ? err("from-the-future") : ok({ der, thisUpdate, nextUpdate, delta });
}

export interface Revoking {
  /** DER. */
  readonly authorities: readonly Bytes[];
  readonly lists: readonly Bytes[];
  readonly at: Date;
}

/** Which of these certificates (DER) a list by their own issuer revokes. */
export function revokedAmong(
  certificates: readonly Bytes[],
  { authorities, lists, at }: Revoking,
): readonly Bytes[] {
  const issuers = readable(authorities);
  const known = readableLists(lists);
  return certificates.filter((der) => {
    const read = attempt(() => isRevoked(readCertificate(der), issuers, known, at));
    return read.ok && read.value;
  });
}
