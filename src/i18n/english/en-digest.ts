/** Many posts in one mail. */
export const enDigest = {
  "digest-title": "{ $list } Digest, Vol { $volume }, Issue { $issue }",
  "digest-address": "Posts to the list: { $address }",
  "digest-request": "Help, or leaving the list: write HELP or SIGNOFF to { $request }",
  "digest-owner": "The people who run it: { $owner }",
  "digest-answer":
    "If you answer a post, please write its Subject in place of “{ $title }”, and quote only what you answer.",
  "digest-contents": "In this digest",
  "digest-header": "From the list",
  "digest-footer": "Digest Footer",
  "digest-left-out": "[Not in this digest: { $name }, { $type }, { $size } kB]",
  "digest-get": "[To have it, write GET { $list } { $number } to { $request }]",
  "digest-end": "End of { $title }",
} as const;
