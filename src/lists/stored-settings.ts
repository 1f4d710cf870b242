/** The settings of a list as its row keeps them: those that differ from the defaults. */
import { type ListSettings, listSettings, parseListSettings } from "#config";

export interface StoredSettingsReading {
  /** What can be read of them, with the defaults for the rest. */
  readonly settings: ListSettings;
  /** Empty, or what this version cannot read: such a list is shown and mended, but sends nothing on. */
  readonly problems: readonly string[];
}

/** Each setting is read by itself, so that one that cannot be read takes no other with it. */
export function readStoredSettings(stored: Readonly<Record<string, unknown>>): StoredSettingsReading {
  const readings = Object.entries(stored).map(([name, value]) => parseListSettings({ [name]: value }));
  const known = readings.flatMap((one) => (one.ok ? [one.value] : []));
  const problems = readings.flatMap((one) => (one.ok ? [] : one.error));
  return { settings: listSettings(Object.assign({}, ...known)), problems };
}
