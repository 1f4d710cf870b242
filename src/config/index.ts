/**
 * Settings of the site and of lists: one schema gives the parser, the default, the help and the reference page. It
 * reads texts that it is given, never a file or the environment, and knows nothing of what a setting then does.
 */
export { insteadOfMailmans } from "./mailmans-options.ts";
export { aliasWords } from "./alias-words.ts";
export {
  LIST_DEFAULTS,
  LIST_SETTINGS,
  type ListSettingChanges,
  type ListSettingName,
  type ListSettings,
  listSettings,
} from "./list-settings.ts";
export { listenTarget, type ListenTarget } from "./listen-target.ts";
export {
  dumpListSettings,
  parseListSettings,
  parseListSettingsToml,
  parseSettingWord,
  withoutDefaults,
} from "./parse-list-settings.ts";
export { describeSiteConfig, parseSiteConfig, type SiteConfig } from "./site-config.ts";
export { topicLines } from "./topic-lines.ts";
