/** English of what people hear about their membership, and owners of who comes and goes. */
export const enPeople = {
  "autoresponse-subject": "Automatic answer: { $list }",

  "posted-subject": "Your message to { $list } went out",
  "posted-1": "Your mail of { $date } (Message-ID { $id }) went to the members of { $list }.",
  "posted-why":
    "You asked to be told of each. To end that, send this line to { $request }: SET { $name } NOACK",

  "goodbye-subject": "You left { $list }",
  "goodbye-1": "{ $address } is not on { $list } any more. Its mail does not come to you now.",
  "goodbye-undo":
    "Was it a mistake, or not you? Write any mail to { $address } until { $date }: then all is as it was.",
  "goodbye-undo-post":
    "Was it a mistake, or not you? Send this line to { $address } until { $date }, and all is as it was: CONFIRM { $key }",
  "goodbye-removed-subject": "You are not on { $list } any more",
  "goodbye-removed": "An owner took you off the list. If you have a question: { $owner }",

  "invite-subject": "You are invited to { $list }",
  "invite-1": "An owner of { $list } invites you, { $address }, to be on it.",
  "invite-about": "What it is: { $about }",
  "invite-do": "Do this if you want to: answer this mail, as it is. Then you are on the list.",
  "invite-else":
    "If not, do nothing: you hear no more of it. The invitation ends on { $date }. A human: { $owner }",

  "remind-subject": "You are on { $list }",
  "remind-1": "You are on { $list } as { $address }, since { $date }.",
  "remind-away": "Its posts do not come to you: delivery is switched off.",
  "remind-away-until": "Its posts do not come to you until { $date }.",
  "remind-write": "To write to it: { $list }.",
  "remind-leave": "To leave it: an empty mail to { $leave }. For anything else: { $owner }.",

  "unread-subject": "You get no more posts of { $list }",
  "moved-subject": "Your address on { $list } was changed",
  "moved-1": "You are on { $list } as { $address } now, and not as { $old }. Its mail goes there.",
  "moved-key": "Your key is the same as before.",
  "moved-do": "Was that not your wish? Write to { $owner } at once.",

  "address-ask-subject": "Is { $other } yours?",
  "address-ask-add":
    "Whoever is on { $list } as { $address } says that { $other } is an address of theirs, too. What comes from it would count as theirs.",
  "address-ask-move":
    "Whoever is on { $list } as { $address } wants to be on it as { $other }. Its mail would come here.",
  "address-ask-do": "Was it you? Then answer this mail, as it is, until { $date }.",
  "address-ask-else": "If it was not you, do nothing: nothing happens. A human: { $owner }",
  "address-added-subject": "{ $other } is yours on { $list }",
  "address-added-1":
    "What comes from { $other } counts on { $list } as yours now. Its mail still goes to { $address }.",

  "joinkey-subject": "{ $list } needs your key",
  "joinkey-1":
    "You, { $address }, may join { $list }. Its mail is sealed for each member, so it needs a key of yours first.",
  "joinkey-none":
    "Your answer brought no key that can be used. It has to name { $address }, to encrypt and to sign, and its time must not be over.",
  "joinkey-do":
    "Do this: answer this mail with your OpenPGP public key attached, or signed with your certificate, until { $date }.",
  "joinkey-human": "A human: { $owner }",
  "joinkey-asked": "One thing is missing: a key. A mail to { $address } says how to send it.",
  "joinkey-proof":
    "One thing is missing: that you read sealed mail. What came to { $address } sealed asks for an answer.",
  "challenge-subject": "Is this your key?",
  "challenge-1": "This mail is sealed to { $fingerprint }. You can read it, so you have that key.",
  "challenge-not-signed": "Your answer was not signed with it.",
  "challenge-do":
    "Do this: answer this mail, signed with the same key, until { $date }. Then you are on { $list }.",
  "challenge-else": "You did not ask for this? Then do nothing: nothing happens.",
  "joinkey-refused-subject": "You are not on { $list } yet",
  "joinkey-refused": "{ $list } could not take you with that key. Ask its owners: { $owner }",
  "joinkey-ask-subject": "{ $list }: send your key",
  "joinkey-ask-1":
    "You, { $address }, are on { $list }. It can seal its mail for you as soon as it has a key of yours.",
  "keygiven-subject": "{ $list } has your key",
  "keygiven-taken":
    "{ $list } knows your key { $fingerprint } now: what it seals for you is sealed to it, and what you sign with it counts.",
  "keygiven-waits-subject": "{ $list }: your key waits for the owners",
  "keygiven-waits":
    "Your key { $fingerprint } came, and was not taken: you had another one here before, so an owner has to say that this one is yours. Write to them: { $owner }",

  "joined-owner-subject": "{ $list }: { $address } joined",
  "joined-owner-1": "{ $address } is on { $list } now, by their own wish.",
  "left-owner-subject": "{ $list }: { $address } left",
  "left-owner-1": "{ $address } is not on { $list } any more, by their own wish.",
  "unread-owner-subject": "{ $list }: { $address } gets no more posts",
  "unread-owner-1":
    "{ $address } gets the posts of { $list } no more, by their own wish, and looks after the list still.",
  "added-owner-subject": "{ $list }: { $address } was added",
  "added-owner-1": "{ $address } is on { $list } now: { $by } added them by mail.",
  "removed-owner-subject": "{ $list }: { $address } was removed",
  "removed-owner-1": "{ $address } is not on { $list } any more: { $by } removed them by mail.",
  "change-owner-scenario":
    "Nothing is to be done. Who is on it: `conclave member list { $list }`. A scenario of the list says that you hear of this: `conclave list scenario { $list }`",
  "change-owner-do":
    "Nothing is to be done. Who is on it: `conclave member list { $list }`. To hear no more of this: `conclave list config { $list } admin_notify_mchanges=no`",
} as const;
