/** Who is on what, as people read it. */
import type {
  AdvertisedList,
  Appointed,
  InvitedMany,
  ListInfo,
  Membership,
  Removed,
  RemovedMany,
  Roster,
  Synced,
} from "#operations";
import { count } from "./human.ts";
import { memberDetails } from "./show-member.ts";
import { facts, table } from "./table.ts";

export function membershipLines(found: readonly Membership[]): string {
  if (found.length === 0) return "This address is on no list.";
  return table(
    ["list", "role", "mail"],
    found.map(({ list, owner, moderator, delivery }) => [
      list,
      owner ? "owner" : moderator ? "moderator" : "member",
      delivery ? "yes" : "no",
    ]),
  );
}

export function invitationReport({ invited, members, banned, tomorrow }: InvitedMany): string {
  const some = (heading: string, found: readonly string[]) =>
    found.length === 0 ? [] : named(heading, found);
  return [
    `${count(invited.length, "invitation")} sent.`,
    ...some("On the list already:", members),
    ...some("In ban_list, and not invited:", banned),
    ...some("Written to about a list today. Invite them tomorrow:", tomorrow),
  ].join("\n");
}

export function syncReport({ added, banned, removed, kept, unchanged, dryRun }: Synced): string {
  const would = dryRun ? "would be " : "";
  return [
    ...named(`${count(added.length, "member")} ${would}added.`, added),
    ...(banned.length === 0
      ? []
      : named("In the file and in ban_list, and not added. To add them: --even-banned", banned)),
    ...named(`${count(removed.length, "member")} ${would}removed.`, removed),
    ...(kept.length === 0 ? [] : named("Not in the file, and kept: owners and moderators.", kept)),
    `${count(unchanged, "member")} as before.`,
  ].join("\n");
}

function named(heading: string, addresses: readonly string[]): readonly string[] {
  return [heading, ...addresses.map((address) => `  ${address}`)];
}

export function removedWords({ list, address, others }: Removed): string {
  return [`${address} is no longer on ${list}.`, ...whatElseWasTheirs(others)].join("\n");
}

export function appointedWords(outcome: Appointed): string {
  if (!outcome.removed) return memberDetails(outcome);
  return `${outcome.address} looks after ${outcome.list} no more, and is not on it.`;
}

function whatElseWasTheirs(others: readonly string[]): readonly string[] {
  if (others.length === 0) return [];
  return named("These addresses were theirs, too. Whom you ban, ban under each:", others);
}

export function removalReport({ removed, others, unknown }: RemovedMany): string {
  return [
    `${count(removed.length, "member")} removed.`,
    ...whatElseWasTheirs(others),
    ...(unknown.length === 0 ? [] : named("Not on the list:", unknown)),
  ].join("\n");
}

export function rosterLines({ entries, concealed }: Roster): string {
  const more = concealed === 0 ? [] : [`Not shown, for they want it so: ${concealed} more. With them: --all`];
  if (entries.length === 0) return ["Nobody is shown.", ...more].join("\n");
  const rows = entries.map(({ address, name, role }) => [address, name, role]);
  return [table(["address", "name", "role"], rows), ...more].join("\n");
}

export function infoText({ list, name, description, info, inWords }: ListInfo): string {
  const head = facts([
    ["list", list],
    ["name", name],
    ...(description === "" ? [] : [["about", description] as const]),
  ]);
  return [head, ...(info === "" ? [] : [info]), inWords.join("\n")].join("\n\n");
}

export function advertisedLines(lists: readonly AdvertisedList[]): string {
  if (lists.length === 0) return "No list is named to people who ask.";
  return table(
    ["list", "about"],
    lists.map(({ list, description }) => [list, description]),
  );
}
