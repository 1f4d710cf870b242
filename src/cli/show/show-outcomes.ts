/** What a list does with mail, as two small tables: which post by whom, and who gets it how. */
import {
  type CopyOutcome,
  copyWords,
  mailFormWords,
  mailOutcomeWords,
  memberKeysWords,
  type OutcomeChanges,
  type OutcomeTable,
  outcomeHeads,
  senderWords,
} from "#lists";
import { table } from "./table.ts";

/** What operators read, whatever the list speaks. */
const ENGLISH = "en";

export interface Reader {
  /** False: the list has no word for sealing. */
  readonly hasKeys: boolean;
  /** True: members who are moderated fare otherwise than the table says. */
  readonly moderates?: boolean;
}

export function outcomeTables({ posts, members }: OutcomeTable, reader: Reader): string {
  return [postTable(posts, reader), ...(reader.hasKeys ? [memberTable(members, reader)] : [])].join("\n\n");
}

function postTable(posts: OutcomeTable["posts"], { hasKeys, moderates = false }: Reader): string {
  const senders = posts[0]?.cells.map(({ from }) => senderWords(from, ENGLISH, moderates)) ?? [];
  const lines = posts.map((row) => ({
    name: mailFormWords(row, hasKeys, ENGLISH),
    cells: row.cells.map(({ cell }) => mailOutcomeWords(cell, ENGLISH)),
  }));
  const groups = [...Map.groupBy(lines, ({ cells }) => cells.join("\n")).values()];
  const rows = groups.map((group) => [
    groups.length === 1 ? outcomeHeads(ENGLISH).anyPost : group.map(({ name }) => name).join(", "),
    ...(group[0]?.cells ?? []),
  ]);
  return table([outcomeHeads(ENGLISH).post, ...senders], rows);
}

function memberTable(members: OutcomeTable["members"], { hasKeys }: Reader): string {
  const heads = outcomeHeads(ENGLISH);
  const words = members.map(({ keys, cell }) => ({
    who: memberKeysWords(keys, ENGLISH),
    clear: copyWords(cell.cameInClear, hasKeys, ENGLISH),
    sealed: cell.cameSealed === null ? heads.unopened : copyWords(cell.cameSealed, hasKeys, ENGLISH),
  }));
  const alike = words.every(({ clear, sealed }) => sealed === clear);
  if (alike)
    return table(
      [heads.member, heads.gets],
      words.map(({ who, clear }) => [who, clear]),
    );
  const rows = words.map(({ who, clear, sealed }) => [who, clear, sealed]);
  return table([heads.member, heads.cameInClear, heads.cameSealed], rows);
}

/** A line for mails and for members that fare otherwise than before, those with the same change together. */
export function outcomeChangeLines({ posts, members }: OutcomeChanges, reader: Reader): readonly string[] {
  const { hasKeys } = reader;
  const mails = posts.flatMap((row) =>
    row.cells.map(({ from, cell: { before, after } }) => ({
      what: mailFormWords(row, hasKeys, ENGLISH),
      whose: senderWords(from, ENGLISH),
      change: `${mailOutcomeWords(before, ENGLISH)} -> ${mailOutcomeWords(after, ENGLISH)}`,
    })),
  );
  const copies = (["cameInClear", "cameSealed"] as const).flatMap((came) =>
    members.map(({ keys, cell: { before, after } }) => ({
      what: memberKeysWords(keys, ENGLISH),
      whose: outcomeHeads(ENGLISH)[came],
      change: copyChange(before[came], after[came], reader),
    })),
  );
  const changes = [...mails, ...copies].filter(({ change }) => change !== "");
  const groups = Map.groupBy(changes, ({ whose, change }) => `${whose}: ${change}`);
  return [...groups].map(([text, group]) => `${group.map(({ what }) => what).join(", ")}, ${text}`);
}

/** Empty if it is the same. */
function copyChange(before: CopyOutcome | null, after: CopyOutcome | null, { hasKeys }: Reader): string {
  const [old, now] = [before, after].map((copy) =>
    copy === null ? outcomeHeads(ENGLISH).unopened : copyWords(copy, hasKeys, ENGLISH),
  );
  return old === now ? "" : `${old} -> ${now}`;
}
