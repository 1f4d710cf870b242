/** English of what commands by mail answer, and of mails that ask for a word back. */
export const enCommands = {
  "command-subject": "{ $list }: what came of your mail",
  "command-subject-site": "What came of your mail",
  "command-unknown": "Passed over, for they are no commands: lines { $lines }.",
  "command-stopped-unknown": "What stands behind them was not read.",
  "command-stopped-too-many":
    "Only the first { $count } commands of a mail are read. Send the others in a new mail.",
  "command-too-many-wishes":
    "Nothing was done. One mail may ask for { $count } things. Send this in a new mail.",
  "command-none": "Your mail has no command in its text. These are the commands, one a line:",
  "command-quotes-nothing": "We quote nothing of your mail here, on purpose.",
  "command-human": "A human: { $owner }",
  "command-last-today":
    "This was the last answer of today to commands that nothing shows to be yours. Write again tomorrow. A question that comes in a mail of its own can be answered all the same.",

  "command-added":
    "Your mail carries words beside a signed part, so that nobody can tell which were signed. Nothing was done. Send the commands in a new mail.",
  "command-cut-off":
    "Your mail is not whole: its end is missing, so that nobody can tell what was signed. Nothing was done. Send it again.",
  "command-no-integrity":
    "Your mail was encrypted in a way that can be changed on the way, and not signed. Nothing was done. Sign it and send it again.",
  "command-no-from":
    "Your mail does not say in one From who wrote it. Nothing was done. Send it again from your own address.",
  "command-other-sender":
    "Your mail was sent for another address than the one in its From, and it is not signed. Nothing was done. Sign it, or send it from the address that it names.",
  "command-other-sender-plain":
    "Your mail was sent for another address than the one in its From. Nothing was done. Send it from the address that it names.",
  "command-wrong-time":
    "Your mail was signed too long ago, in the future, or without a time. Nothing was done. Set the clock of your device and send it again.",
  "command-sealed":
    "Your mail is sealed, or cannot be read, and this address opens nothing. Nothing was done. Send it to the list's own address: LIST-request@{ $domain }",
  "command-not-read":
    "Nothing was done. The list could not read your mail, or it came by a way that it does not take.",
  "command-for-others":
    "Nothing was done. What you signed names another address that it is for. Write the commands in a new mail to this address.",
  "command-replayed": "Nothing was done. What you signed counted once before. Write a new mail.",

  "command-syntax": "Nothing was done. Write it like this: { $syntax }",
  "command-names-no-list": "Nothing was done. Say which list: its name comes first.",
  "command-no-such-list":
    "Nothing was done. There is no list of that name here. LISTS shows which there are.",
  "command-other-list":
    "Nothing was done. This address is for its own list. Write to the other list's -request address.",
  "command-on-no-list": "Nothing was done. You are on no list here.",
  "command-not-on": "Nothing was done. You are not on { $list }.",
  "command-refused": "Nothing was done: { $reason }.",
  "command-refused-signed":
    "Nothing was done: { $reason }. Sign your mail, and write the command in its text.",
  "command-refused-moderator": "Nothing was done. Only owners and moderators of the list may do that.",
  "command-refused-own": "Nothing was done. You can change your own membership, and nobody else's.",
  "command-listmaster": "Nothing was done. Whoever runs the server decides that.",
  "command-already": "Nothing was done. They are on the list already.",
  "command-not-found": "Nothing was done. There is nobody, or nothing, of that name.",
  "command-keeps-nothing": "Nothing was done. The list keeps no posts.",
  "command-keeps-nothing-keys":
    "Nothing was done. The list keeps no posts: it uses keys, and its owners did not set archive_with_keys = confirmed.",
  "command-no-such-post": "Nothing was done. The list keeps no such post. INDEX shows which there are.",
  "command-bad-input": "Nothing was done. What stands behind the command is not right.",
  "command-no-digests": "This list sends no digests: nothing was changed.",
  "command-digests-only":
    "This list sends its posts in digests only: nothing was changed. To get mail again, write SET { $list } DELIVERY ON",
  "command-not-allowed":
    "Nothing was done. The list's rules do not allow it, or it was asked for often enough today.",
  "command-failed": "Nothing was done, for something went wrong here. Try again in an hour.",

  "command-key-sent":
    "A mail with a question goes to { $address }, if that is needed and they were not asked too often today. Nothing happens before it is answered.",
  "command-key-goes": "A mail with a question goes to { $address }. Nothing happens before it is answered.",
  "command-key-waits":
    "Nothing was done yet. The same question went to { $address } within the last hour: answer that mail.",
  "command-key-tomorrow":
    "Nothing was done, and no question goes out: { $address } was asked often enough today. Try again tomorrow, or answer the last question.",
  "command-join-tomorrow":
    "Nothing was done, and no question goes out: { $address } was asked today about a list. If it was this one, answer that mail: it counts. If not, write again tomorrow, or ask the list's owners to add you: { $owner }",
  "command-key-gone":
    "Nothing was done. The code is not known here: it was used, its time is over, or it was given out for something else.",
  "command-owner-asked": "The list's owners were asked. You hear what they decide.",
  "command-joined": "{ $address } is on { $list }.",
  "command-left": "{ $address } is not on { $list } any more.",
  "command-left-staff":
    "{ $address } does not get the posts of { $list } any more, and looks after it still.",
  "command-removed-others": "These addresses were theirs, too. Whom you ban, ban under each: { $addresses }",
  "command-returned": "{ $address } is on { $list } again, as before.",
  "command-invited": "{ $address } was sent an invitation.",
  "command-set": "Your choice for { $list } counts from now on: { $choice }.",
  "command-no-such-topic":
    "Nothing was chosen about topics, for the list has not all that you named. Its topics: { $names }. The rest counts.",
  "command-address-asked":
    "A mail to { $address } asks whether it is yours. Nothing changes before it is answered.",
  "command-address-taken": "{ $address } is your address on { $list } now.",
  "command-address-dropped": "{ $address } is no address of yours on { $list } any more.",
  "command-address-tomorrow": "Nothing was done. { $address } was written to today. Ask again tomorrow.",
  "command-info-request": "Where commands go: { $request }",
  "command-info-owner": "Who looks after it: { $owner }",
  "command-review": "{ $list }: { $count } members.",
  "command-review-one": "{ $list }: 1 member.",
  "command-role-owner": "owner",
  "command-role-moderator": "moderator",
  "command-review-hidden": "Not shown: { $count } more.",
  "command-reminded": "{ $count } members are written to.",
  "command-nothing-waits": "Nothing waits.",
  "command-waits": "{ $number }  { $date }  { $why }",
  "command-more": "and { $count } more",
  "command-accepted":
    "Message { $number } goes to the members now. If another rule holds it back, you hear of it again.",
  "command-rejected": "Message { $number } is erased. Its sender is told, where they may be told.",
  "command-discarded": "Message { $number } is erased. Nobody is told.",
  "command-no-reason": "An owner of the list did not let it go out.",
  "command-no-lists": "There are no lists here that are shown to you.",
  "command-which-none": "{ $address } is on no list here.",
  "command-which-off": "{ $list }  (its posts do not come to you)",
  "command-sent": "Kept posts that come to you in a mail of their own: { $count }.",
  "command-sent-rest": "More of them do not fit in one mail. Ask again from number { $number } on.",
  "command-index": "Kept posts: { $count }.",
  "command-index-next": "More are kept, from number { $number } on.",
  "command-echo": "Your mail came, and this is the answer.",
  "command-password": "There are no passwords here. What has to be yours, you confirm by answering a mail.",
  "command-verify-smtp": "Your mail counts for { $list } as unsigned, from { $address }.",
  "command-verify-dkim":
    "Your mail counts for { $list } as unsigned; our mail server vouches for { $address }.",
  "command-verify-smtp-plain":
    "Your mail counts for { $list } as from { $address }. Nothing but its From says so.",
  "command-verify-dkim-plain":
    "Your mail counts for { $list } as from { $address }; our mail server vouches for that.",
  "command-verify-uncounted": "It carries a signature, which does not count: { $why }.",
  "command-verify-md5": "Your mail counts for { $list } as confirmed by { $address }.",
  "command-verify-smime": "Your mail counts for { $list } as signed by { $address }, in S/MIME.",
  "command-verify-pgp": "Your mail counts for { $list } as signed by { $address }, in OpenPGP.",

  "command-help-help": "this text",
  "command-help-lists": "which lists there are",
  "command-help-info": "what a list is for",
  "command-help-which": "which lists you are on",
  "command-help-subscribe": "join a list",
  "command-help-signoff": "leave a list; * for all of them",
  "command-help-set": "stop or start the posts that come to you, and other choices of your own",
  "command-help-address": "change your address, or let others of yours count as you; * on all lists",
  "command-help-review": "who is on a list, if you may see it",
  "command-help-stats": "how many are on it",
  "command-help-last": "get the newest kept post",
  "command-help-get": "get kept posts by number or month",
  "command-help-index": "which posts are kept",
  "command-help-verify": "what your mail counts for on a list, and from whom",
  "command-help-echo": "a short answer, to see that mail comes through",
  "command-help-password": "says that there are no passwords",
  "command-help-add": "for owners: put people on a list",
  "command-help-del": "for owners: take people off a list",
  "command-help-invite": "invite somebody to a list",
  "command-help-remind": "for owners: remind all members that they are on it",
  "command-help-modindex": "for moderators: which messages wait",
  "command-help-distribute": "for moderators: let a message go out",
  "command-help-reject": "for moderators: erase a message and tell its sender why",
  "command-help-discard": "for moderators: erase a message and tell nobody",
  "command-help-confirm": "bring back a code that was mailed to you",
  "command-help-auth": "the same, and say what the code is for",
  "command-help-quit": "what stands behind it is not read",

  "command-post-confirmed": "Your mail goes on: the rules of the list are asked once more.",

  "confirm-subject": "confirm { $key }",
  "confirm-1": "Somebody, perhaps you, asked { $list } for this: { $what }.",
  "confirm-do": "Was it you? Then answer this mail, as it is, until { $date }.",
  "confirm-do-post": "Or send this line to { $address }: CONFIRM { $key }",
  "confirm-else": "If it was not you, do nothing: nothing happens.",
  "confirm-post":
    "It is the mail of { $date } (Message-ID { $id }). Nothing of what it says stands here, on purpose.",
  "confirm-what-send": "to send a mail from { $address } on to the members",
  "confirm-what-subscribe": "that { $address } joins",
  "confirm-what-unsubscribe": "that { $address } leaves",
  "confirm-what-add": "that { $address } is put on the list",
  "confirm-what-del": "that { $address } is taken off the list",
  "confirm-what-invite": "that { $address } is invited",
  "confirm-what-remind": "that all members are reminded of the list",
  "confirm-what-review": "to see who is on the list",
  "confirm-what-info": "to see what the list is for",
  "confirm-what-archive": "to get posts that are kept",
  "confirm-what-own": "to change how the list's mail comes to { $address }",
  "confirm-what-address": "to change the addresses of { $address }",
  "confirm-what-moderate": "to decide about a message that waits",
  "confirm-what-modindex": "to see which messages wait",
  "confirm-what-other": "a command about { $address }",

  "request-owner-subject": "{ $list }: { $address } waits for your decision",
  "request-owner-1": "{ $actor } asked { $list } for this: { $what }.",
  "request-owner-by-smtp": "Nothing shows that it was they: anybody can write that address into a mail.",
  "request-owner-by-dkim": "Our mail server vouches for the address that it came from.",
  "request-owner-by-md5": "They confirmed it by answering a mail that went to their address.",
  "request-owner-by-smime": "It is signed with their S/MIME certificate.",
  "request-owner-by-pgp": "It is signed with their OpenPGP key.",
  "request-owner-do":
    "Do this: answer this mail with “accept” or “reject” as its first line. Or on the server: conclave request accept { $number }, or request reject { $number }",
  "request-owner-do-signed":
    "Do this: answer this mail, signed, with “accept { $number }” or “reject { $number }” as its first line. Or on the server: conclave request accept { $number }, or request reject { $number }",
  "request-owner-until": "It waits until { $date }. One owner's answer is enough.",
  "request-accepted-subject": "{ $list }: an owner said yes",
  "request-accepted": "An owner of { $list } agreed to what was asked: { $what }.",
  "request-rejected-subject": "{ $list }: an owner said no",
  "request-rejected": "An owner of { $list } did not agree to what was asked: { $what }.",
  "request-reason": "They write: { $reason }",
  "request-human": "If you have a question: { $owner }",
  "owner-summary-requests":
    "People who wait for your decision: { $count }. See who: `conclave request list { $list }`",
  "owner-summary-left":
    "Left yesterday with a key: { $who }. Their address comes back only with that key, or when you say so. Is it them? Ask by another way than mail.",
  "request-done": "Done: request { $number } is accepted.",
  "request-refused": "Done: request { $number } is rejected.",
  "request-gone": "Nothing was done. It is decided already, or its time is over.",
  "request-not-done": "Request { $number } could not be carried out: { $why }",
  "request-not-understood":
    "Nothing was done. Write “accept { $number }” or “reject { $number }” as the first line.",
  "request-not-signed":
    "Nothing was done. The list wants your answer signed, with the key that it knows as yours, and recent ({ $why }).",
  "request-not-you": "Nothing was done. The answer came from another address than yours.",
} as const;
