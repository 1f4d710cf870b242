/** The presets as `list presets` prints them. */
import type { ListSettingChanges } from "#config";
import { type Preset, type PresetName, presetSettings, presetWords } from "#lists";

interface PresetLine {
  readonly name: PresetName;
  readonly text: string;
  readonly settings: ListSettingChanges;
  readonly makesKeys: boolean;
}

/** In the language of the command line. */
export function presetLine(preset: Preset): PresetLine {
  const { name, makesKeys } = preset;
  return { name, text: presetWords(preset, "en"), settings: presetSettings(preset), makesKeys };
}

export function presetLines(lines: readonly PresetLine[]): string {
  return lines.map(presetText).join("\n");
}

function presetText({ name, text, settings }: PresetLine): string {
  const words = Object.entries(settings).map(([setting, value]) => `    ${setting} = ${value}`);
  return [name, `  ${text}`, ...words].join("\n");
}
