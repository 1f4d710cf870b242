/** Lists as people read them. */
import { inGroups } from "#base";
import { LIST_DEFAULTS, LIST_SETTINGS, type ListSettingName, type ListSettings } from "#config";
import { NAMES_IN_WORDS, usesKeys } from "#lists";
import type {
  ChangedSetting,
  ConfiguredList,
  CreatedList,
  ListKeyView,
  ListLine,
  ListView,
} from "#operations";
import { SCHEME_NAMES, validity } from "./human.ts";
import { outcomeChangeLines, outcomeTables } from "./show-outcomes.ts";
import { facts, table } from "./table.ts";

const SEALED = { no: "no", yes: "who has a key", force: "always" } as const;

export function createdList(created: CreatedList): string {
  const { address, name, sealed, keys, owners, inWords } = created;
  const first = `Made the ${sealed ? "sealed " : ""}list ${address} (“${name}”).`;
  const lines = keys.map(
    ({ scheme, fingerprint }) => `  ${SCHEME_NAMES[scheme].padEnd(7)}  ${inGroups(fingerprint)}`,
  );
  const people = owners.length === 0 ? [] : [`  Owners: ${owners.join(", ")}`];
  const todo = keysToMake(created).map((line) => `  ${line}`);
  return [first, ...lines, ...people, ...inWords.map((sentence) => `  ${sentence}`), ...todo].join("\n");
}

export function listLines(lines: readonly ListLine[]): string {
  if (lines.length === 0) return "There are no lists yet.";
  const seals = lines.some(({ sealed }) => sealed !== "no");
  return table(
    ["list", "name", "members", ...(seals ? ["sealed"] : [])],
    lines.map(({ address, name, members, sealed }) => [
      address,
      name,
      members,
      ...(seals ? [SEALED[sealed]] : []),
    ]),
  );
}

export function listView(list: ListView): string {
  const { settings, inWords, outcomes } = list;
  const reader = { hasKeys: usesKeys(settings), moderates: moderates(list) };
  const clear = list.leavesInClear === null ? [] : [`Mind: ${list.leavesInClear}`];
  return [
    listFacts(list),
    [...inWords, ...keysToMake(list)].join("\n"),
    outcomeTables(outcomes, reader),
    ...clear,
  ].join("\n\n");
}

function listFacts({ settings, keys, ...list }: ListView): string {
  const keyed = keys.length > 0 || usesKeys(settings);
  return facts([
    ["list", list.address],
    ["name", list.name],
    ["members", list.moderated === 0 ? list.members : `${list.members}, ${list.moderated} of them moderated`],
    ["owners", list.owners.join("\n") || "none: nobody is told when something waits"],
    ["moderators", list.moderators.join("\n") || "none"],
    ...(keyed ? [["keys", keys.map(keyLine).join("\n") || "none"] as const] : []),
    ["settings", changedFromDefault(settings) || "all as they come"],
  ]);
}

/** What members write is not one thing: it depends on who is moderated. A scenario decides in place of that. */
function moderates({ settings, moderated }: ListView): boolean {
  const { send, default_member_moderation, member_moderation_action, default_member_action } = settings;
  const some = moderated > 0 || default_member_moderation === "yes";
  return some && send === "" && member_moderation_action !== default_member_action;
}

export function listKeyLines(keys: readonly ListKeyView[]): string {
  return keys.length === 0 ? "The list has no keys." : keys.map(keyLine).join("\n");
}

function ending({ opensUntil, revokedAt }: Pick<ListKeyView, "opensUntil" | "revokedAt">): string {
  if (revokedAt !== null) return `compromised since ${revokedAt.slice(0, 10)}: opens nothing`;
  const old = "only opens what was sealed to it before";
  return opensUntil === null ? old : `${old}, until ${opensUntil.slice(0, 10)}`;
}

function keyLine({ scheme, fingerprint, active, expiresAt, ...ends }: ListKeyView): string {
  const until = active ? validity(expiresAt) : ending(ends);
  return `${SCHEME_NAMES[scheme].padEnd(7)} ${inGroups(fingerprint)}\n        ${until}`;
}

