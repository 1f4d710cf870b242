/** English: why a post waits or is refused by the rules of who may write and what a post may look like. */
export const enPosting = {
  "reason-too-many-posts":
    "its author wrote { $count } posts within a short time, and the owners look at the next ones first",
  "do-too-many-posts": "Wait. An owner decides about it.",
  "reason-too-many-posts-refused": "its author wrote { $count } posts within a short time",
  "do-too-many-posts-refused": "Write to the owners instead: { $owner }.",
  "reason-looks-like-command": "it looks like a command, which is meant for another address",
  "do-looks-like-command":
    "Send commands to { $request }. If it is a post, write a few more words, or wait for an owner.",
  "reason-too-many-recipients": "it names { $limit } or more people in To and Cc",
  "do-too-many-recipients": "Send it again to the list and fewer others, or wait for an owner.",
  "reason-implicit-destination": "neither To nor Cc names the list",
  "do-implicit-destination": "Send it again with the list's address in To or Cc, or wait for an owner.",
  "reason-suspicious-header": "a field of its header is one that the owners look at first",
  "do-suspicious-header": "Wait. An owner decides about it.",
  "reason-header-rule": "a rule of the list's about header fields fits it",
  "do-header-rule": "Wait for an owner, or write to { $owner }.",
  "reason-header-rule-refused": "a rule of the list's about header fields fits it",
  "do-header-rule-refused": "If you think that it should not, write to { $owner }.",
  "reason-marked-as-spam": "the mail server's filter takes it for spam",
  "do-marked-as-spam": "Wait for an owner, or write to { $owner }.",
  "reason-marked-as-spam-refused": "the mail server's filter takes it for spam",
  "do-marked-as-spam-refused": "If it is none, write to { $owner }.",
  "reason-password-in-clear": "it carries a password where everybody would read it",
  "do-password-in-clear":
    "Send it again without the first line Approved. If the password was right somewhere, change it there.",
  "reason-not-urgent": "it is marked as urgent with a password that is not the list's",
  "do-not-urgent": "Send it again without the field Urgent, or with the right password.",
  "reason-emergency": "all posts wait for the owners at present",
  "do-emergency": "Wait. An owner decides about it.",

  "policy-emergency": "At present all posts wait for an owner, whoever writes them.",
  "outcome-emergency": "emergency",

  "discarded-subject": "{ $list }: a message was discarded",
  "discarded-1":
    "This message came to { $list } from somebody who is not a member, and was discarded. It is attached.",
  "discarded-large": "It is large: only its header is attached.",
  "discarded-2": "To get no more of these mails: conclave list config { $address } forward_auto_discards=no",
} as const;
