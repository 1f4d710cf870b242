/** Lists as people read them. */
import { inGroups } from "#base";
import { LIST_DEFAULTS, type ListSettingName, type ListSettings } from "#config";
import type { ChangedSetting, CreatedList, ListKeyView, ListLine, ListView } from "#operations";
import { SCHEME_NAMES, validity } from "./human.ts";
import { facts, table } from "./table.ts";

const SEALED = { no: "no", yes: "who has a key", force: "always" } as const;

export function createdList({ address, name, sealed, keys, owners }: CreatedList): string {
  const first = `Made the ${sealed ? "sealed " : ""}list ${address} (“${name}”).`;
  const lines = keys.map(({ scheme, fingerprint }) => `  ${SCHEME_NAMES[scheme]}  ${inGroups(fingerprint)}`);
  const people = owners.length === 0 ? [] : [`  Owners: ${owners.join(", ")}`];
  return [first, ...lines, ...people].join("\n");
}

export function listLines(lines: readonly ListLine[]): string {
  if (lines.length === 0) return "There are no lists yet.";
  return table(
    ["list", "name", "members", "sealed"],
    lines.map(({ address, name, members, sealed }) => [address, name, members, SEALED[sealed]]),
  );
}

export function listView(list: ListView): string {
  const changed = changedFromDefault(list.settings);
  const pairs: [string, string | number][] = [
    ["list", list.address],
    ["name", list.name],
    ["members", list.members],
    ["owners", list.owners.join("\n") || "none: nobody is told when something waits"],
    ["moderators", list.moderators.join("\n") || "none"],
    ["keys", list.keys.map(keyLine).join("\n") || "none"],
    ["settings", changed || "all as they come"],
  ];
  const clear = list.leavesInClear === null ? "" : `\n\nMind: ${list.leavesInClear}`;
  return facts(pairs) + clear;
}

export function listKeyLines(keys: readonly ListKeyView[]): string {
  return keys.length === 0 ? "The list has no keys." : keys.map(keyLine).join("\n");
}

function keyLine({ scheme, fingerprint, active, expiresAt }: ListKeyView): string {
  const until = active ? validity(expiresAt) : "only opens what was sealed to it before";
  return `${SCHEME_NAMES[scheme].padEnd(7)} ${inGroups(fingerprint)}\n        ${until}`;
}

export function settingLines(settings: ListSettings): string {
  return facts(Object.entries(settings).map(([name, value]) => [name, shown(value)]));
}

export function changedSettings(changes: readonly ChangedSetting[]): string {
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
