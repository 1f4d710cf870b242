import { AppError, type EmailAddress, err, localPartOf, ok, type Scheme } from "#base";
import { z } from "zod";
import { LIST_DEFAULTS, type ListSettingChanges, type ListSettings, listSettings } from "#config";
import { addListKey, type ListKeyMaterial, makeListKey } from "#keys";
import {
  familiesWithoutKey,
  familyDemand,
  findPreset,
  listDemand,
  listInWords,
  otherDoors,
  type PresetFamily,
  type PresetName,
  PRESETS,
  presetSettings,
  readDoor,
  SCHEMES,
  settingsForOpened,
} from "#lists";
import { insertList, insertMember, listByAddress, type StoredList, type Transactor } from "#store";
import { address, nameUpTo } from "../input.ts";
import { inEnglish, readChanges, storableSettings } from "./list-settings-of.ts";
import { refuseWrongPatterns } from "../members/address-patterns.ts";
import { type Context, operation } from "../operation.ts";
import { refuseScenarios } from "../permission/check-scenarios.ts";
import { orRefuse } from "../wanted.ts";

/** The list opens only what is sealed to it, and nobody gets a post in clear. */
const SEALED: ListSettingChanges = {
  gpg_post_encrypt: "force",
  gpg_post_sign: "yes",
  gpg_distrib_encrypt: "force",
  gpg_distrib_sign: "yes",
  smime_post_encrypt: "force",
  smime_post_sign: "yes",
  smime_distrib_encrypt: "force",
  smime_distrib_sign: "yes",
  reply_goes_to_list: "list",
};

const input = z.strictObject({
  address,
  name: nameUpTo(100).optional(),
  owners: z.array(address).default([]),
  settings: z.record(z.string(), z.unknown()).default({}),
  /** All that a sealed list needs: its settings and its keys. */
  sealed: z.boolean().default(false),
  /** Makes a key in both families. */
  keys: z.boolean().default(false),
  /** The name of one of the presets: its settings, and the keys that they need. */
  preset: z.string().optional(),
  /** The families of the preset's settings; without it that of the example. */
  family: z.enum(["openpgp", "smime", "both"]).optional(),
});
type Wanted = z.output<typeof input>;

export interface CreatedList {
  readonly address: EmailAddress;
  readonly name: string;
  readonly sealed: boolean;
  readonly preset: PresetName | null;
  /** What it does with mail, in a few sentences. */
  readonly inWords: readonly string[];
  /** The families in which its settings need a key of the list, and it has none. */
  readonly lacksKeys: readonly Scheme[];
  /** Whether members' keys sign or open what goes through the list. */
  readonly membersUseKeys: boolean;
  readonly owners: readonly EmailAddress[];
  readonly keys: readonly { readonly scheme: Scheme; readonly fingerprint: string }[];
}

export const listCreate = operation({
  name: "list.create",
  summary: "Make a list",
  input,
  async run(context, wanted) {
    const name = wanted.name ?? defaultName(wanted.address);
    const pattern = patternOf(wanted);
    const { language = "en" } = context;
    const full = listSettings({ language, ...pattern.settings, ...readChanges(wanted.settings) });
    const settings = storableSettings(full);
    await refuseWrongPatterns(full);
    await refuseScenarios(context.scenarios, { address: wanted.address, settings: full }, LIST_DEFAULTS);
    const schemes = wanted.keys ? SCHEMES : pattern.schemes(full);
    const keys = await keysFor(context, schemes, { address: wanted.address, displayName: name });
    const at = context.clock.now();
    const made = await context.db.transact(async (tx) => {
      await refuseSharedAddress(tx, wanted.address);
      const list = await insertList(tx, { address: wanted.address, displayName: name, settings, at });
      if (list.ok) await furnish(tx, list.value, { keys, owners: wanted.owners, at });
      return list;
    });
    if (!made.ok) return err(exists(wanted.address));
    const { owners, sealed, address } = wanted;
    const fingerprints = keys.map(({ secret: { scheme, fingerprint } }) => ({ scheme, fingerprint }));
    const membersUseKeys = (["post_sign", "distrib_encrypt"] as const).some(
      (purpose) => listDemand(settingsForOpened(full), purpose) !== "no",
    );
    const families = keys.map(({ secret: { scheme } }) => scheme);
    const ownKeys = { opening: families, signing: families };
    const inWords = listInWords(inEnglish(full), ownKeys);
    const lacksKeys = familiesWithoutKey(full, ownKeys);
    const facts = { preset: pattern.name, inWords, lacksKeys, membersUseKeys };
    return ok<CreatedList>({ address, name, sealed, owners, keys: fingerprints, ...facts });
  },
});

