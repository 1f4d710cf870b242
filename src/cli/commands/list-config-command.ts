/** `conclave list config`: prints, dumps, loads and sets. */
import { fromUtf8 } from "#base";
import { dumpListSettings, type ListSettingChanges, parseListSettingsToml } from "#config";
import { listConfigure, listShow } from "#operations";
import type { AddCommands } from "../open-session.ts";
import { readInput } from "../read-input.ts";
import { type Session, usageError } from "../session.ts";
import { settingWords } from "../setting-words.ts";
import { changedSettings, settingLines } from "../show-list.ts";

const SETTINGS_FILE_BYTES = 4 * 1024 * 1024;

export const addConfigCommand: AddCommands = (list, open) => {
  list
    .command("config")
    .description("Show or change settings of a list")
    .argument("<list>", "address of the list")
    .argument("[name=value...]", "settings to change; none: show all")
    .option("--dump", "write all settings with their meaning as TOML, readable by --load")
    .option("--load <file>", "read settings from a TOML file (-: standard input); others stay")
    .action(async (address, words, options, command) => {
      const session = open(command);
      if (options.load !== undefined && words.length > 0) {
        throw usageError("Give either --load or name=value, not both.");
      }
      if (options.load !== undefined) await change(session, address, await load(session, options.load));
      else if (words.length > 0) await change(session, address, settingWords(words));
      else await show(session, address, options.dump === true);
    });
};

async function show(session: Session, list: string, dump: boolean): Promise<void> {
  const { settings } = await session.run(listShow, { list });
  session.print(settings, dump ? dumpListSettings : settingLines);
}

async function change(session: Session, list: string, settings: ListSettingChanges): Promise<void> {
  const changed = await session.run(listConfigure, { list, settings });
  session.print(changed, changedSettings);
}

async function load(session: Session, path: string): Promise<ListSettingChanges> {
  const text = fromUtf8(await readInput(session.terminal, path, SETTINGS_FILE_BYTES));
  const parsed = parseListSettingsToml(text);
  if (parsed.ok) return parsed.value;
  throw usageError([`${path}: nothing was changed.`, ...parsed.error.map((line) => `  ${line}`)].join("\n"));
}
