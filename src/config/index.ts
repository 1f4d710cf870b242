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
