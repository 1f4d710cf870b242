/** Mail with earlier posts for whoever asked for them. */
export const enArchive = {
  "archive-subject": "{ $list }: what you asked for",
  "archive-1": "You asked for posts of { $list }. Attached: { $numbers }",
  "archive-post": "Post { $number }, { $date }",
  "archive-gone":
    "The posts of { $list } that you asked for are kept no more: nothing is attached. Which there are says INDEX.",
} as const;
