import type { Generated } from "kysely";
import type { AddressKey, EmailAddress, ListId, MemberId } from "#base";

export interface AddressesSchema {
  readonly member_address: MemberAddressTable;
}

/** Another address of a member's, beside the one that posts go to. */
export interface MemberAddressTable {
  id: Generated<number>;
  list_id: ListId;
  member_id: MemberId;
  address: EmailAddress;
  address_key: AddressKey;
  confirmed_at: number;
}
