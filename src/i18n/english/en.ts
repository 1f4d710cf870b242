import { enCommands } from "./en-commands.ts";
import { enArchive } from "./en-archive.ts";
import { enDigest } from "./en-digest.ts";
import { enContent } from "./en-content.ts";
import { enExpiry } from "./en-expiry.ts";
import { enKeys } from "./en-keys.ts";
import { enPeople } from "./en-people.ts";
import { enOffers } from "./en-offers.ts";
import { enPolicies } from "./en-policies.ts";
import { enModeration } from "./en-moderation.ts";
import { enPosting } from "./en-posting.ts";
import { enScenario } from "./en-scenario.ts";
import { enWeb } from "./en-web.ts";
import { enWelcome } from "./en-welcome.ts";
import { enWhy } from "./en-why.ts";

/**
 * English. One Fluent pattern per key (https://projectfluent.org). What is added here is added to every other language,
 * too, or named in `untranslated.ts`: a test compares.
 * Lines are short, calm, and the last one says what to do next.
 */
export const en = {
  ...enCommands,
  ...enWhy,
  ...enModeration,
  ...enPosting,
  ...enContent,
  ...enWeb,
  ...enWelcome,
  ...enPeople,
  ...enPolicies,
  ...enOffers,
  ...enScenario,
  ...enExpiry,
  ...enKeys,
  ...enArchive,
  ...enDigest,

  "sealed-subject": "sealed post { $number }",
  "from-via": "{ $name } via { $list }",

  "block-subject": "Subject: { $value }",
  "block-from": "From: { $value }",
  "block-date": "Date: { $value }",
  "block-unsigned": "{ $line } (not signed)",
  "block-to": "To: { $value }",
  "block-cc": "Cc: { $value }",
  "block-signed": "Signature: valid, by { $who }",
  "block-signed-anonymous": "Signature: valid, by a member",
  "block-not-signed": "Signature: none that counts ({ $why })",
  "block-encrypted": "Sealed on its way to the list: yes",
  "block-not-encrypted": "Sealed on its way to the list: no",
  "block-signature-lost": "The author's own signature could not be passed on with it.",
  "block-no-integrity": "Its encryption has no protection against changes: do not rely on the text.",
  "clear-mark-openpgp":
    "This copy left the list in clear: the list seals for OpenPGP keys, and has none of yours that it can use.",
  "clear-mark-smime":
    "This copy left the list in clear: the list seals for certificates, and has none of yours that it can use.",
  "clear-mark-both":
    "This copy left the list in clear: the list has no OpenPGP key or certificate of yours that it can use.",
  "clear-mark-all": "This post came sealed. The list sends it on in clear, as its owners decided.",

  "waiting-subject": "A message is waiting for you",
  "waiting-subject-none": "A message could not be sealed for you",
  "waiting-1": "Somebody wrote to { $list }. We could not seal it for you, so you did not get it.",
  "waiting-why": "Why: { $why }.",
  "waiting-why-no-key": "we have no key of yours",
  "waiting-why-only-openpgp":
    "the list seals for OpenPGP keys only, and of you we have the certificate { $fingerprint }",
  "waiting-why-only-smime":
    "the list seals for certificates only, and of you we have the OpenPGP key { $fingerprint }",
  "waiting-why-expired": "your key { $fingerprint } expired on { $date }",
  "waiting-why-unusable": "your key { $fingerprint } cannot be used: { $reason }",
  "waiting-why-changed": "it was sealed to a key of yours that the list does not use any more",
  "waiting-do-changed":
    "What comes next is sealed to the key that you have now. What this message said, its writer or the owners, { $owner }, can tell you.",
  "waiting-kept-one": "1 message is kept for you until { $date }. It comes as soon as your key works.",
  "waiting-kept-more":
    "{ $count } messages are kept for you, the oldest until { $date }. They come as soon as your key works.",
  "waiting-you": "You get this as { $address }, at most once a day.",

  "refused-subject": "Your message to { $list } was not sent on",
  "refused-1": "Your mail of { $date } (Message-ID { $id }) reached us. No member got it.",
  "held-subject": "Your message to { $list } waits for an owner",
  "held-1": "Your mail of { $date } (Message-ID { $id }) reached us. No member got it yet.",
  "warned-subject": "Your message to { $list } came in clear",
  "warned-1": "Your mail of { $date } (Message-ID { $id }) went out to the members.",
  "warned-2":
    "It answers a sealed post, and came in clear: anybody on the way could read it, and what it quotes.",
  "warned-do":
    "Do this: next time turn on “Encrypt” before you answer. Mail to { $sendkey } brings the list's key.",
  "refused-reason": "Reason: { $reason }.",
  "refused-do": "Do this: { $do }",
  "refused-kept": "An owner can look at it for { $days } days. Sending it again is fine.",
  "refused-kept-alike":
    "An owner can look at it for { $days } days. Sent again as it is, it is refused again.",
  "refused-kept-same": "An owner can look at it for { $days } days. Sending it again would change nothing.",
  "held-kept": "It waits for an owner for { $days } days. You need not send it again.",
  "held-kept-on": "It waits until an owner decides. You need not send it again.",
  "held-waits": "This one waits for an owner for { $days } days.",
  "held-waits-on": "This one waits until an owner decides.",
  "refused-no-quote": "We quote nothing of your mail here, on purpose.",
  "refused-human": "A human: { $owner }",

  "reason-not-sealed": "it was not sealed to the list",
  "do-not-sealed":
    "In your program turn on “Encrypt” and send it again. Mail to { $sendkey } brings the list's key.",
  "reason-not-signed": "it carries no signature of a member that counts ({ $why })",
  "reason-not-signed-changed":
    "something was added on the way, so that its signature covers only a part of it",
  "do-not-signed-changed":
    "A mail server or a list on the way adds text to mail. Ask those who run it to leave signed mail alone, or encrypt it.",
  "reason-cannot-open": "we could not open it",
  "do-cannot-open":
    "Seal it to the list's present key and send it again. Mail to { $sendkey } brings the key.",
  "reason-key-compromised": "we could not open it, and a key of the list's counts no more",
  "do-key-compromised":
    "Ask an owner for the digits of the list's new key, seal it to that key and send it again. Mail to { $sendkey } brings the key.",
  "reason-cannot-reopen": "a member who waited for it has a key by now, and we cannot open it any more",
  "do-cannot-reopen":
    "Give the list back the key that it was sealed to (`conclave key import`), then accept it.",
  "reason-nonmember": "only members write to this list without asking",
  "do-nonmember": "Wait for an owner, or write to { $owner }.",
  "reason-member-moderated": "the owners look at posts before they go out",
  "do-member-moderated": "Wait. An owner decides about it.",
  "reason-nonmember-refused": "only members may write to this list",
  "reason-nonmember-chosen": "only those whom its owners chose may write to this list",
  "do-nonmember-refused": "If you want to be a member, write to { $owner }.",
  "reason-member-moderated-refused": "members may not write to this list",
  "do-member-moderated-refused": "Write to the owners instead: { $owner }.",
  "reason-too-large": "it is larger than { $limit } kB",
  "do-too-large": "Send it again without large attachments, or wait for an owner.",
  "reason-clock-ahead": "it was signed { $hours } hours in the future: your device's clock is ahead",
  "do-clock-ahead": "Set the clock of your device and send it again.",
  "reason-too-old": "it was signed { $days } days ago",
  "do-too-old": "Sign it again and send it again.",
  "reason-no-signed-time": "its signature does not say when it was made",
  "do-no-signed-time":
    "Send it from a program that writes the time into the signature, or wait for an owner.",
  "reason-signed-for-others": "it was signed for somebody else: its signed To and Cc do not name the list",
  "do-signed-for-others": "Sign it anew, with the list's address in To or Cc, and send it again.",
  "reason-strange-history":
    "its signature tells of lists that it came through, and that cannot be read or is not signed by a key known here",
  "do-strange-history": "Send it to this list yourself, not by way of another list.",
  "reason-revocation-unknown":
    "nobody could say yet whether the certificate that signed it was revoked: its authority is being asked",
  "do-revocation-unknown": "Wait: it goes on by itself when there is an answer, or when an owner lets it.",
  "reason-replayed": "the same signed text was sent before, here or to another address",
  "do-replayed": "Sign it anew, with the list's address in To, and send it again.",
  "reason-opened-elsewhere": "the same sealed text was sent to another place before",
  "do-opened-elsewhere": "Seal it again for this list and send it again.",
  "reason-no-integrity": "its encryption can be changed on the way, and nobody signed it",
  "do-no-integrity": "Sign it, or use a program that seals with AES-GCM, and send it again.",
  "reason-not-whole": "only a part of it is sealed or signed",
  "do-not-whole": "Send it again as one sealed and signed mail, without anything beside it.",
  "reason-not-whole-changed": "something was added on the way to what was sealed",
  "do-not-whole-changed":
    "A mail server or a list on the way adds text to mail. Ask those who run it to leave sealed mail alone, or send it another way.",
  "reason-malformed": "it is not a well-formed mail",
  "do-malformed": "Send it again from another program.",
  "reason-loop": "it has been through this list before",
  "do-loop": "Write a new mail instead of sending this one on.",
  "reason-clear-not-confirmed": "it came sealed, and the list's settings would send it on in clear",
  "do-clear-not-confirmed": "Wait. An owner has to decide about the list's settings.",
  "reason-not-sendable": "a signed part of it cannot be sent on unchanged",
  "do-not-sendable": "Send it again from another program.",
  "reason-header-too-long": "a field of its header, such as the Subject, is too long to be sent on",
  "do-header-too-long": "Shorten the Subject and send it again.",
  "reason-owners-without-key": "it came sealed for the owners, and none of them has a key to seal it for",
  "do-owners-without-key": "Wait, or reach an owner in another way. It is kept until one of them has a key.",
  "reason-names-author": "its form names who wrote it, and that cannot be taken out",
  "do-names-author": "Send it again without signing it.",
  "reason-clear-reply": "it answers a sealed post, and came in clear",
  "do-clear-reply":
    "Encrypt your answer and send it again. If it may be read by anybody on the way, tell the owners: { $owner }.",
  "reason-bounce": "a copy came back",

  "owner-summary-subject": "{ $list }: what lies with the server",
  "owner-summary-1": "No member got these messages to { $list }:",
  "owner-summary-held": "waiting for you: { $count }, since { $date }, because { $reason }",
  "owner-summary-refused": "not sent on: { $count }, since { $date }, because { $reason }",
  "owner-summary-more": "and { $count } more, for other reasons",
  "owner-summary-waiting": "These wait for you, the oldest first:",
  "owner-summary-post": "{ $number }, since { $date }, { $size }, from { $from }: { $subject }",
  "owner-summary-post-by-nobody": "{ $number }, since { $date }, { $size }: { $subject }",
  "owner-summary-no-subject": "(no Subject)",
  "owner-summary-accept":
    "DISTRIBUTE { $number } by mail, or on the server: `conclave held accept { $number }`",
  "owner-summary-discard":
    "DISCARD { $number } by mail, or on the server: `conclave held discard { $number }`",
  "owner-summary-more-posts": "and { $count } more: `conclave held list { $list }`",
  "owner-summary-request": "{ $number }, since { $date }: { $actor } asked for this: { $what }",
  "owner-summary-request-do":
    "`conclave request accept { $number }`, or `conclave request reject { $number }`",
  "owner-summary-more-requests": "and { $count } more: `conclave request list { $list }`",
  "owner-summary-expiring":
    "Of those that wait, erased by the end of { $date }: { $count }. `conclave held defer` keeps them longer.",
  "owner-summary-ended-held":
    "Messages erased because nobody decided about them in time (max_days_to_hold): { $count }, from: { $who }. Whoever wrote them was not told.",
  "owner-summary-bounced":
    "Copies of posts that came back undelivered: { $count }, since { $date }. They are no posts, and nothing is to be done at once. `conclave list health { $list }` says whom mail does not reach.",
  "owner-summary-do":
    "Do this: `conclave held list { $list }` shows each with its number. Then `conclave held accept`, `held reject`, `held discard` or `held defer`, with that number. Of what was not sent on, `conclave held ask` asks the sender to send it again.",
  "owner-summary-do-refused":
    "Nothing of this waits for you: the list's rules refused it. `conclave held list { $list }` shows each with its number.",
  "owner-summary-mail":
    "Or by mail to { $request }, one a line: MODINDEX shows what waits, with numbers; DISTRIBUTE 12, REJECT 12 REASON or DISCARD 12 decides about number 12.",
  "owner-summary-mail-signed":
    "Or by mail, signed, to { $request }, one a line: MODINDEX shows what waits, with numbers; DISTRIBUTE 12, REJECT 12 REASON or DISCARD 12 decides about number 12.",
  "owner-summary-kept":
    "What nobody decides about is erased when its time is over. You get this at most once a day.",

  "key-rotated-subject": "{ $list } has a new key",
  "key-rotated-1":
    "{ $list } has a new key. This mail is signed by it; the part below, with the key, is also signed by the one you know:",
  "key-rotated-do":
    "Do this: see that your program finds that signature good, import the new key and seal to it from today. The old key opens for { $days } more days, then it is erased.",
  "key-compromised-subject": "Do not use the old key of { $list }",
  "key-compromised-1":
    "Somebody else may have the old key of { $list }. Seal nothing to it, and believe nothing that it signed from today:",
  "key-compromised-do":
    "There is a new key. This mail cannot prove that it is the list's: compare its digits with an owner, by telephone or face to face, before you use it.",

  "sendkey-subject": "The key of { $list }",
  "sendkey-1":
    "The keys of { $list } are attached. Import one of them, and your program can encrypt to { $address }.",
  "sendkey-openpgp": "OpenPGP key: { $fingerprint }",
  "sendkey-smime": "Certificate (SHA-256): { $fingerprint }",
  "sendkey-none-subject": "{ $list } has no keys",
  "sendkey-none-signing":
    "This list has no keys of its own: nothing can be sealed to it. Write to { $address } in clear, and sign with the key that its owners know as yours.",
  "sendkey-none": "This list has no keys. Write to { $address } as to anybody.",
  "sendkey-forms":
    "Does your program want another form? Write here again with one word as the Subject: pem, der, pkcs7 or openpgp.",
  "sendkey-form-pem": "list-chain.pem holds the certificate and the authorities above it, as PEM.",
  "sendkey-form-der":
    "Each certificate is a file of its own, as DER: list-certificate.cer is the list's, list-authority-1.cer that of the authority above it.",
  "sendkey-form-pkcs7":
    "list-certificate.p7c holds the certificate and the authorities above it, as PKCS#7. Open it, and import all that is in it.",
  "sendkey-form-openpgp": "list-key.asc holds the key, as text.",
  "sendkey-compare": "Before you trust a key, compare its digits with somebody who knows them.",
  "sendkey-authority":
    "Does your program ask for an authority to trust? Import list-authority.crt as one, for mail. It vouches for { $address } and nobody else. Your program shows its digits, compare them too:",
  "sendkey-authority-sha256": "Authority (SHA-256): { $fingerprint }",
  "sendkey-authority-sha1": "Authority (SHA-1, on Windows): { $fingerprint }",
  "sendkey-authority-thunderbird":
    "Thunderbird: Settings, Privacy & Security, Manage Certificates, Authorities, Import, to identify email users. Then import list-certificate.crt under People.",
  "sendkey-authority-apple":
    "Apple Mail: open both files in Keychain Access; of the authority, set S/MIME to Always Trust.",
  "sendkey-authority-outlook":
    "Outlook: open list-authority.crt, Install Certificate, into Trusted Root Certification Authorities. Then save the list as a contact, with list-certificate.crt under Certificates.",
} as const;
