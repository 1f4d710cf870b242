/** What `doctor` says of DKIM keys: whether verifiers find their records, and what to do next. */
import type { ListSettings } from "#config";
import { DAY_MS, type EmailAddress, utcDay } from "#base";
import type { StoredDkimKey } from "#store";
import { fail, type Finding, fine, note, warn } from "../finding.ts";
import { ADVISED_RSA_BITS } from "./dkim-view.ts";
import type { SeenRecord } from "./look-up-records.ts";
import type { SeenKey } from "./seen-keys.ts";

/** A key that was used for so long has been seen by many. */
const OLD_MS = 365 * DAY_MS;
/** Mail that it signed may be verified so much later. */
const UNDER_WAY_MS = 7 * DAY_MS;

export function checkDkimKeys(keys: readonly SeenKey[], at: Date): readonly Finding[] {
  const findings = keys.flatMap((one) => checkKey(one, at));
  const signing = keys.filter(({ key }) => key.state === "active").map(({ key }) => key);
  const lonely = signing.filter(
    (key) => key.algorithm === "ed25519" && !signing.some((other) => isRsaBeside(key, other)),
  );
  findings.push(...lonely.map(onlyEd25519));
  if (signing.length === 0 || findings.some(({ level }) => level !== "note")) return findings;
  return [...findings, fine("dkim", `${signing.length} keys sign, and their records can be seen`)];
}

function isRsaBeside(key: StoredDkimKey, other: StoredDkimKey): boolean {
  return other.algorithm === "rsa" && other.domain === key.domain && other.listId === key.listId;
}

function onlyEd25519({ domain }: StoredDkimKey): Finding {
  const text = `${domain} signs with Ed25519 alone, which many do not verify`;
  return warn("dkim", text, `conclave dkim create ${domain}`);
}

function checkKey(one: SeenKey, at: Date): readonly Finding[] {
  switch (one.key.state) {
    case "active":
      return [...checkRecord(one), ...checkLength(one), ...checkAge(one.key, at)];
    case "waiting":
      return [checkWaiting(one)];
    case "retired":
      return checkRetired(one, at);
  }
}

/** One that was taken over from another program. */
function checkLength({ key: { domain, selector }, bits }: SeenKey): readonly Finding[] {
  if (bits === null || bits >= ADVISED_RSA_BITS) return [];
  const text = `the key ${selector} of ${domain} has ${bits} bits: some do not count what it signs`;
  return [warn("dkim", text, `make a new one: conclave dkim rotate ${domain}`)];
}

const WRONG: Readonly<Record<Exclude<SeenRecord, "matches" | "testing" | "unanswered">, string>> = {
  differs: "says something else",
  revoked: "revokes it",
  missing: "is not there",
};

function checkRecord({ key, seen }: SeenKey): readonly Finding[] {
  const { domain } = key;
  if (seen === "matches") return [];
  if (seen === "unanswered")
    return [note("dkim", `no DNS server answered about ${nameOf(key)}`, `conclave dkim check ${domain}`)];
  if (seen === "testing") {
    const text = `the record ${nameOf(key)} says that it is a test (t=y): what it signs need not count`;
    return [warn("dkim", text, `publish it without t=y: conclave dkim show ${domain} --zone`)];
  }
  const text = `mail is signed with a key whose record ${nameOf(key)} ${WRONG[seen]}: nobody can verify it`;
  return [fail("dkim", text, `publish it: conclave dkim show ${domain} --zone`)];
}

function checkAge({ domain, selector, activeAt }: StoredDkimKey, at: Date): readonly Finding[] {
  if (activeAt === null || at.getTime() - activeAt.getTime() < OLD_MS) return [];
  const text = `the key ${selector} of ${domain} signs since ${utcDay(activeAt)}`;
  return [note("dkim", text, `make a new one: conclave dkim rotate ${domain}`)];
}

function checkWaiting({ key, seen }: SeenKey): Finding {
  const { domain } = key;
  if (seen === "matches")
    return note("dkim", `the record ${nameOf(key)} can be seen`, `conclave dkim activate ${domain}`);
  const todo = `publish it: conclave dkim show ${domain} --zone`;
  return note("dkim", `a key waits for its record ${nameOf(key)}`, todo);
}

function checkRetired({ key, seen }: SeenKey, at: Date): readonly Finding[] {
  const { retiredAt } = key;
  const isUnderWay = retiredAt !== null && at.getTime() - retiredAt.getTime() < UNDER_WAY_MS;
  if (!isUnderWay || seen === "matches" || seen === "testing" || seen === "unanswered") return [];
  const text = `the record ${nameOf(key)} of a key that signed until ${utcDay(retiredAt)} is gone: mail under way cannot be verified`;
  return [warn("dkim", text, "publish it again for some days")];
}

function nameOf({ selector, domain }: StoredDkimKey): string {
  return `${selector}._domainkey.${domain}`;
}

interface NamedList {
  readonly address: EmailAddress;
  readonly settings: Pick<ListSettings, "arc_sign" | "dkim_domain" | "dkim_sign">;
}

/** What a list wants and no key can do. */
export function checkSigning(
  { address, settings }: NamedList,
  keys: readonly StoredDkimKey[],
): readonly Finding[] {
  const { arc_sign: seals, dkim_domain: domain, dkim_sign: signs } = settings;
  const active = keys.filter(({ state }) => state === "active");
  const lacks = signs === "yes" && domain !== "" && !active.some((key) => key.domain === domain);
  const cannotSeal =
    seals === "yes" && (signs === "no" || !active.some(({ algorithm }) => algorithm === "rsa"));
  return [
    ...(lacks
      ? [
          warn(
            address,
            `dkim_domain names ${domain}, which has no key that signs`,
            `conclave dkim create ${domain}`,
          ),
        ]
      : []),
    ...(cannotSeal
      ? [warn(address, "arc_sign = yes, and no RSA key signs for it", "conclave dkim create, or arc_sign=no")]
      : []),
  ];
}