export function settingLines(settings: Partial<ListSettings>): string {
  return facts(Object.entries(settings).map(([name, value]) => [name, shown(value)]));
}

/** Texts of many lines, too, as they are. */
export function settingsInFull(settings: Partial<ListSettings>): string {
  return facts(Object.entries(settings).map(([name, value]) => [name, String(value)]));
}

const OF_SOME_LISTS: readonly string[] = ["keys", "sealing", "scenarios"];

/** Of a list that has nothing to do with keys, what makes a difference there. */
export function settingsOfUse({
  settings,
  keys,
}: Pick<ListView, "settings" | "keys">): Partial<ListSettings> {
  if (usesKeys(settings) || keys.length > 0) return settings;
  const names = Object.keys(settings) as ListSettingName[];
  const wanted = names.filter(
    (name) => !OF_SOME_LISTS.includes(LIST_SETTINGS[name].group) || settings[name] !== LIST_DEFAULTS[name],
  );
  return Object.fromEntries(wanted.map((name) => [name, settings[name]]));
}

/** What was changed, or would be, and what that means for mail. */
function unknownLines({ unknownNames }: ConfiguredList): string {
  if (unknownNames.length === 0) return "";
  const lines = unknownNames.map(
    ({ setting, names }) =>
      `Mind: ${setting} has ${names.join(", ")}, which stands for nothing and goes out as it is written.`,
  );
  const known = NAMES_IN_WORDS.map((name) => `%(${name})s`).join(", ");
  return [...lines, `What stands for something: {name}, {address}, {owner}, {request}, ${known}`].join("\n");
}

export function configuredList(configured: ConfiguredList): string {
  const { changed, outcomes, inWords, saysOther, ...reader } = configured;
  const lines = outcomeChangeLines(outcomes, reader);
  const parts = [
    changedSettings(changed),
    lines.join("\n"),
    (lines.length > 0 || saysOther ? inWords : []).join("\n"),
    keysToMake(configured).join("\n"),
    unknownLines(configured),
    stoppingLines(configured),
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

const STOPS = {
  unbound: "Only certificates that are bound count then. These members have none that is:",
  unvouched: "These members' certificates stop counting, for no authority of the list vouches for them:",
} as const;

function stoppingLines({ address, stops }: ConfiguredList): string {
  if (stops === null) return "";
  const few = stops.addresses.slice(0, 20).map((one) => `  ${one}`);
  const more = stops.addresses.length - few.length;
  return [
    STOPS[stops.why],
    ...few,
    ...(more > 0 ? [`  and ${more} more`] : []),
    ...(stops.why === "unvouched" ? [`Trust their authority: conclave ca trust FILE --list ${address}`] : []),
    `Bind what you compared: conclave key import ${address} --member ADDRESS --fingerprint HEX FILE`,
  ].join("\n");
}

/** What is missing, as the commands that make it. */
export function keysToMake({
  address,
  lacksKeys,
}: Pick<ListView, "address" | "lacksKeys">): readonly string[] {
  return lacksKeys.map((scheme) => `Do this: conclave key generate ${address} --scheme ${scheme}`);
}

function changedSettings(changes: readonly ChangedSetting[]): string {
  if (changes.length === 0) return "Nothing to change: it is so already.";
  return changes.map(({ name, from, to }) => `${name}: ${shown(from)} -> ${shown(to)}`).join("\n");
}

function changedFromDefault(settings: ListSettings): string {
  const names = Object.keys(settings) as ListSettingName[];
  return names
    .filter((name) => settings[name] !== LIST_DEFAULTS[name])
    .map((name) => `${name} = ${shown(settings[name])}`)
    .join("\n");
}

/** Certificates and the like are too long for a line. */
function shown(value: string | number): string {
  const LONGEST = 80;
  const text = String(value);
  return text.length <= LONGEST && !text.includes("\n") ? text : `(${text.length} characters)`;
}
