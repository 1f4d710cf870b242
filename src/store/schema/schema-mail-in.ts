import type { Generated } from "kysely";
import type {
  AddressKey,
  BlobId,
  Bytes,
  EmailAddress,
  ErrandId,
  HeldId,
  InboxId,
  ListId,
  MemberId,
  RequestId,
  StorageKeyId,
} from "#base";

export type InboxState = "new" | "claimed" | "sealing" | "done" | "aside";
export type InboxDecision = "accept" | "hold" | "reject" | "discard";
export type HeldKind = "held" | "refused";

export interface MailInSchema {
  readonly blob: BlobTable;
  readonly blob_chunk: { blob_id: BlobId; seq: number; bytes: Bytes };
  readonly inbox: InboxTable;
  readonly inbox_effect: { inbox_id: InboxId; name: string; outcome: Bytes };
  readonly held: HeldTable;
  readonly held_token: { digest: Bytes; held_id: HeldId; member_id: MemberId };
  readonly errand: ErrandTable;
  readonly request: RequestTable;
  readonly request_key: { digest: Bytes; binding: Bytes; request_id: RequestId; holder: AddressKey };
  readonly mark: MarkTable;
  readonly session_mark: { hmac: Bytes; door: string; inbox_id: InboxId; expires_at: number };
  readonly untold: UntoldTable;
  readonly answer_count: { subject: string; window_start: number; count: number; expires_at: number };
}

/** What ended by itself, until the owners were told of it. */
export interface UntoldTable {
  id: Generated<number>;
  list_id: ListId;
  what: string;
  /** "": nobody is named. */
  address: string;
  ended_at: number;
}

export interface BlobTable {
  id: Generated<BlobId>;
  storage_key_id: StorageKeyId;
  purpose: string;
  wrapped_key: Bytes;
  size: number;
  arriving_since: number | null;
}

export interface InboxTable {
  id: Generated<InboxId>;
  transaction_id: string;
  received_at: number;
  envelope_from: string;
  rcpt_to: string;
  list_id: ListId | null;
  door: string;
  blob_id: BlobId | null;
  size: number;
  peer: string;
  trusted: Generated<number>;
  approved: Generated<number>;
  state: Generated<InboxState>;
  attempts: Generated<number>;
  claims: Generated<number>;
  claimed_by: Generated<string>;
  claimed_until: Generated<number>;
  decision: Generated<InboxDecision | "">;
  code: Generated<string>;
  done_at: number | null;
}

export interface HeldTable {
  id: Generated<HeldId>;
  list_id: ListId;
  inbox_id: InboxId;
  blob_id: BlobId | null;
  kind: HeldKind;
  code: string;
  public_text: string;
  detail: string;
  sender: string;
  size: number;
  held_at: number;
  until: number;
  answer_to: Generated<string>;
}

export interface ErrandTable {
  id: Generated<ErrandId>;
  list_id: ListId;
  blob_id: BlobId | null;
  created_at: number;
  tries: Generated<number>;
  code: Generated<string>;
}

export interface MarkTable {
  list_id: ListId;
  mark: Bytes;
  message_id: string;
  address: string;
  inbox_id: InboxId;
  expires_at: number;
}

export interface RequestTable {
  id: Generated<RequestId>;
  list_id: ListId | null;
  waits_for: string;
  function: string;
  actor: EmailAddress;
  method: string;
  email: EmailAddress;
  email_key: AddressKey;
  operation: string;
  input: string;
  asked: Bytes;
  effect: string;
  created_at: number;
  expires_at: number;
}
