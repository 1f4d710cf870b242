import type { Generated } from "kysely";
import type { Bytes, Fingerprint, KeyOfferId, ListId, MemberId, Scheme } from "#base";

export interface KeysSchema {
  readonly key_offer: KeyOfferTable;
  readonly certificate_file: CertificateFileTable;
}

export interface KeyOfferTable {
  id: Generated<KeyOfferId>;
  list_id: ListId;
  member_id: MemberId;
  scheme: Scheme;
  fingerprint: Fingerprint;
  public: Bytes;
  via: "signature" | "attachment" | "autocrypt" | "folder" | "directory";
  state: Generated<"waiting" | "refused">;
  /** 1: see NewKeyOffer. */
  backed: Generated<number>;
  offered_at: number;
  until: number;
}

export interface CertificateFileTable {
  name: string;
  digest: string;
  written: number;
  problem: string;
  seen_at: number;
}
