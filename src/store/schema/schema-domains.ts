import type { Generated } from "kysely";
import type { Bytes, DkimKeyId, ListId } from "#base";

export interface DomainsSchema {
  readonly dkim_key: DkimKeyTable;
}

export type DkimState = "waiting" | "active" | "retired";

export interface DkimKeyTable {
  id: Generated<DkimKeyId>;
  domain: string;
  selector: string;
  list_id: ListId | null;
  algorithm: "rsa" | "ed25519";
  public: Bytes;
  sealed: Bytes | null;
  state: Generated<DkimState>;
  created_at: number;
  active_at: number | null;
  retired_at: number | null;
}
