/** What the rules know of a list and its people. Rows of the database are turned into these by store. */
import type { EmailAddress, Fingerprint, ListId, MemberId, Scheme, WhyCode } from "#base";
import type { ListSettings } from "#config";

export interface List {
  readonly id: ListId;
  readonly address: EmailAddress;
  readonly displayName: string;
  readonly settings: ListSettings;
}

/** A member's key as the plan needs it: usable or why not. */
export interface MemberKeyState {
  readonly scheme: Scheme;
  readonly fingerprint: Fingerprint;
  readonly usable: boolean;
  readonly why: WhyCode | null;
  readonly expiredAt: Date | null;
  /** OpenPGP: reads SEIPDv2. S/MIME: reads AES-GCM. */
  readonly readsAead: boolean;
}

export interface PlanMember {
  readonly id: MemberId;
  readonly keys: readonly MemberKeyState[];
}
