/** The first mail to a new member. On lists without keys nothing of it speaks of keys. */
export const enWelcome = {
  "welcome-subject": "Welcome to { $list }",
  "welcome-subject-try": "Welcome to { $list }. One thing to try.",
  "welcome-1": "You joined { $list } as { $address }. Its owners look after it: { $owner }",
  "welcome-sealed":
    "Its mail is sealed: only members can open it. This server opens each mail for a moment to seal it for you.",
  "welcome-sealed-received":
    "What comes to it sealed goes out sealed: only members can open it. This server opens such a mail for a moment to seal it for you. What comes in clear may go out in clear.",
  "welcome-try":
    "One thing to try: answer this mail. The answer goes to the owners only, and they see whether it works.",
  "welcome-write": "To write to everybody: { $list }",
  "welcome-keys":
    "What is sealed to the list needs its key, which is attached. Compare it with whoever invited you:",
  "welcome-digest":
    "Posts come to you many in one mail. To get each by itself, send the line SET { $name } DIGEST OFF to { $request }.",
  "welcome-leave":
    "To leave, write to { $leave }. To pause, send the line SET { $name } NOMAIL to { $request }; with MAIL in place of NOMAIL posts come again.",

  "key-test-subject": "{ $list }: can you read this?",
  "key-test-1": "You can: this mail was sealed to your key { $fingerprint }, as posts of { $list } are.",
  "key-test-do":
    "Do this: answer with anything, sealed and signed as you write to the list. The answer goes to the owners only, and they see that all works.",
  "key-test-else": "Not your key, or not you? Tell the owners: { $owner }",
} as const;
