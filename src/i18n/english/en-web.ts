/** English: pages that a link in a mail leads to. */
export const enWeb = {
  "leave-link-title": "Leave the list",
  "leave-link-ask":
    "You get no more posts of { $list } when you press the button. A mail then tells you how to undo it.",
  "leave-link-button": "Leave the list",
  "leave-link-left":
    "You have left { $list }. A mail about it is on its way to you: it says how to undo it within 7 days.",
  "leave-link-staff":
    "You get no more posts of { $list }, and look after it as before. To read them again, write to { $join }.",
  "leave-link-used": "This link was used before. Nothing else has to be done.",
  "leave-link-unknown":
    "Nothing was done: this link is incomplete or more than three months old. Take the one in a newer mail of the list, or write to the address that stands beside it there.",
  "leave-link-refused":
    "Nothing was done: nobody leaves { $list } by a link any more. Write to { $address }, and an answer tells you what is needed.",
  "leave-link-too-often": "This link was asked for too often. Try again in a minute.",
} as const;
