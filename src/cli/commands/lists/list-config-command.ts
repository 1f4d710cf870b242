/** `conclave list config`: prints, dumps, loads and sets. */
import { fromUtf8 } from "#base";
import { dumpListSettings, LIST_SETTINGS, type ListSettingChanges, parseListSettingsToml } from "#config";
import { listConfigure, listShow } from "#operations";
import type { AddCommands } from "../../open-session.ts";
import { readInput } from "../../read/read-input.ts";
import { type Session, usageError } from "../../session.ts";
import { settingWords } from "../../show/setting-words.ts";
import { configuredList, settingLines, settingsInFull, settingsOfUse } from "../../show/show-list.ts";

const SETTINGS_FILE_BYTES = 4 * 1024 * 1024;

export const addConfigCommand: AddCommands = (list, open) => {
  list
    .command("config")
    .description("Show or change settings of a list")
    .argument("<list>", "address of the list")
    .argument("[name=value...]", "settings to change; names alone: show those; none: show all")
    .option("--all", "show also settings that make no difference on this list")
    .option("--dump", "write all settings with their meaning as TOML, readable by --load")
    .option("--load <file>", "read settings from a TOML file (-: standard input); others stay")
    .option("--preview", "say what would change for which mail, and save nothing")
    .option("--yes", "save without asking; asked is only on a terminal")
    .action(async (address, words, options, command) => {
      const session = open(command);
      if (options.load !== undefined && words.length > 0) {
        throw usageError("Give either --load or name=value, not both.");
      }
      if (words.length > 0 && words.every(isName)) return showSome(session, address, words);
      const settings = options.load === undefined ? settingWords(words) : await load(session, options.load);
      const wanted = { list: address, settings };
      if (options.load === undefined && words.length === 0) await show(session, address, options);
      else if (options.preview === true) await preview(session, wanted);
      else await change(session, wanted, options.yes === true);
    });
};

/** Programs are given all settings; people those that make a difference on this list. */
async function show(session: Session, list: string, { dump, all }: Shown): Promise<void> {
  const view = await session.run(listShow, { list });
  const { settings } = view;
  if (dump === true) return session.print(settings, dumpListSettings);
  const some = all === true ? settings : settingsOfUse(view);
  session.print(settings, () => settingLines(some));
  if (Object.keys(some).length < Object.keys(settings).length)
    session.hint(`There are more settings: conclave list config ${list} --all`);
}

function isName(word: string): boolean {
  return Object.hasOwn(LIST_SETTINGS, word);
}

/** Those that are named, however long. */
async function showSome(session: Session, list: string, names: readonly string[]): Promise<void> {
  const { settings } = await session.run(listShow, { list });
  const some = Object.fromEntries(Object.entries(settings).filter(([name]) => names.includes(name)));
  session.print(some, settingsInFull);
}

interface Shown {
  readonly dump?: true | undefined;
  readonly all?: true | undefined;
}

interface Wanted {
  readonly list: string;
  readonly settings: ListSettingChanges;
}

async function preview(session: Session, wanted: Wanted): Promise<void> {
  session.print(await session.run(listConfigure, { ...wanted, preview: true }), configuredList);
  session.hint("Nothing was saved. To save it, leave out --preview.");
}

/** On a terminal a change that makes a difference for mail is shown and asked for; programs are not asked. */
async function change(session: Session, wanted: Wanted, sure: boolean): Promise<void> {
  if (session.asks && !sure) {
    const seen = await session.run(listConfigure, { ...wanted, preview: true });
    const { posts, members } = seen.outcomes;
    if (seen.saysOther || seen.stops !== null || posts.length + members.length > 0) {
      session.print(seen, configuredList);
      const answer = await session.terminal.ask("Save this? [y/N] ");
      if (!/^y(?:es)?$/i.test(answer.trim())) return session.hint("Nothing was saved.");
      await session.run(listConfigure, wanted);
      return session.hint("Saved.");
    }
  }
  session.print(await session.run(listConfigure, wanted), configuredList);
}

async function load(session: Session, path: string): Promise<ListSettingChanges> {
  const text = fromUtf8(await readInput(session.terminal, path, SETTINGS_FILE_BYTES));
  const parsed = parseListSettingsToml(text);
  if (parsed.ok) return parsed.value;
  throw usageError([`${path}: nothing was changed.`, ...parsed.error.map((line) => `  ${line}`)].join("\n"));
}
