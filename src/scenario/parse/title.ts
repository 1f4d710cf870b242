/** The name that people see: the title in their language, or else the scenario's own name. */
import { impliedTags } from "./language-tag.ts";
import type { ParsedScenario } from "./statement.ts";

/** A `title.gettext` is shown as it stands: its catalogue is Sympa's own. */
export function titleOf(scenario: Pick<ParsedScenario, "titles" | "file">, language: string): string {
  const implied = impliedTags(language);
  // QUIRK: Sympa's English is en-US, and `title.us` is that.
  const english = implied.at(-1) === "en" ? ["en-US"] : [];
  const tags = [...implied, ...english, "gettext", "default"];
  const found = tags.find((tag) => scenario.titles.has(tag));
  return found === undefined ? nameOf(scenario.file) : (scenario.titles.get(found) ?? "");
}

/** `private` of `send.private`. */
function nameOf(file: string): string {
  return file.slice(file.indexOf(".") + 1);
}
