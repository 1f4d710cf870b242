/** What a site gives to scenarios besides its database. Made by `main`, which reads the files. */
import type { EmailAddress } from "#base";
import type { ScenarioFolder, ScenarioWorld } from "#scenario";

export interface ScenarioSite {
  /** Folders of the operator: the domain's, then the site's. */
  folders(domain: string): Promise<readonly ScenarioFolder[]>;
  readonly listmasters: readonly EmailAddress[];
  /** Functions that the blocklist is asked for. */
  readonly useBlocklist: ReadonlySet<string>;
  /** A setting of the site by Sympa's name. */
  setting(key: string): string | undefined;
  /** LDAP and SQL filters; undefined: it could not be asked, or may not. */
  readonly directory: ScenarioWorld["directory"];
}

/** A site of which nothing is set. */
export const PLAIN_SCENARIO_SITE: ScenarioSite = {
  folders: () => Promise.resolve([]),
  listmasters: [],
  useBlocklist: new Set(["send", "create_list"]),
  setting: () => undefined,
  directory: () => undefined,
};
