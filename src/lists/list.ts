/** What the rules know of a list and its people. Rows of the database are turned into these by store. */
import type {
  EmailAddress,
  Fingerprint,
  RecipientFacts,
  KeyUsability,
  ListId,
  MemberId,
  Scheme,
} from "#base";
import type { ListSettings } from "#config";

export interface List {
  readonly id: ListId;
  readonly address: EmailAddress;
  readonly displayName: string;
  readonly settings: ListSettings;
}

/** A member's key as the plan needs it. */
export interface MemberKeyState {
  readonly scheme: Scheme;
  readonly fingerprint: Fingerprint;
  readonly state: KeyUsability<RecipientFacts>;
}

/** With the keys that are asked first in front. */
export interface PlanMember {
  readonly id: MemberId;
  readonly keys: readonly MemberKeyState[];
}
