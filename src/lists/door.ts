/**
 * The addresses of a list. A door is list × kind of address; which list an address belongs to is asked
 * with the longest reading first, so that a list may itself be called `x-owner`.
 */
import { type DoorKind, type EmailAddress, parseEmailAddress } from "#base";

export interface DoorReading {
  readonly list: EmailAddress;
  readonly kind: DoorKind;
  /** What stood behind a `+`: a VERP tag or a confirmation key. */
  readonly tag: string;
}

/** Suffixes as people know them from Mailman and Schleuder. */
const SUFFIXES: Readonly<Record<string, DoorKind>> = {
  owner: "owner",
  request: "request",
  bounces: "bounces",
  join: "join",
  subscribe: "join",
  leave: "leave",
  unsubscribe: "leave",
  confirm: "confirm",
  sendkey: "sendkey",
};

/**
 * All readings of an address, likeliest first; the caller takes the first whose list exists.
 *
 * @example readDoor("team-bounces+x1@example.org") // post of that very list, then bounces of team
 */
export function readDoor(rcptTo: string): readonly DoorReading[] {
  const address = parseEmailAddress(rcptTo);
  if (!address.ok) return [];
  const at = address.value.lastIndexOf("@");
  const localPart = address.value.slice(0, at);
  const domain = address.value.slice(at);
  const plus = localPart.indexOf("+");
  const base = plus < 0 ? localPart : localPart.slice(0, plus);
  const tag = plus < 0 ? "" : localPart.slice(plus + 1);
  return [whole(address.value), ...suffixed(base, domain, tag)];
}

function whole(list: EmailAddress): DoorReading {
  return { list, kind: "post", tag: "" };
}

function suffixed(base: string, domain: string, tag: string): DoorReading[] {
  const dash = base.lastIndexOf("-");
  const kind = dash < 1 ? undefined : SUFFIXES[base.slice(dash + 1).toLowerCase()];
  const list = parseEmailAddress(base.slice(0, Math.max(dash, 0)) + domain);
  return kind === undefined || !list.ok ? [] : [{ list: list.value, kind, tag }];
}

/** All addresses that lead to a list besides its own, without tags. */
export function otherDoors(list: EmailAddress): readonly EmailAddress[] {
  const at = list.lastIndexOf("@");
  return Object.keys(SUFFIXES).map(
    (suffix) => `${list.slice(0, at)}-${suffix}${list.slice(at)}` as EmailAddress,
  );
}

/** The address of one of a list's doors, for example `team-owner@example.org`. */
export function doorAddress(list: EmailAddress, kind: Exclude<DoorKind, "post">, tag = ""): EmailAddress {
  const at = list.lastIndexOf("@");
  const detail = tag === "" ? "" : `+${tag}`;
  return `${list.slice(0, at)}-${kind}${detail}${list.slice(at)}` as EmailAddress;
}
