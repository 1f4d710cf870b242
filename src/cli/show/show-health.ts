/** Is the list healthy? As its owner reads it: what needs somebody comes first. */
import { inGroups } from "#base";
import type { ExpiringKey, ListHealth, UnreachedMember } from "#operations";
import { count, SCHEME_NAMES, time, validity } from "./human.ts";
import { keysToMake } from "./show-list.ts";
import { table } from "./table.ts";

type Keys = NonNullable<ListHealth["keys"]>;

export function listHealthText(health: ListHealth): string {
  const { keys } = health;
  const parts = [
    firstLines(health),
    waitingLines(health.address, health.waiting),
    ...(keys === null ? [] : keyParts(health.address, keys)),
    weekLines(health.week),
    `Owners: ${health.owners === 0 ? "none: nobody is told when something waits" : health.owners}.`,
  ];
  return parts.join("\n\n");
}

function firstLines({ name, address, members, reached, paused, inWords, lacksKeys }: ListHealth): string {
  const get = members === 1 ? "gets its" : "get their";
  return [
    `${name} <${address}>`,
    `${reached} of ${count(members, "member")} ${get} mail.`,
    ...pausedLines(address, paused),
    "",
    ...inWords,
    ...keysToMake({ address, lacksKeys }),
  ].join("\n");
}

function pausedLines(address: string, paused: number): readonly string[] {
  if (paused === 0) return [];
  const few = paused === 1 ? "1 more gets no posts" : `${paused} more get no posts`;
  return [`${few}: delivery is off. See whose: conclave member list ${address}`];
}

function waitingLines(address: string, { held, refused }: ListHealth["waiting"]): string {
  const look = `See them: conclave held list ${address}`;
  const waits = held.count === 1 ? "1 post waits" : `${held.count} posts wait`;
  return [
    held.count === 0
      ? "Nothing waits for an owner."
      : `${waits} for an owner, the oldest since ${time(held.oldest)}.`,
    ...(refused.count === 0
      ? []
      : [`Refused and still there: ${refused.count}, the oldest since ${time(refused.oldest)}.`]),
    ...(held.count + refused.count === 0 ? [] : [look]),
  ].join("\n");
}

function keyParts(address: string, keys: Keys): readonly string[] {
  const { unreached, inClear, expiring, unvouched, own } = keys;
  return [
    ...(unreached.length === 0 ? [] : [cannotRead(address, unreached)]),
    ...(inClear.length === 0 ? [] : [getClear(address, inClear)]),
    ...(expiring.length === 0 ? [] : [soon(expiring)]),
    ...(unvouched.length === 0 ? [] : [withoutAuthority(address, unvouched)]),
    ownKeys(own),
  ];
}

function cannotRead(address: string, members: readonly UnreachedMember[]): string {
  const rows = members.map((one) => [
    one.address,
    `${one.whyText}${one.fingerprint === null ? "" : ` (${shortly(one.fingerprint)})`}`,
    one.toldAt?.slice(0, 10) ?? "not yet",
    one.kept === 0 ? "nothing" : `${one.kept}, the oldest until ${one.keptUntil?.slice(0, 10) ?? ""}`,
  ]);
  return [
    `Cannot read: ${members.length}`,
    table(["member", "why", "told", "kept"], rows),
    `What is kept comes when the key works: conclave key import ${address} --member ADDRESS FILE`,
  ].join("\n");
}

function getClear(address: string, members: readonly string[]): string {
  return [
    `Get posts in clear, without a key that the list can use: ${members.length}`,
    ...members.map((one) => `  ${one}`),
    `To seal for them: conclave key import ${address} --member ADDRESS FILE`,
  ].join("\n");
}

function soon(keys: readonly ExpiringKey[]): string {
  const rows = keys.map((key) => [
    key.address,
    `${SCHEME_NAMES[key.scheme]} ${shortly(key.fingerprint)}`,
    `${key.expiresAt.slice(0, 10)}${key.isOver ? ", over" : ""}`,
  ]);
  const over = keys.filter(({ isOver }) => isOver).length;
  const some = count(keys.length - over, "key expires", "keys expire");
  return [
    `Soon: ${some} within 30 days${over === 0 ? "" : `, and ${over} expired already`}`,
    table(["member", "key", "expires"], rows),
  ].join("\n");
}

function withoutAuthority(address: string, keys: Keys["unvouched"]): string {
  const rows = keys.map((one) => [one.address, shortly(one.fingerprint), one.issuer ?? "nobody"]);
  return [
    `Without an authority that the list trusts: ${count(keys.length, "certificate")}`,
    table(["member", "certificate", "issued by"], rows),
    "What they sign counts only if their mail brings an authority in between that the list trusts.",
    `To trust theirs: conclave ca trust FILE --list ${address}`,
  ].join("\n");
}

function ownKeys(keys: Keys["own"]): string {
  if (keys.length === 0) return "The list has no key of its own.";
  const lines = keys.map(({ scheme, fingerprint, expiresAt }) => {
    return `  ${SCHEME_NAMES[scheme].padEnd(7)} ${shortly(fingerprint)}  ${validity(expiresAt)}`;
  });
  return ["The list's own keys:", ...lines].join("\n");
}

function weekLines({ posts, failed }: ListHealth["week"]): string {
  const copies = failed.reduce((sum, one) => sum + one.count, 0);
  const first = `Last 7 days: ${count(posts, "post")}, ${count(copies, "delivery", "deliveries")} failed.`;
  const rows = failed.map((one) => [one.address, one.count, one.lastAt.slice(0, 10), one.reply]);
  return failed.length === 0
    ? first
    : [first, table(["address", "failed", "last", "reply"], rows)].join("\n");
}

/** Enough of a fingerprint to tell one's keys apart. */
function shortly(fingerprint: string): string {
  return inGroups(fingerprint).slice(0, 19);
}
