/** The settings of the content filter, read. */
import type { ListSettings } from "#config";

export interface FilterRules {
  /** `image` or `image/png`, lower case, as are endings without their dot. */
  readonly filterTypes: readonly string[];
  /** Empty: all that are not forbidden; so are endings. */
  readonly passTypes: readonly string[];
  readonly filterEndings: readonly string[];
  readonly passEndings: readonly string[];
  readonly collapse: boolean;
}

export function filterRules(settings: ListSettings): FilterRules {
  return {
    filterTypes: words(settings.filter_mime_types),
    passTypes: words(settings.pass_mime_types),
    filterEndings: words(settings.filter_filename_extensions).map(withoutDot),
    passEndings: words(settings.pass_filename_extensions).map(withoutDot),
    collapse: settings.collapse_alternatives === "yes",
  };
}

function words(text: string): readonly string[] {
  return text
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((word) => word !== "");
}

function withoutDot(word: string): string {
  return word.replace(/^\./, "");
}
