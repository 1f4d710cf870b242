/** English: what becomes of posts by what is in them, and by the domain of their author. */
export const enContent = {
  "reason-content-filtered": "it, or all that is in it, is of a kind that the list does not take",
  "do-content-filtered":
    "Send it again as plain text, or with files of another kind. Which ones may go on the owners can tell you: { $owner }.",
  "filtered-subject": "{ $list }: a message was filtered",
  "filtered-1":
    "This message came to { $list }. By the filter of what posts may contain nothing of it goes on, and no member got it. It is attached.",
  "filtered-2": "To get no more of these mails: conclave list config { $address } filter_action=discard",
  "no-subject": "(no subject)",
  "last-answer-today":
    "This is the last mail of this kind that you get from here today. What you send is read as before. If you need an answer from a person, write to { $owner }.",
  "reason-dmarc-policy": "the domain of its author wants mail in its name that comes over lists refused",
  "do-dmarc-policy": "Write from an address of another domain, or tell the owners: { $owner }.",
} as const;
