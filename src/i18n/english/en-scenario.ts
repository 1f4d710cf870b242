/** Why a list's own rules of who may do what (its scenarios) refused something, and what can be done. */
export const enScenario = {
  "reason-scenario-refused": "{ $text }",
  "do-scenario-refused": "If you think that you may, write to { $owner }.",
  "reason-scenario-refused-why": "{ $text }, and it carries no signature of a member that counts ({ $why })",
  "reason-scenario-moderated": "the moderators look at it before it goes out",
  "do-scenario-moderated": "Wait. A moderator decides about it.",
  "reason-needs-confirmation": "its sender has to confirm that they wrote it",
  "do-needs-confirmation": "Answer the mail that asks you to confirm it, or write to { $owner }.",

  "policy-from-scenario": "Who may write is what the scenario { $name } says.",

  "scenario-closed": "nobody may do that here",
  "scenario-owner": "only owners of the list may do that",
  "scenario-editor": "only moderators of the list may write to it",
  "scenario-subscriber": "only members of the list may do that",
  "scenario-listmaster": "only those who look after all lists may do that",
  "scenario-identified": "only people who are logged in may do that",
  "scenario-multipart": "it has several parts or something attached, and the list takes plain text only",
  "scenario-bcc": "the address of the list stands neither in To nor in Cc",
  "scenario-signature": "{ $text }, and it must carry a valid signature that is known here ({ $family })",
  "scenario-only-signature": "it must carry a valid signature that is known here ({ $family })",
  "scenario-no-rule": "no rule of the list lets it through",
  "scenario-broken": "a rule of the list cannot be asked, and nothing passes until its owners mend it",
  "scenario-other": "the rules of the list do not let it through",
} as const;
