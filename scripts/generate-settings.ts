/** Reference pages of the settings: those of a list, and `conclave.toml`. */
import { describeSiteConfig, LIST_SETTINGS } from "#config";
import { markdownPage, pipeTable } from "./support/markdown-page.ts";

export function listSettingsPage(): string {
  const settings = Object.entries(LIST_SETTINGS);
  const groups = [...new Set(settings.map(([, { group }]) => group))];
  return markdownPage("Settings of a list", [
    "`conclave list config LIST` shows them, `conclave list config LIST name=value` changes them, `--dump` and `--load`",
    "move all of them as TOML. Names are those of Mailman 2.1 and of the Secure List Server where the thing is the same.",
    ...groups.flatMap((group) => [
      "",
      `## ${group}`,
      "",
      ...pipeTable(
        ["setting", "default", "who may change it", "what it does"],
        settings
          .filter(([, setting]) => setting.group === group)
          .map(([name, { default: value, who, help }]) => [
            `\`${name}\``,
            `\`${JSON.stringify(value)}\``,
            who,
            help,
          ]),
      ),
    ]),
  ]);
}

export function siteConfigPage(): string {
  return markdownPage("conclave.toml", [
    "What the first run writes: every setting of the site with its meaning and default. Paths are relative to the file.",
    "",
    "```toml",
    describeSiteConfig().trimEnd(),
    "```",
  ]);
}
