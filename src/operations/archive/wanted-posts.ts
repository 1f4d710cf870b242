/** Which kept posts somebody means. */
import { readArchiveName } from "#archive";
import { AppError } from "#base";
import { keepsPosts } from "#lists";
import type { ArchivedQuery, ArchivedRow, StoredList } from "#store";
import { settingsOf } from "../lists/list-settings-of.ts";

export type Selection = Pick<ArchivedQuery, "after" | "last" | "from" | "until">;

/** @param name `12`, `5-9`, `2026-11`, `log.202611`; undefined: all of them. @throws AppError bad-input */
export function selectionOf(name: string | undefined): Selection {
  if (name === undefined) return {};
  const named = readArchiveName(name);
  if (named?.by === "month") return { from: named.from, until: named.until };
  if (named?.by === "number") return { after: named.first - 1, last: named.last };
  const publicText = `“${name}” names no posts. Give a number such as 12 or 5-9, or a month such as 2026-11.`;
  throw new AppError({ code: "bad-input", publicText });
}

/** @throws AppError not-found where there is none of them */
export function atLeastOne(
  rows: readonly ArchivedRow[],
  list: StoredList,
): readonly [ArchivedRow, ...ArchivedRow[]] {
  const [first, ...others] = rows;
  if (first !== undefined) return [first, ...others];
  throw new AppError({
    code: "not-found",
    publicText: `${list.address} keeps no such post.${howToKeep(list)}`,
  });
}

/** A sentence with a blank before it; "" where posts are kept. */
export function howToKeep(list: StoredList): string {
  const settings = settingsOf(list);
  if (keepsPosts(settings)) return "";
  const setting = settings.archive === "no" ? "archive=yes" : "archive_with_keys=confirmed";
  return ` To keep those that come: conclave list config ${list.address} ${setting}`;
}
