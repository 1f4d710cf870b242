/** The small world in which cases are judged: one list, a few people, two filters and two included files. */
import type { ScenarioFiles } from "../scenario-files.ts";
import type { Attributes, Role, ScenarioList, ScenarioWorld } from "../evaluate/world.ts";

const DOMAIN = "lists.example.com";
const LIST = `thelist@${DOMAIN}`;

const MEMBERS: Readonly<Record<Role, readonly string[]>> = {
  subscriber: ["sub@example.com", "own@example.com"],
  owner: ["own@example.com"],
  editor: ["ed@example.com"],
};

const LISTMASTER = "lm@example.com";

const SCENARIOS: ReadonlyMap<string, string> = new Map([
  ["include.common", "match([sender], /cru\\.fr$/) smtp,smime -> do_it"],
  [
    "include.review.header",
    "equal([sender],'hdr@example.net') smtp,md5,smime -> reject(reason='from_header')",
  ],
]);

const FILTERS: ReadonlyMap<string, string> = new Map([
  ["vip.txt", "# those who may\n\ndavid.verdin@renater.fr\n*salaun*\n*@example.com\n"],
  ["blocklist.txt", "bad@example.net\n*@spam.example\n"],
]);

const FILES: ScenarioFiles = {
  scenario: (file) => SCENARIOS.get(file),
  filters: (file) => {
    const text = FILTERS.get(file);
    return text === undefined ? [] : [text];
  },
};

const SITE: Attributes = {
  domain: DOMAIN,
  lang: "en-US",
  email: "sympa",
  gecos: "SYMPA",
  listmaster: LISTMASTER,
  title: "Mailing lists service",
};

const PARAMETERS: Attributes = {
  subject: "The list",
  lang: "en-US",
  visibility: "conceal",
  priority: "5",
  process_archive: "on",
  footer_type: "mime",
};

const USER: Attributes = { lang: "fr", gecos: "G" };
const USER_ATTRIBUTES: Attributes = { dept: "math" };
const SUBSCRIPTION: Attributes = { reception: "mail", visibility: "noconceal", gecos: "Sub" };

export interface CaseFacts {
  readonly open: boolean;
  readonly env: Attributes;
  /** Seconds since 1970. */
  readonly now: number;
}

export function caseWorld({ open, env, now }: CaseFacts): ScenarioWorld {
  return {
    domain: DOMAIN,
    list: caseList(open),
    files: FILES,
    now,
    site: (key) => SITE[key],
    env,
    family: {},
    hasRole: (role, list, address) => (list === LIST ? MEMBERS[role].includes(address) : undefined),
    isListmaster: (address) => address === LISTMASTER,
    user: (address) => ({ ...USER, email: address }),
    userAttributes: () => USER_ATTRIBUTES,
    subscriber: (address) =>
      MEMBERS.subscriber.includes(address) ? { ...SUBSCRIPTION, email: address } : {},
    directory: () => undefined,
  };
}

function caseList(open: boolean): ScenarioList {
  return {
    name: "thelist",
    address: LIST,
    open,
    customVars: { vip: "sub@example.com" },
    parameter: (key) => (key === "status" ? (open ? "open" : "closed") : PARAMETERS[key]),
    total: () => 42,
  };
}
