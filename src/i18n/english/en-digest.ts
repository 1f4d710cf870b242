/** Many posts in one mail, and what posts are without in text. */
export const enDigest = {
  "digest-title": "{ $list } Digest, Vol { $volume }, Issue { $issue }",
  "digest-address": "Posts to the list: { $address }",
  "digest-request": "Help, or leaving the list: write HELP or SIGNOFF to { $request }",
  "digest-owner": "The people who run it: { $owner }",
  "digest-answer":
    "If you answer a post, please write its Subject in place of “{ $title }”, and quote only what you answer.",
  "digest-contents": "In this digest",
  "digest-waits-one":
    "1 post is not in this digest: it goes out sealed only, and no key of yours works. It comes as soon as one does.",
  "digest-waits-more":
    "{ $count } posts are not in this digest: they go out sealed only, and no key of yours works. They come as soon as one does.",
  "digest-missed-one":
    "1 post is not in this digest: it goes out sealed only, and no key of yours works. It is not kept for you.",
  "digest-missed-more":
    "{ $count } posts are not in this digest: they go out sealed only, and no key of yours works. They are not kept for you.",
  "digest-header": "From the list",
  "digest-footer": "Digest Footer",
  "left-out": "[Left out: { $name }, { $type }, { $size } kB]",
  "left-out-get": "[For the whole post write GET { $list } { $number } to { $request }]",
  "left-out-get-or-ask":
    "[For the whole post write GET { $list } { $number } to { $request }. If that is refused, ask the people who run the list: { $owner }]",
  "left-out-ask": "[For the whole post ask the people who run the list: { $owner }]",
  "owner-summary-digest-damaged":
    "Left out of digests yesterday, for the server could not read them: the posts with the numbers { $numbers }. Please tell the people who run the server.",
  "owner-summary-digest-sealed":
    "Left out of digests yesterday, for they came sealed and the list seals for nobody: the posts with the numbers { $numbers }.",
  "digest-end": "End of { $title }",
} as const;
