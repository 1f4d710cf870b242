/** What owners and moderators read of messages that wait, and what senders read of their decisions. */
export const enModeration = {
  "owner-held-subject": "{ $list }: message { $number } waits for you",
  "owner-held-1":
    "Message { $number } to { $list } waits for an owner until { $date }. It is kept as it came.",
  "owner-held-1-on": "Message { $number } to { $list } waits for an owner. It is kept as it came.",
  "owner-held-reason": "Reason: { $reason }.",
  "owner-held-header": "Its header, as anybody on the way could read it:",
  "owner-held-header-plain": "Its header:",
  "owner-held-others":
    "Waiting besides this one: { $count }. You are not told of each when there are many: `conclave held list { $list }` shows them.",
  "owner-held-do":
    "Do this: `conclave held show { $number }`, then `conclave held accept { $number }`, or `held reject`, `held discard`, `held defer`, `held ask`.",
  "owner-held-no-key":
    "You cannot answer this mail: the list asks for signatures and has no key of yours. `conclave key import` binds one.",

  "reason-automatic": "a program sent it by itself",
  "do-automatic": "Nothing. Only what a person writes is read here.",
  "reason-answers-nothing": "it answers a question that nobody asked, or that is decided already",
  "do-answers-nothing": "Write to { $owner } instead.",

  "decide-1": "Do this: answer this mail with one of these as its first line, and nothing else above it:",
  "decide-1-signed":
    "Do this: answer this mail, signed with the key that the list has of you, with one of these as its first line:",
  "decide-accept": "accept { $number }   it goes to the members",
  "decide-reject":
    "reject { $number } REASON   it is erased; its sender reads your reason, where they may be told",
  "decide-reject-untold": "reject { $number } REASON   it is erased; nobody is told, as always on this list",
  "decide-discard": "discard { $number }   it is erased; nobody is told",
  "decide-defer": "defer { $number }   it waits { $days } days more; for three: defer { $number } 3 days",
  "decide-ask": "ask { $number }   its sender is asked to send it again as the list takes it",
  "decide-show": "show { $number }   you get it, sealed to your key",
  "decide-show-clear": "show { $number }   you get it",
  "decide-address": "Answers go to { $address }. One answer counts, from you alone.",

  "moderation-subject": "{ $list }: about message { $number }",
  "moderation-subject-none": "{ $list }: your answer decided nothing",
  "moderation-accepted":
    "Message { $number } goes to the members now. If another rule holds it back, you hear of it again.",
  "moderation-not-accepted":
    "Nothing was done. Message { $number } waits because of what it is; accepting it does not change that.",
  "moderation-rejected": "Message { $number } is erased, and { $told } is told your reason.",
  "moderation-rejected-untold":
    "Message { $number } is erased. Its sender could not be told: the list never answers, nobody vouches for the address, or it was written to often enough today.",
  "moderation-discarded": "Message { $number } is erased. Nobody is told.",
  "moderation-deferred": "Message { $number } waits until { $date }.",
  "moderation-asked": "{ $told } is asked to send message { $number } again. It stays here meanwhile.",
  "moderation-not-asked":
    "Nothing was done. Sending message { $number } again would change nothing, or it names no person who could be asked, they were asked within the last day, or they were written to often enough today.",
  "moderation-not-understood": "Nothing was done. The first line of your answer is none of those below.",
  "moderation-other-number":
    "Nothing was done. Your answer names another message than { $number }, which this address is for.",
  "moderation-which":
    "Nothing was done. What you signed does not say which message you mean: write its number, { $number }, behind the first word.",
  "moderation-not-signed":
    "Nothing was done. An answer about message { $number } came that carries no signature of yours that counts ({ $why }). If it was not yours, somebody else reads your mail.",
  "moderation-not-your-key":
    "Nothing was done. An answer about message { $number } came that is signed with a key that the list does not have of you. If it was yours, sign with the key that the owners know as yours. If not, somebody else reads your mail.",
  "moderation-not-you":
    "Nothing was done. An answer about message { $number } came from another address than yours. If it was not yours, somebody else reads your mail.",
  "moderation-no-integrity":
    "Nothing was done. Your answer about message { $number } was encrypted in a way that can be changed on the way, and not signed. Sign it and send it again.",
  "moderation-wrong-time":
    "Nothing was done. Your answer about message { $number } was signed too long ago, in the future, or without a time. Set the clock of your device and answer again.",
  "moderation-replayed":
    "Nothing was done. What you signed about message { $number } counted once before. Write a new answer.",
  "moderation-gone":
    "Nothing was done. What you answered is decided already, its time is over, or your answer to it counted before. `conclave held list { $list }` shows what waits.",
  "moderation-no-copy":
    "Message { $number } cannot be shown: { $why }. `conclave held save { $number } FILE` writes it as it came.",
  "moderation-no-copy-key": "the list has no key of yours that it could seal for",
  "moderation-no-copy-closed": "it does not open with the list's keys",
  "moderation-no-copy-elsewhere":
    "the same sealed mail was opened before at another address, and is opened for nobody else",
  "moderation-no-copy-html": "anybody could have changed it on the way, and it has no plain text",
  "moderation-copy": "Message { $number } to { $list } is attached, as the list read it. It still waits.",

  "rejected-1":
    "Your mail of { $date } (Message-ID { $id }) reached us. An owner looked at it and did not let it go to the members.",
  "rejected-reason": "They write: { $reason }",
  "rejected-do": "Do this: if you can put that right, write a new mail. Nothing was kept.",

  "ask-subject": "Please send your message to { $list } again",
  "ask-1":
    "Your mail of { $date } (Message-ID { $id }) reached us. We could not take it, and an owner asks you to send it again.",
  "ask-new": "Send it as a new mail: the same one once more would be taken for a copy.",
  "key-attached": "The list's key is attached. Compare its digits with somebody who knows them:",
  "keys-attached":
    "The list's keys are attached, one for each kind of program. Compare the digits with somebody who knows them:",
} as const;
