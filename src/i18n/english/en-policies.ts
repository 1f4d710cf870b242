/**
 * What a list does, in words: sentences of `conclave list show`, cells of its tables, and what each preset is
 * for. Nothing of this is said about keys on a list that has none.
 */
export const enPolicies = {
  "policy-from-all-accept": "What anybody writes goes out.",
  "policy-from-all-hold": "Every post waits for an owner.",
  "policy-from-all-reject": "Every post is refused.",
  "policy-from-all-discard": "Every post is dropped, and nobody is answered.",
  "policy-from-members-accept": "What members write goes out.",
  "policy-from-members-trusted": "What members write goes out, if an owner trusts them.",
  "policy-from-members-hold": "What members write waits for an owner.",
  "policy-from-members-reject": "What members write is refused.",
  "policy-from-members-discard": "What members write is dropped, and nobody is answered.",
  "policy-from-new-hold": "What new members write waits for an owner, until one trusts them.",
  "policy-from-new-reject": "What new members write is refused, until an owner trusts them.",
  "policy-from-new-discard":
    "What new members write is dropped, until an owner trusts them, and nobody is answered.",
  "policy-from-others-accept": "What others write goes out, too.",
  "policy-from-others-hold": "What others write waits for an owner.",
  "policy-from-others-reject": "What others write is refused.",
  "policy-from-others-discard": "What others write is dropped, and nobody is answered.",
  "policy-anonymous": "Nothing in what goes out says who wrote it.",
  "policy-sign-no": "Nobody has to sign: who wrote is what From says.",
  "policy-sign-yes":
    "Only what a member signed ({ $families }) goes out at once; the rest waits for an owner.",
  "policy-sign-force":
    "Only what a member signed ({ $families }) goes out; the rest is dropped, and nobody is answered.",
  "policy-unsigned-yes": "What no member signed ({ $families }) waits for an owner, too.",
  "policy-unsigned-force":
    "What no member signed ({ $families }) is dropped in any case, and nobody is answered.",
  "policy-opens-no": "Posts that come sealed go on as they came, unopened.",
  "policy-opens-no-sealing":
    "Posts that come sealed are not opened, and are sealed once more like all others.",
  "policy-opens-no-signing": "Posts that come sealed are not opened: no signature inside them counts.",
  "policy-opens-yes": "Posts may come sealed to the list's key ({ $families }).",
  "policy-opens-force": "Posts must come sealed to the list's key ({ $families }); the rest is refused.",
  "policy-sends-no": "Members get posts in clear.",
  "policy-sends-no-opened":
    "Members get all posts in clear, those that came sealed, too: anybody on the way can read them.",
  "policy-sends-yes": "Members get posts sealed if they gave a key ({ $families }), else in clear.",
  "policy-sends-yes-opened":
    "Members get posts sealed if they gave a key ({ $families }), else in clear, those that came sealed, too.",
  "policy-sends-force":
    "Members get posts sealed ({ $families }), never in clear; without a usable key they get a note that one waits.",
  "policy-sends-received":
    "What came sealed goes out sealed ({ $families }), never in clear; without a usable key members get a note that one waits. What came in clear and signed keeps its author's signature, untouched.",
  "policy-sends-no-received": "Other posts go out in clear.",
  "policy-sends-yes-received":
    "Other posts go out sealed to members who gave a key ({ $families }), else in clear.",
  "policy-sends-force-received": "All others go out sealed, too ({ $families }).",
  "policy-list-signs": "The list signs what it sends ({ $families }).",
  "policy-cannot-sign": "The list would sign what it sends, but has no { $family } key: it sends unsigned.",
  "policy-cannot-open": "The list has no { $family } key: what comes sealed to one cannot be opened.",
  "policy-keeps":
    "The server keeps every post, in a form that it can open, until somebody erases it. Members get earlier posts by mail.",
  "policy-keeps-days":
    "The server keeps every post, in a form that it can open. Members get earlier posts by mail. Days until one is erased: { $days }.",

  "family-openpgp": "OpenPGP",
  "family-smime": "S/MIME",
  "family-both": "OpenPGP or S/MIME",

  "outcome-scenario": "as its scenario says",
  "outcome-accept": "goes out",
  "outcome-hold": "waits: { $why }",
  "outcome-reject": "refused: { $why }",
  "outcome-discard": "dropped: { $why }",
  "outcome-silent": "dropped",
  "outcome-not-sealed": "not sealed",
  "outcome-not-signed": "not signed by a member",
  "outcome-nonmember": "not a member",
  "outcome-member-moderated": "an owner looks first",
  "outcome-member-refused": "members may not write",
  "outcome-cannot-open": "cannot be opened",
  "outcome-clear-not-confirmed": "would leave in clear",
  "outcome-other": "for another reason",

  "outcome-head-post": "a post",
  "outcome-head-any-post": "any",
  "outcome-head-member": "a member with",
  "outcome-head-gets": "gets it",
  "outcome-head-came-in-clear": "what came in clear",
  "outcome-head-came-sealed": "what came sealed",
  "outcome-unopened": "as it came, unopened",
  "mail-any": "a post",
  "mail-plain": "in clear",
  "mail-signed": "signed",
  "mail-signed-in": "signed ({ $family })",
  "mail-sealed": "sealed",
  "mail-sealed-in": "sealed ({ $family })",
  "mail-both": "signed and sealed",
  "mail-both-in": "signed and sealed ({ $family })",
  "mail-other-key": "sealed to another key",
  "mail-other-key-in": "sealed to another key ({ $family })",
  "sender-member": "by a member",
  "sender-trusted": "by a member not moderated",
  "sender-keyless": "by a member, no known key",
  "sender-outsider": "by anybody else",

  "copy-as-it-came": "as it came",
  "copy-clear": "in clear",
  "copy-clear-signed": "in clear, signed by the list ({ $family })",
  "copy-sealed": "sealed ({ $family })",
  "copy-sealed-signed": "sealed and signed by the list ({ $family })",
  "copy-notice": "a note that a post waits",
  "keys-all": "every member",
  "keys-none": "no key",
  "keys-openpgp": "OpenPGP key",
  "keys-smime": "certificate",
  "keys-both": "both",

  "preset-vanilla": "An ordinary mailing list: members write, and everybody gets what they wrote.",
  "preset-discussion": "Members talk with each other: answers go to the list, and members see who is on it.",
  "preset-announcement":
    "Owners and those whom they let write, all read: what others write is refused, answers go to whoever wrote, and no member sees who is on it.",
  "preset-private":
    "A closed group: it is named nowhere, owners decide who joins, and what strangers write is refused.",
  "preset-light":
    "Members who gave a key get posts sealed to it, the others in clear. The list itself needs no key.",
  "preset-anti-spam":
    "Only what a member signed goes out; the rest is dropped. The list itself needs no key.",
  "preset-dissidents":
    "Anybody may write, sealed to the list's key, and nothing says who they are. Members get posts in clear and need no key.",
  "preset-full":
    "Everything is sealed and signed, on the way in and on the way out. Every member needs a key.",
  "preset-as-received":
    "What comes sealed goes out sealed, what comes in clear goes out in clear, and signatures stay as they are.",
  "preset-sealed-posts":
    "Only what is sealed to the list's key is taken, which keeps spam out. Members get posts in clear and need no key.",
} as const;