/** The settings that a list begins with, and the families in which it then needs a key. */
interface Pattern {
  readonly name: PresetName | null;
  readonly settings: ListSettingChanges;
  readonly schemes: (settings: ListSettings) => readonly Scheme[];
}

/** @throws AppError bad-input for a preset that is not there, or two patterns at once */
function patternOf({ sealed, preset, family }: Wanted): Pattern {
  if (preset !== undefined && sealed) throw badInput("Give either a preset or sealed, not both.");
  if (preset !== undefined) return presetPattern(preset, family ?? null);
  if (family !== undefined) throw badInput("A family is chosen for a preset: name the preset, too.");
  return { name: null, settings: sealed ? SEALED : {}, schemes: () => (sealed ? SCHEMES : []) };
}

function presetPattern(word: string, family: PresetFamily | null): Pattern {
  const preset = findPreset(word);
  const names = PRESETS.map(({ name }) => name).join(", ");
  if (preset === null) throw badInput(`There is no preset “${word}”. There are: ${names}.`);
  const schemes = preset.makesKeys ? schemesWithKey : () => [];
  return { name: preset.name, settings: presetSettings(preset, family), schemes };
}

function schemesWithKey(settings: ListSettings): readonly Scheme[] {
  const needs = (scheme: Scheme) =>
    (["post_encrypt", "distrib_sign"] as const).some(
      (purpose) => familyDemand(settings, scheme, purpose) !== "no",
    );
  return SCHEMES.filter(needs);
}

function badInput(publicText: string): AppError {
  return new AppError({ code: "bad-input", publicText });
}

interface Furniture {
  readonly keys: readonly ListKeyMaterial[];
  readonly owners: readonly EmailAddress[];
  readonly at: Date;
}

async function furnish(tx: Transactor, list: StoredList, { keys, owners, at }: Furniture): Promise<void> {
  for (const key of keys) orRefuse(await addListKey(tx, { list, key, replace: false }));
  for (const owner of owners) await insertMember(tx, { listId: list.id, address: owner, owner: true, at });
}

async function keysFor(
  { clock, random }: Context,
  schemes: readonly Scheme[],
  who: { readonly address: EmailAddress; readonly displayName: string },
): Promise<readonly ListKeyMaterial[]> {
  const made: ListKeyMaterial[] = [];
  for (const scheme of schemes) made.push(await makeListKey(scheme, { ...who, at: clock.now(), random }));
  return made;
}

/** `team@example.org` is called “Team” until somebody says otherwise. */
function defaultName(address: EmailAddress): string {
  const localPart = localPartOf(address);
  return localPart.charAt(0).toUpperCase() + localPart.slice(1);
}

/** Mail for the owners of one list must not become posts of another. @throws AppError already-exists */
async function refuseSharedAddress(tx: Transactor, wanted: EmailAddress): Promise<void> {
  const doors = readDoor(wanted).filter(({ kind }) => kind !== "post");
  for (const { list } of doors) if ((await listByAddress(tx, list)) !== null) throw shared(wanted, list);
  for (const door of otherDoors(wanted))
    if ((await listByAddress(tx, door)) !== null) throw shared(door, wanted);
}

function shared(door: EmailAddress, list: EmailAddress): AppError {
  const publicText = `${door} is one of the addresses of ${list}: it cannot be another list too. Choose another address.`;
  return new AppError({ code: "already-exists", publicText });
}

function exists(address: EmailAddress): AppError {
  return new AppError({
    code: "already-exists",
    publicText: `There is a list ${address} already. Look at it: conclave list show ${address}`,
  });
}
