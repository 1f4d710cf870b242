/** Many posts in one mail, and what posts are without in text. */
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
  "left-out": "[Left out: { $name }, { $type }, { $size } kB]",
  "left-out-get": "[For the whole post write GET { $list } { $number } to { $request }]",
  "left-out-get-or-ask":
    "[For the whole post write GET { $list } { $number } to { $request }. If that is refused, ask the people who run the list: { $owner }]",
  "left-out-ask": "[For the whole post ask the people who run the list: { $owner }]",
  "digest-end": "End of { $title }",
} as const;
