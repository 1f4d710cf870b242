/**
 * How people give a list their key or certificate, and sign so that it counts. What ends in `-ca` takes the place of the
 * text without it on a list that trusts authorities: there a signed mail is enough.
 */
export const enKeys = {
  "waiting-do":
    "Do this: send the owners, { $owner }, your OpenPGP public key, or a mail signed with your certificate. They bind it to your address.",
  "waiting-do-ca":
    "Do this: send a mail with the line VERIFY, signed with your certificate, to { $request }. If the list trusts the authority that issued it, it is known from then on. Else, or if you have an OpenPGP key, write to the owners, { $owner }: they bind it to your address.",
  "waiting-do-openpgp":
    "Do this: send your OpenPGP public key to the owners, { $owner }. They bind it to your address.",
  "waiting-do-smime":
    "Do this: send the owners, { $owner }, a mail signed with your certificate. They bind it to your address.",
  "waiting-do-smime-ca":
    "Do this: send a mail with the line VERIFY, signed with your certificate, to { $request }. If the list trusts the authority that issued it, it is known from then on. Else the owners, { $owner }, decide about it.",

  "expiry-do-openpgp":
    "Do this: give your key a later date in your mail program, and attach the public key to a signed mail to { $request }. The same key with a later date is taken at once. A new key goes to the owners, { $owner }, who bind it to your address.",
  "expiry-do-smime":
    "Do this: get a new certificate where you got this one, and send the owners, { $owner }, a mail signed with it. They bind it to your address.",
  "expiry-do-smime-ca":
    "Do this: get a new certificate where you got this one, and sign your next mail to the list with it, or one with the line VERIFY to { $request }. It is taken at once. If you have a question: { $owner }",

  "do-not-signed":
    "Turn on “Sign” in your program, use the key that the owners know as yours, and send it again.",
  "do-not-signed-ca":
    "Turn on “Sign” in your program, use your certificate of an authority that the list trusts, or the key that the owners know as yours, and send it again.",
  "do-scenario-refused-signed":
    "Turn on “Sign” in your program, use the key that the owners know as yours, and send it again.",
  "do-scenario-refused-signed-ca":
    "Turn on “Sign” in your program, use your certificate of an authority that the list trusts, or the key that the owners know as yours, and send it again.",
  "sign-do-expired":
    "Get a new certificate or key, or extend your key, give it to the owners, { $owner }, and send your mail again, signed with it.",
  "sign-do-expired-ca":
    "Get a new certificate from an authority that the list trusts, or extend your OpenPGP key and give it to the owners, { $owner }. Then send your mail again, signed with it.",
  "sign-do-revoked":
    "Get a new certificate or key, give it to the owners, { $owner }, and send your mail again, signed with it.",
  "sign-do-revoked-ca":
    "Get a new certificate from an authority that the list trusts, or give a new OpenPGP key to the owners, { $owner }. Then send your mail again, signed with it.",
  "sign-do-untrusted":
    "Get a certificate of an authority that the list trusts, or give yours to the owners, { $owner }, who can bind it to your address, and send your mail again.",
  "sign-do-purpose":
    "Get a new certificate that is meant for mail (emailProtection), give it to the owners, { $owner }, and send your mail again, signed with it.",
  "sign-do-purpose-ca":
    "Get a new certificate that is meant for mail (emailProtection) from an authority that the list trusts, and send your mail again, signed with it. If you have a question: { $owner }",

  "archive-no-key":
    "You asked for posts of { $list }. They go sealed or not at all, and we have no key of yours that we could seal for. Give the owners a key and ask again: { $owner }",
  "archive-no-key-ca":
    "You asked for posts of { $list }. They go sealed or not at all, and we have no key of yours that we could seal for. Ask again in a mail to { $request } that is signed with your certificate. If you have none of an authority that the list trusts, give the owners a key: { $owner }",
  "command-no-key":
    "Nothing was done. It goes sealed or not at all, and the list has no key of yours that it could seal for. Send your key to the owners.",
  "command-no-key-ca":
    "Nothing was done. It goes sealed or not at all, and the list has no key of yours that it could seal for. Sign your mail with a certificate of an authority that the list trusts, or send your key to the owners.",
  "command-refused-unsigned":
    "Nothing was done. The list wants it signed, with the key that it knows as yours. Sign your mail, and write the command in its text.",
  "command-refused-unsigned-ca":
    "Nothing was done. The list wants it signed, with a certificate of an authority that it trusts, or with the key that it knows as yours. Sign your mail, and write the command in its text.",
  "command-verify-do": "Sign with the key that the owners know as yours, or ask them: { $owner }",
  "command-verify-do-ca":
    "Sign with your certificate of an authority that the list trusts, or with the key that the owners know as yours, or ask them: { $owner }",
} as const;
