/** What the rules know of a list and its people. Rows of the database are turned into these by store. */
import {
  type EmailAddress,
  type Fingerprint,
  isLanguage,
  type KeyUsability,
  type ListId,
  type MemberId,
  type RecipientFacts,
  type Scheme,
} from "#base";
import type { ListSettings } from "#config";
import type { OwnTexts, Voice } from "#i18n";

export interface List {
  readonly id: ListId;
  readonly address: EmailAddress;
  readonly displayName: string;
  readonly settings: ListSettings;
  /** The operator's own wordings; absent: none. */
  readonly texts?: OwnTexts | undefined;
}

/** How the list speaks: in its language, worded as the operator wished. */
export function voiceOf({ address, settings: { language }, texts }: List): Voice {
  return texts?.voice(address, language) ?? language;
}

/** The list as it speaks to somebody: in the language that they chose, else in its own. */
export function speakingTo(list: List, person: { readonly language: string } | null): List {
  const chosen = person?.language ?? "";
  return isLanguage(chosen) ? { ...list, settings: { ...list.settings, language: chosen } } : list;
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
