/** The tables as Kysely sees them: column names as in `docs/reference/schema.sql`, times in ms since 1970. */
import type { Generated } from "kysely";
import type {
  AddressKey,
  AuthorityId,
  Bytes,
  EmailAddress,
  Fingerprint,
  ListId,
  MemberId,
  MemberKeyId,
  Scheme,
  StorageKeyId,
} from "#base";
import type { AddressesSchema } from "./schema-addresses.ts";
import type {
  DigestForm,
  DigestLeftOutTable,
  DigestPostTable,
  DigestTable,
  LastDigestTable,
} from "./schema-digests.ts";
import type { DomainsSchema } from "./schema-domains.ts";
import type { KeysSchema } from "./schema-keys.ts";
import type { MailInSchema } from "./schema-mail-in.ts";
import type { MailOutSchema } from "./schema-mail-out.ts";
import type { TasksSchema } from "./schema-tasks.ts";

export interface Schema
  extends AddressesSchema, DomainsSchema, KeysSchema, MailInSchema, MailOutSchema, TasksSchema {
  readonly schema_version: { version: number; name: string; applied_at: number };
  readonly site_secret: { name: string; sealed: Bytes };
  readonly storage_key: StorageKeyTable;
  readonly list: ListTable;
  readonly list_secret: ListSecretTable;
  readonly list_password: { list_id: ListId; hash: string; set_at: number };
  readonly member: MemberTable;
  readonly member_key: MemberKeyTable;
  readonly member_key_signer: { member_key_id: MemberKeyId; key_id: string };
  readonly left_key: LeftKeyTable;
  readonly departure: DepartureTable;
  readonly key_warning: KeyWarningTable;
  readonly revocation_list: RevocationListTable;
  readonly certificate_status: CertificateStatusTable;
  readonly authority: AuthorityTable;
  readonly issued_certificate: IssuedCertificateTable;
  readonly requested_key: RequestedKeyTable;
  readonly digest: DigestTable;
  readonly digest_left_out: DigestLeftOutTable;
  readonly digest_post: DigestPostTable;
  readonly last_digest: LastDigestTable;
  readonly node: { name: string; site: string; started_at: number; seen_at: number };
}

export interface StorageKeyTable {
  id: Generated<StorageKeyId>;
  list_id: ListId | null;
  wrapped: Bytes;
  created_at: number;
}

export interface ListTable {
  id: Generated<ListId>;
  address: EmailAddress;
  address_key: AddressKey;
  display_name: string;
  settings: string;
  last_post_number: Generated<number>;
  created_at: number;
}

export interface ListSecretTable {
  id: Generated<number>;
  list_id: ListId;
  scheme: Scheme;
  fingerprint: Fingerprint;
  public: Bytes;
  sealed: Bytes;
  created_at: number;
  expires_at: number | null;
  active: number;
  purpose: "both" | "sign" | "encrypt";
  opens_until: number | null;
  revoked_at: number | null;
  revocation: Bytes | null;
}

export interface MemberTable {
  id: Generated<MemberId>;
  list_id: ListId;
  address: EmailAddress;
  address_key: AddressKey;
  name: string;
  language: string;
  receives: number;
  owner: number;
  moderator: number;
  delivery: "on" | "off";
  delivery_why: Generated<"" | "member" | "owner">;
  delivery_until: number | null;
  ack: Generated<number>;
  not_metoo: Generated<number>;
  topics: Generated<string>;
  other_topics: Generated<number>;
  no_dupes: Generated<number>;
  conceal: Generated<number>;
  moderated: Generated<number>;
  digest: Generated<"" | DigestForm>;
  digest_since: Generated<number>;
  digest_sealed_since: number | null;
  created_at: number;
}

export interface DepartureTable {
  id: Generated<number>;
  list_id: ListId;
  address_key: AddressKey;
  sealed: Bytes;
  until: number;
}

export interface LeftKeyTable {
  list_id: ListId;
  address_key: AddressKey;
  scheme: Scheme;
  fingerprint: Fingerprint;
  left_at: number;
  back_at: number | null;
  back_by: "" | "operator";
  until: number;
}

export interface RevocationListTable {
  url: string;
  der: Bytes | null;
  this_update: number | null;
  next_update: number | null;
  fetched_at: number | null;
  tried_at: number;
  problem: string;
}

export interface CertificateStatusTable {
  fingerprint: Fingerprint;
  certificate: Bytes;
  issuer: Bytes;
  status: Generated<"" | "good" | "revoked">;
  this_update: number | null;
  answered_until: number | null;
  wanted_at: number;
  tried_at: number | null;
  problem: Generated<string>;
}

export interface KeyWarningTable {
  list_id: ListId;
  fingerprint: Fingerprint;
  told: "member" | "owners";
  expires_at: number;
  stage: number;
  told_at: number;
}

export interface MemberKeyTable {
  id: Generated<MemberKeyId>;
  member_id: MemberId;
  list_id: ListId;
  scheme: Scheme;
  fingerprint: Fingerprint;
  public: Bytes;
  description: string;
  source: "owner" | "member" | "harvest";
  pinned: number;
  confirmed_addresses: string;
  bound_at: number;
  recipient: string | null;
}

export interface AuthorityTable {
  id: Generated<AuthorityId>;
  name: string;
  certificate: Bytes;
  sealed: Bytes;
  crl: Bytes;
  crl_number: number;
  crl_until: number;
  created_at: number;
  expires_at: number;
}

export interface IssuedCertificateTable {
  id: Generated<number>;
  authority_id: AuthorityId;
  address: EmailAddress;
  serial: string;
  fingerprint: Fingerprint;
  certificate: Bytes;
  issued_at: number;
  expires_at: number;
  revoked_at: number | null;
}

export interface RequestedKeyTable {
  id: Generated<number>;
  list_id: ListId;
  fingerprint: Fingerprint;
  sealed: Bytes;
  created_at: number;
}
