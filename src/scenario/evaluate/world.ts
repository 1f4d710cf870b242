/**
 * What a scenario asks of the world, in one interface. Answers may come later; whoever gives them does the reading, and
 * nothing in this room does.
 */
import type { DirectoryQuery } from "./directory-query.ts";
import type { ScenarioFiles } from "../scenario-files.ts";
import type { ScenarioMessage } from "../scenario-message.ts";

export type Answer<T> = T | Promise<T>;

/** Values by name: a row of somebody, attributes of a login. */
export type Attributes = Readonly<Record<string, string | undefined>>;

export type Role = "subscriber" | "owner" | "editor";

export interface ScenarioList {
  /** The local part, lower case. */
  readonly name: string;
  readonly address: string;
  readonly open: boolean;
  readonly customVars: Attributes;
  /** A parameter that has one value; `total`, `name` and `address` are not asked here. */
  parameter(key: string): string | undefined;
  total(): Answer<number>;
}

export interface ScenarioWorld {
  /** Of the list, or of the site. */
  readonly domain: string;
  /** Null where the request is about no list. */
  readonly list: ScenarioList | null;
  readonly files: ScenarioFiles;
  /** Seconds since 1970. */
  readonly now: number;
  /** A setting of the site by Sympa's name. */
  site(key: string): string | undefined;
  /** What the web server says about the request: `REMOTE_ADDR`, …; empty for mail. */
  readonly env: Attributes;
  readonly family: Attributes;
  /**
   * Whether `address` has the role in the list. `editor`: actual editor, so that owners are editors of a list without
   * any. Undefined: there is no such list.
   */
  hasRole(role: Role, list: string, address: string): Answer<boolean | undefined>;
  isListmaster(address: string): Answer<boolean>;
  /** The row of a user, with the attributes of their login. */
  user(address: string): Answer<Attributes>;
  userAttributes(address: string): Answer<Attributes>;
  /** The subscription to this list; empty for those who have none. */
  subscriber(address: string): Answer<Attributes>;
  /** An LDAP or SQL filter that the site allows to be asked; undefined: it could not be. */
  directory(query: DirectoryQuery): Answer<boolean | undefined>;
}

/** Who asks for what, and how that is known to be them. */
export interface ScenarioRequest {
  readonly function: string;
  /** `smtp`, `md5`, `smime`, `pgp` or `dkim`. */
  readonly method: string;
  /** "" is nobody. */
  readonly sender: string;
  /** Whom it is about; the sender if "". */
  readonly email: string;
  /** Any other variable by name: `remote_host`, `topic`, `previous_email`, … */
  readonly context: Attributes;
  readonly message: ScenarioMessage | null;
}
