/** Is this list healthy? Its settings against one another, its keys, and the keys of its members. */
import type { ListSettings } from "#config";
import { DAY_MS, keyUsability, type Scheme, utcDay } from "#base";
import {
  clearAfterDecrypt,
  familyDemand,
  listDemand,
  missingListKeys,
  settingsForOpened,
  readStoredSettings,
  SCHEMES,
  usedFamilies,
} from "#lists";
import type { ListKey, StoredList, StoredMember, StoredMemberKey } from "#store";
import { fail, type Finding, fine, note, warn } from "../finding.ts";
import { ownKeysOf } from "../views.ts";
import { keysRunningOut, type RunningOut } from "./keys-running-out.ts";
import { someOf } from "./some-of.ts";

const SOON_MS = 30 * DAY_MS;
const FAMILY = { openpgp: "OpenPGP", smime: "S/MIME" } as const;

export interface ListFacts {
  readonly list: StoredList;
  readonly keys: readonly ListKey[];
  readonly members: readonly StoredMember[];
  readonly memberKeys: readonly StoredMemberKey[];
  readonly at: Date;
}

export function checkList(facts: ListFacts): readonly Finding[] {
  const { settings, problems } = readStoredSettings(facts.list.settings);
  const findings = [
    ...problems.map((problem) => unreadable(facts.list, problem)),
    ...SCHEMES.flatMap((scheme) => checkListKey(facts, settings, scheme)),
    ...checkSettings(facts, settings),
    ...checkFamilies(facts, settings),
    ...checkPeople(facts),
    ...checkMembersKeys(facts, settings),
  ];
  if (findings.some(({ level }) => level !== "note")) return findings;
  return [...findings, fine(facts.list.address, `${facts.members.length} on the list, nothing to do`)];
}

/** Its posts are set aside: what the setting asked for is not known. */
function unreadable({ address }: StoredList, problem: string): Finding {
  const text = `a stored setting cannot be read, and posts are set aside: ${problem}`;
  return fail(address, text, `conclave list config ${address} NAME=VALUE`);
}

function checkListKey({ list, keys, at }: ListFacts, settings: ListSettings, scheme: Scheme): Finding[] {
  const generate = generateKey(list, scheme);
  const missing = missingListKeys(settings, ownKeysOf(keys));
  if (missing.opening.includes(scheme))
    return [fail(list.address, `it opens posts in ${FAMILY[scheme]} but has no key for it`, generate)];
  if (missing.signing.includes(scheme)) {
    const text = `it is to sign in ${FAMILY[scheme]} but has no key for it: it sends unsigned`;
    return [fail(list.address, text, generate)];
  }
  const key = keys.find((one) => one.scheme === scheme && one.active);
  if (key === undefined || key.expiresAt === null || key.expiresAt.getTime() > at.getTime() + SOON_MS)
    return [];
  const day = utcDay(key.expiresAt);
  const rotate = `conclave key rotate ${list.address} --scheme ${scheme}`;
  if (key.expiresAt <= at) {
    return [fail(list.address, `its ${FAMILY[scheme]} key expired on ${day}`, rotate)];
  }
  return [warn(list.address, `its ${FAMILY[scheme]} key expires on ${day}`, rotate)];
}

function generateKey({ address }: StoredList, scheme: Scheme): string {
  return `conclave key generate ${address} --scheme ${scheme}`;
}

function checkSettings({ list, keys }: ListFacts, settings: ListSettings): Finding[] {
  const configure = `conclave list config ${list.address}`;
  const clear = clearAfterDecrypt(settings);
  const findings = clear.possible ? [warn(list.address, clear.text, configure)] : [];
  for (const scheme of SCHEMES) {
    const seals = familyDemand(settings, scheme, "distrib_encrypt") !== "no";
    if (seals && familyDemand(settings, scheme, "distrib_sign") === "no") {
      const text = `it seals in ${FAMILY[scheme]} but does not sign: any member could forge its mail to another`;
      const name = scheme === "openpgp" ? "gpg_distrib_sign" : "smime_distrib_sign";
      const hasKey = ownKeysOf(keys).signing.includes(scheme);
      const first = hasKey ? "" : `${generateKey(list, scheme)}, then `;
      findings.push(warn(list.address, text, `${first}${configure} ${name}=yes`));
    }
  }
  return findings;
}

/** The Secure List Server allowed one family a list; here it is a matter of taste. */
function checkFamilies({ list }: ListFacts, settings: ListSettings): Finding[] {
  if (usedFamilies(settings).length < 2) return [];
  const text =
    "it uses OpenPGP and S/MIME: members of either get its posts, and each post is as safe as the weaker of the two";
  return [note(list.address, text, "")];
}

function checkPeople({ list, members }: ListFacts): Finding[] {
  if (members.some(({ owner }) => owner)) return [];
  const todo = `conclave member add ${list.address} ADDRESS --owner`;
  return [warn(list.address, "it has no owner: nobody is told when something waits", todo)];
}

function checkMembersKeys(facts: ListFacts, settings: ListSettings): Finding[] {
  const { list, at } = facts;
  const ending = keysRunningOut(facts, settings, at);
  const named = (some: readonly RunningOut[]) => [...new Set(some.map(({ address }) => address))];
  const over = named(ending.filter(({ expiresAt }) => expiresAt <= at));
  const soon = named(ending.filter(({ expiresAt }) => expiresAt > at));
  const without = membersWithoutKey(facts, settings);
  return [
    ...people(without, list, `no usable key: they ${withoutKey(settings)}`),
    ...people(
      over.filter((address) => !without.includes(address)),
      list,
      "a key whose time is over: what they sign with it does not count",
    ),
    ...people(soon, list, "a key that expires within 30 days"),
  ];
}

/** Whom posts that go sealed cannot be sealed for. */
function membersWithoutKey(facts: ListFacts, settings: ListSettings): readonly string[] {
  const forOpened = settingsForOpened(settings);
  if (listDemand(forOpened, "distrib_encrypt") === "no") return [];
  const { members, memberKeys, at } = facts;
  const states = Map.groupBy(memberKeys, ({ memberId }) => memberId);
  return members
    .filter(({ receives }) => receives)
    .filter(({ id }) => !(states.get(id) ?? []).some((key) => isSealable(key, forOpened, at)))
    .map(({ address }) => address);
}

function withoutKey(settings: ListSettings): string {
  if (listDemand(settings, "distrib_encrypt") === "force") return "get a notice instead of each post";
  return settings.distribution === "as_received"
    ? "get a notice instead of each post that came sealed"
    : "get posts in clear";
}

function isSealable(key: StoredMemberKey, settings: ListSettings, at: Date): boolean {
  return (
    keyUsability(key, at).usable !== null && familyDemand(settings, key.scheme, "distrib_encrypt") !== "no"
  );
}

function people(who: readonly string[], list: StoredList, what: string): Finding[] {
  if (who.length === 0) return [];
  const text = `${who.length} with ${what} (${someOf(who)})`;
  return [warn(list.address, text, `conclave key import ${list.address} --member ADDRESS FILE`)];
}
