/**
 * Scenario files and search filters as they are found: list, then domain, then site, then those that come with the
 * server (a family's before the list's own). Nothing here reads a disk: whoever asks brings the folders.
 */

/** One folder's `scenari/` and `search_filters/`: texts by file name. */
export interface ScenarioFolder {
  readonly scenarios: ReadonlyMap<string, string>;
  readonly filters: ReadonlyMap<string, string>;
}

export interface ScenarioFiles {
  /** @param file `send.private`, `include.common` */
  scenario(file: string): string | undefined;
  /** Every file of that name in search order: `.txt` filters are tried one after the other. */
  filters(file: string): readonly string[];
}

/** @param folders in the order of the search; the first that has a scenario wins */
export function layeredFiles(folders: readonly ScenarioFolder[]): ScenarioFiles {
  return {
    scenario: (file) => folders.find(({ scenarios }) => scenarios.has(file))?.scenarios.get(file),
    filters: (file) =>
      folders.flatMap(({ filters }) => {
        const text = filters.get(file);
        return text === undefined ? [] : [text];
      }),
  };
}

const IGNORE = ":ignore";

/**
 * The names to choose from for a function. An empty file `FUNCTION.NAME:ignore` takes the name out of this menu, from
 * its own folder on; the scenario can still be used.
 */
export function scenarioNames(folders: readonly ScenarioFolder[], functionName: string): readonly string[] {
  const hidden = new Set<string>();
  const names = new Set<string>();
  for (const { scenarios } of folders) {
    const own = [...scenarios.keys()].filter((file) => file.startsWith(`${functionName}.`));
    for (const file of own) if (file.endsWith(IGNORE)) hidden.add(file.slice(0, -IGNORE.length));
    for (const file of own) if (/^[\w.-]+$/.test(file) && !hidden.has(file)) names.add(file);
  }
  return [...names].map((file) => file.slice(functionName.length + 1)).toSorted();
}
