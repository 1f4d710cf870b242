/** The world of a scenario: a list, its people and its site as they are in the database. Each question is a short read. */
import { domainOf, type EmailAddress, localPartOf, parseEmailAddress } from "#base";
import type { Attributes, Role, ScenarioFiles, ScenarioWorld } from "#scenario";
import {
  countMembers,
  type Database,
  listByAddress,
  listStaff,
  memberByAddress,
  type StoredMember,
} from "#store";
import { listParameter } from "./list-parameter.ts";
import type { ListFacts } from "./list-scenario.ts";
import type { ScenarioSite } from "./scenario-site.ts";

export interface WorldInput {
  readonly db: Pick<Database, "read">;
  readonly site: ScenarioSite;
  readonly list: ListFacts | null;
  /** Of the list, or of the site. */
  readonly domain: string;
  readonly files: ScenarioFiles;
  readonly now: Date;
}

export function listWorld({ db, site, list, domain, files, now }: WorldInput): ScenarioWorld {
  const isListmaster = (who: string): boolean =>
    site.listmasters.some((one) => one.toLowerCase() === who.toLowerCase());
  const memberHere = (who: string): Promise<StoredMember | null> =>
    list === null ? Promise.resolve(null) : member(db, list, who);
  return {
    domain,
    list: list === null ? null : scenarioList(db, list),
    files,
    now: now.getTime() / 1000,
    site: (key) => (key === "domain" || key === "host" ? domain : site.setting(key)),
    env: {},
    family: {},
    hasRole: (role, where, who) => hasRole(db, { role, list, where, who }),
    isListmaster,
    user: async (who) => userOf(who, await memberHere(who)),
    userAttributes: () => ({}),
    subscriber: async (who) => subscriptionOf(await memberHere(who), now),
    directory: site.directory,
  };
}

function scenarioList(db: Pick<Database, "read">, list: ListFacts): NonNullable<ScenarioWorld["list"]> {
  return {
    name: localPartOf(list.address).toLowerCase(),
    address: list.address.toLowerCase(),
    open: true,
    customVars: customVars(list.settings.custom_vars),
    parameter: (key) => listParameter(list.settings, key),
    total: () => db.read((tx) => countMembers(tx, list.id)),
  };
}

/** A line `NAME = VALUE` each. */
function customVars(text: string): Attributes {
  const lines = text.split("\n").map((line) => /^\s*(\w+)\s*=(.*)$/.exec(line));
  return Object.fromEntries(
    lines.flatMap((found) => (found === null ? [] : [[found[1] ?? "", (found[2] ?? "").trim()]])),
  );
}

interface RoleQuestion {
  readonly role: Role;
  /** The list of the request. */
  readonly list: ListFacts | null;
  /** The list that is asked about. */
  readonly where: string;
  readonly who: string;
}

async function hasRole(
  db: Pick<Database, "read">,
  { role, list, where, who }: RoleQuestion,
): Promise<boolean | undefined> {
  const asked = list?.address.toLowerCase() === where ? list : await listNamed(db, where);
  if (asked === null) return undefined;
  const person = await member(db, asked, who);
  if (person === null) return false;
  if (role === "owner") return person.owner;
  if (role === "subscriber") return isSubscriber(person);
  return person.moderator || (person.owner && !(await hasModerators(db, asked)));
}

/** Whoever is on a list only to look after it is no subscriber. */
function isSubscriber({ receives, owner, moderator }: StoredMember): boolean {
  return receives || !(owner || moderator);
}

async function hasModerators(db: Pick<Database, "read">, { id }: Pick<ListFacts, "id">): Promise<boolean> {
  const staff = await db.read((tx) => listStaff(tx, id));
  return staff.some(({ moderator }) => moderator);
}

async function listNamed(db: Pick<Database, "read">, name: string): Promise<Pick<ListFacts, "id"> | null> {
  const address = parseEmailAddress(name);
  return address.ok ? db.read((tx) => listByAddress(tx, address.value)) : null;
}

async function member(
  db: Pick<Database, "read">,
  list: Pick<ListFacts, "id">,
  who: string,
): Promise<StoredMember | null> {
  const address = parseEmailAddress(who);
  return address.ok ? db.read((tx) => memberByAddress(tx, list.id, address.value)) : null;
}

function userOf(who: string, person: StoredMember | null): Attributes {
  if (person === null) return { email: who };
  const { name, language } = person;
  return { email: who, gecos: name, ...(language === "" ? {} : { lang: language }) };
}

/** By Sympa's names; dates in seconds since 1970. */
function subscriptionOf(person: StoredMember | null, now: Date): Attributes {
  if (person === null || !isSubscriber(person)) return {};
  const date = String(Math.floor(person.createdAt.getTime() / 1000));
  const isBack = person.deliveryUntil !== null && person.deliveryUntil <= now;
  const reception = person.receives && (person.delivery === "on" || isBack) ? "mail" : "nomail";
  return {
    email: person.address.toLowerCase(),
    gecos: person.name,
    date,
    update_date: date,
    reception,
    visibility: person.conceal ? "conceal" : "noconceal",
  };
}

/** The domain that a request without a list is about. */
export function domainOfList(list: { readonly address: EmailAddress } | null, site: ScenarioSite): string {
  return list === null ? (site.setting("domain") ?? "localhost") : domainOf(list.address).toLowerCase();
}
