/** What a scenario is called: the part behind the point of `send.private`. */

/** In Sympa's settings a comma stands for what is an underscore in the file's name: `owner,notify`. */
export function scenarioName(setting: string): string {
  return setting.replaceAll(/\s*,\s*/g, "_");
}

/** What `default` stands for in the setting `send`. */
export const DEFAULT_SEND = "private";

/** The file that a list's setting `send` means. */
export function sendScenarioFile(setting: string): string {
  return `send.${setting === "default" ? DEFAULT_SEND : scenarioName(setting)}`;
}
