/** Reads settings that people wrote: TOML files, `key=value` words and rows of the database. */
import { parse, stringify, TomlError } from "smol-toml";
import { err, ok, type Result } from "#base";
import {
  LIST_SETTINGS,
  type ListSettingChanges,
  type ListSettingName,
  type ListSettings,
  listSettings,
} from "./list-settings.ts";
import { insteadOfMailmans } from "./mailmans-options.ts";
import { wordForNumber } from "./mailmans-numbers.ts";
import { problemWords } from "./problem-words.ts";

/** What Mailman calls otherwise. */
const MAILMANS_NAMES: Readonly<Record<string, ListSettingName>> = { preferred_language: "language" };

/** Checks a table of values; every mistake gets a line that says what would be right. */
export function parseListSettings(
  table: Readonly<Record<string, unknown>>,
): Result<ListSettingChanges, readonly string[]> {
  const problems: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [given, value] of Object.entries(table)) {
    const name = MAILMANS_NAMES[given] ?? given;
    if (!isListSettingName(name)) {
      const instead = insteadOfMailmans(name);
      problems.push(`${name}: ${instead ?? `there is no such setting${similar(name)}`}`);
      continue;
    }
    const { schema } = LIST_SETTINGS[name];
    const word = "options" in schema ? wordForNumber(name, value, schema.options) : null;
    const parsed = schema.safeParse(word ?? value);
    if (parsed.success) values[name] = parsed.data;
    else problems.push(`${name}: ${parsed.error.issues.map(problemWords).join("; ")}`);
  }
  return problems.length > 0 ? err(problems) : ok(values as ListSettingChanges);
}

export function parseListSettingsToml(text: string): Result<ListSettingChanges, readonly string[]> {
  try {
    return parseListSettings(parse(text));
  } catch (thrown) {
    if (thrown instanceof TomlError) return err([`line ${thrown.line}: ${firstLine(thrown.message)}`]);
    throw thrown;
  }
}

/** All settings with their help as comments, in groups, readable by `parseListSettingsToml`. */
export function dumpListSettings(settings: ListSettings): string {
  const groups = Map.groupBy(Object.entries(LIST_SETTINGS), ([, definition]) => definition.group);
  return [...groups].map(([group, entries]) => dumpGroup(group, entries, settings)).join("\n");
}

/** One value as a person types it after `name=`, turned into what the schema expects. */
export function parseSettingWord(name: string, word: string): Result<ListSettingChanges, readonly string[]> {
  const isNumber = isListSettingName(name) && typeof LIST_SETTINGS[name].default === "number";
  return parseListSettings({ [name]: isNumber && /^-?\d+$/.test(word) ? Number(word) : word });
}

function isListSettingName(name: string): name is ListSettingName {
  return Object.hasOwn(LIST_SETTINGS, name);
}

/** What the database keeps: the changes without those that equal the default. */
export function withoutDefaults(changes: ListSettingChanges): ListSettingChanges {
  const defaults = listSettings({});
  const kept = Object.entries(changes).filter(
    ([name, value]) => isListSettingName(name) && value !== defaults[name],
  );
  return Object.fromEntries(kept);
}

type Entry = [string, { readonly help: string }];

function dumpGroup(group: string, entries: readonly Entry[], settings: ListSettings): string {
  const lines = entries.map(([name, definition]) => {
    const value = settings[name as ListSettingName];
    return `# ${definition.help}\n${stringify({ [name]: value }).trim()}\n`;
  });
  return [`## ${group}`, "", ...lines].join("\n");
}

function similar(name: string): string {
  const wanted = name.toLowerCase().replaceAll("-", "_");
  const found = Object.keys(LIST_SETTINGS).find((known) => known === wanted || known.includes(wanted));
  return found === undefined ? "" : ` (did you mean ${found}?)`;
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0] ?? "";
}
