/**
 * Lists that need no study of settings: the five examples of the Secure List Server's own text ("What can you do
 * with it?"), set as it sets them, the sixth that it mentions in brackets, the way of S/Sympa, and three kinds of list
 * without keys. Each is a table of settings in one family, that of the example; `presetSettings` says the same of the
 * other or of both.
 */
import type { Scheme } from "#base";
import type { ListSettingChanges } from "#config";
import { type Language, say } from "#i18n";
import type { Purpose } from "./families.ts";

export type PresetName =
  | "vanilla"
  | "discussion"
  | "announcement"
  | "private"
  | "light"
  | "anti-spam"
  | "dissidents"
  | "full"
  | "sealed-posts"
  | "as-received";

export interface Preset {
  readonly name: PresetName;
  /** Other words that lead here. */
  readonly also: readonly string[];
  /** null: the demands count only in a family that is chosen. */
  readonly family: Scheme | null;
  readonly demands: Readonly<Partial<Record<Purpose, "yes" | "force">>>;
  readonly settings: ListSettingChanges;
  /** Whether keys are made for the list. */
  readonly makesKeys: boolean;
}

export const PRESETS: readonly Preset[] = [
  {
    name: "vanilla",
    also: ["plain", "mailman-vanilla"],
    family: null,
    demands: {},
    settings: {},
    makesKeys: false,
  },
  {
    name: "discussion",
    also: ["talk"],
    family: null,
    demands: {},
    settings: { reply_goes_to_list: "list", private_roster: "members" },
    makesKeys: false,
  },
  {
    name: "announcement",
    also: ["announcements", "news", "newsletter"],
    family: null,
    demands: {},
    settings: {
      default_member_moderation: "yes",
      member_moderation_action: "reject",
      generic_nonmember_action: "reject",
      include_list_post_header: "no",
      reply_goes_to_list: "poster",
      private_roster: "admins",
    },
    makesKeys: false,
  },
  {
    name: "private",
    also: ["closed"],
    family: null,
    demands: {},
    settings: {
      subscribe_policy: "both",
      advertised: "no",
      generic_nonmember_action: "reject",
      private_roster: "admins",
    },
    makesKeys: false,
  },
  {
    name: "light",
    also: ["sls-light"],
    family: "openpgp",
    demands: { distrib_encrypt: "yes" },
    settings: {},
    makesKeys: false,
  },
  {
    name: "anti-spam",
    also: ["antispam", "signed-posts"],
    family: "smime",
    demands: { post_sign: "force" },
    settings: {},
    makesKeys: false,
  },
  {
    name: "dissidents",
    also: ["dissident"],
    family: "smime",
    demands: { post_encrypt: "yes" },
    settings: {
      generic_nonmember_action: "accept",
      clear_after_decrypt: "confirmed",
      anonymous_list: "yes",
    },
    makesKeys: true,
  },
  {
    name: "full",
    also: ["full-sls"],
    family: "openpgp",
    demands: { post_encrypt: "force", post_sign: "force", distrib_encrypt: "force", distrib_sign: "yes" },
    settings: { reply_goes_to_list: "list" },
    makesKeys: true,
  },
  {
    name: "sealed-posts",
    also: ["encrypted-posts"],
    family: "smime",
    demands: { post_encrypt: "force" },
    settings: { clear_after_decrypt: "confirmed" },
    makesKeys: true,
  },
  {
    name: "as-received",
    also: ["sympa", "s-sympa"],
    family: null,
    demands: { post_encrypt: "yes" },
    settings: { distribution: "as_received" },
    makesKeys: true,
  },
];

export type PresetFamily = Scheme | "both";

export function findPreset(word: string): Preset | null {
  const wanted = word
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_]+/g, "-");
  return PRESETS.find(({ name, also }) => name === wanted || also.includes(wanted)) ?? null;
}

const PREFIXES = { openpgp: ["gpg"], smime: ["smime"], both: ["gpg", "smime"] } as const;

/** @param family null: that of the example */
export function presetSettings(preset: Preset, family: PresetFamily | null = null): ListSettingChanges {
  const wanted = family ?? preset.family;
  const prefixes = wanted === null ? [] : PREFIXES[wanted];
  const demands = prefixes.flatMap((prefix) =>
    Object.entries(preset.demands).map(([purpose, value]) => [`${prefix}_${purpose}`, value] as const),
  );
  return { ...Object.fromEntries(demands), ...preset.settings };
}

/** What a preset is for, in one sentence. */
export function presetWords({ name }: Preset, language: Language): string {
  return say(language, `preset-${name}`);
}
