/** Posts that are kept: LAST, GET, INDEX. They come in a mail of their own: sealed, or not at all, where posts are. */
import { archiveGet, archiveIndex, archiveLast } from "#operations";
import { wanted } from "../asking/wish.ts";
import { ARCHIVE_FUNCTION, keepsNothing } from "../texts/no-post.ts";
import { phrase } from "../texts/phrase.ts";
import { type ListVerb, WRONG } from "./verb.ts";

const last = wanted(archiveLast, ({ posts }, about) => [
  phrase(about, "command-sent", { count: posts.length }),
]);
const got = wanted(archiveGet, ({ posts, rest }, about) => [
  phrase(about, "command-sent", { count: posts.length }),
  ...(rest === null ? [] : [phrase(about, "command-sent-rest", { number: String(rest) })]),
]);
const index = wanted(archiveIndex, ({ posts, total, next }, about) => [
  (total === 0 ? keepsNothing(about, about.list) : null) ?? phrase(about, "command-index", { count: total }),
  ...posts.map(({ number, at, subject }) =>
    [String(number), at.slice(0, 10), ...(subject === null ? [] : [oneLine(subject)])].join("  "),
  ),
  ...(next === null ? [] : [phrase(about, "command-index-next", { number: String(next + 1) })]),
]);

export const ARCHIVE = [last, got, index];

export const LAST: ListVerb = {
  about: "list",
  syntax: "LAST LIST",
  summary: "command-help-last",
  read: ({ list, person: { address } }) => [
    {
      list,
      function: ARCHIVE_FUNCTION,
      email: address,
      wanted: last,
      input: { list: list.address, to: address },
    },
  ],
};

export const GET: ListVerb = {
  about: "list",
  syntax: "GET LIST NUMBER|YYYY-MM",
  summary: "command-help-get",
  read({ list, words, person: { address } }) {
    const [posts] = words;
    if (posts === undefined) return WRONG;
    const input = { list: list.address, posts, to: address };
    return [{ list, function: ARCHIVE_FUNCTION, email: address, wanted: got, input }];
  },
};

export const INDEX: ListVerb = {
  about: "list",
  syntax: "INDEX LIST [YYYY-MM]",
  summary: "command-help-index",
  read({ list, words, person: { address } }) {
    const input = { list: list.address, ...(words[0] === undefined ? {} : { posts: words[0] }) };
    return [{ list, function: ARCHIVE_FUNCTION, email: address, wanted: index, input }];
  },
};

function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\s]+/gu, " ").slice(0, 200);
}
