/** DKIM keys as people read them, and their records as a zone file takes them. */
import type { CheckedDkimKey, DkimKeyView } from "#operations";
import { table } from "./table.ts";

const STATES: Readonly<Record<DkimKeyView["state"], string>> = {
  waiting: "waits for its record",
  active: "signs",
  retired: "signs no more",
};

export function dkimLines(keys: readonly DkimKeyView[]): string {
  if (keys.length === 0)
    return "There are no DKIM keys: nothing is signed. Make one: conclave dkim create DOMAIN";
  const rows = keys.map((key) => [
    key.domain,
    key.selector,
    key.bits === null ? key.algorithm : `${key.algorithm} ${key.bits}`,
    STATES[key.state],
    key.list ?? "",
    (key.retiredAt ?? key.activeAt ?? key.createdAt).slice(0, 10),
  ]);
  return table(["domain", "selector", "algorithm", "state", "only for", "since"], rows);
}

/** RFC 1035 §5.1; strings of at most 255 octets. */
export function zoneLines(keys: readonly DkimKeyView[]): string {
  return keys
    .map(({ record: { name, value } }) => {
      const strings = (value.match(/.{1,255}/g) ?? []).map((part) => `"${part}"`);
      return `${name}. IN TXT ( ${strings.join("\n  ")} )`;
    })
    .join("\n");
}

const SEEN: Readonly<Record<CheckedDkimKey["seen"], string>> = {
  matches: "published",
  testing: "published as a test (t=y): signatures need not count",
  differs: "the record says something else",
  revoked: "the record revokes the key",
  missing: "there is no record",
  unanswered: "no DNS server answered",
};

export function checkedLines(keys: readonly CheckedDkimKey[]): string {
  if (keys.length === 0) return dkimLines(keys);
  const rows = keys.map(({ record, state, seen }) => [record.name, STATES[state], SEEN[seen]]);
  return table(["record", "key", "the DNS says"], rows);
}
