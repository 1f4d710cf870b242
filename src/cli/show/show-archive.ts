/** Kept posts as people read them: of those that go sealed only neither Subject nor author. */
import type { ArchivedDetails, ArchiveIndex, SentArchived } from "#operations";
import { count, size, time } from "./human.ts";
import { facts, table } from "./table.ts";

export function archivedLines({ posts, ...index }: ArchiveIndex): string {
  if (posts.length === 0) return `${index.list} keeps no such posts.\n${keeping(index)}`;
  const rows = posts.map(({ number, at, size: octets, sealed, from, subject }) => [
    number,
    time(at),
    size(octets),
    sealed ? "(goes sealed only)" : (from ?? ""),
    subject ?? "",
  ]);
  return `${table(["post", "date", "size", "from", "subject"], rows)}\n\n${keeping(index)}`;
}

function keeping({ keeps, howToKeep, days }: Pick<ArchiveIndex, "keeps" | "howToKeep" | "days">): string {
  if (!keeps) return `New posts are not kept. ${howToKeep}`;
  return days === 0 ? "Posts are kept until somebody erases them." : `Posts are kept ${count(days, "day")}.`;
}

export function archivedDetails(post: ArchivedDetails): string {
  const about: [string, string | number][] = [
    ["list", post.list],
    ["post", post.number],
    ["date", time(post.at)],
    ["size", size(post.size)],
    ...(post.sealed ? [["goes", "to members only, sealed to their keys"] as [string, string]] : []),
  ];
  const header = post.header.map(({ name, value }): [string, string] => [name, value]);
  return header.length === 0 ? facts(about) : `${facts(about)}\n\n${facts(header)}`;
}

export function sentLine({ posts, to, sealed, rest }: SentArchived): string {
  const what = posts.length === 1 ? `Post ${posts[0]?.number ?? ""} goes` : `${posts.length} posts go`;
  const how = sealed ? ", sealed to their key" : "";
  const more = rest === null ? "" : `\nMore does not fit into one mail. The next one is post ${rest}.`;
  return `${what} to ${to}${how}.${more}`;
}

export function exportedLine(done: {
  readonly file: string;
  readonly written: number;
  readonly leftOut: number;
}): string {
  const left =
    done.leftOut === 0
      ? ""
      : `\n${count(done.leftOut, "post")} left out: such posts go to members only, sealed to their keys.`;
  return `${count(done.written, "post")} written to ${done.file}.${left}`;
}
