/**
 * What a list is: admission, families, addresses, header fields, Subjects, the delivery plan. Pure decisions: rows,
 * keys and messages come as plain facts, and nothing here reads a clock, a database or a key.
 */
export { admit, askRules, type Evidence, type RuleAnswer } from "./admission/admit.ts";
export { isAutomatic, isReplyOfProgram } from "./admission/is-automatic.ts";
export { senderToAnswer, type SenderToAnswer } from "./admission/sender-to-answer.ts";
export { beenThere, hasBeenThere } from "./admission/been-there.ts";
export { equivalentAddresses } from "./admission/equivalent-addresses.ts";
export { askHeaderRules, fieldRules, headerRules } from "./admission/header-rules.ts";
export { looksLikeCommand } from "./admission/looks-like-command.ts";
export { type Fits, namesList } from "./admission/names-list.ts";
export { type PostingFacts, UNREMARKABLE } from "./admission/rules/posting-facts.ts";
export { isMarkedAsSpam, spamStatus } from "./admission/spam-marks.ts";
export { hasLoopField, loopFields } from "./admission/loop-field.ts";
export { clearAfterDecrypt, type ClearAfterDecrypt } from "./admission/clear-after-decrypt.ts";
export { type Decision, type Refusal, strictest } from "./admission/decision.ts";
export { NAMES_IN_WORDS, type UnknownNames, unknownNames } from "./words/names-in-words.ts";
export { type HeldVerbs, heldVerbs, isSameAgain } from "./admission/held-verbs.ts";
export { decodePlan, encodePlan, type WaitingReason } from "./plan/delivery-plan.ts";
export { nextIssue } from "./digest-issue.ts";
export { doorAddress, otherDoors, type DoorReading, readDoor } from "./door.ts";
export { expiryStage } from "./expiry-stage.ts";
export {
  type Demand,
  familiesFor,
  familyDemand,
  listDemand,
  settingsForOpened,
  type Purpose,
  SCHEMES,
  trustsAuthorities,
  usedFamilies,
  usesKeys,
} from "./families.ts";
export {
  isForeignField,
  isOwnListId,
  leaveFields,
  listHeaderFields,
  listIdOf,
} from "./list-header-fields.ts";
export { type BoundKey, keyEnd, withoutSuccessor } from "./key-end.ts";
export { archivedAt } from "./archived-at.ts";
export { keepsPosts } from "./keeps-posts.ts";
export { isOriginSignature } from "./origin-signature.ts";
export { type List, type MemberKeyState, type PlanMember, speakingTo, voiceOf } from "./list.ts";
export { listInWords } from "./outcome/list-in-words.ts";
export {
  type Mail,
  type MailForm,
  mailOutcome,
  type MailOutcome,
  type Sender,
} from "./outcome/mail-outcome.ts";
export {
  type CopyOutcome,
  type MemberKeys,
  memberOutcome,
  type MemberOutcome,
} from "./outcome/member-outcome.ts";
export { familiesWithoutKey, missingListKeys, type OwnKeys } from "./plan/missing-list-keys.ts";
export { messageIdImage, referenceImages } from "./plan/message-id-image.ts";
export { membershipAddress } from "./umbrella.ts";
export { otherAddresses } from "./other-addresses.ts";
export {
  type OutcomeChanges,
  outcomeChanges,
  type OutcomeTable,
  outcomeTable,
} from "./outcome/outcome-table.ts";
export {
  copyWords,
  mailFormWords,
  mailOutcomeWords,
  memberKeysWords,
  outcomeHeads,
  senderWords,
} from "./outcome/outcome-words.ts";
export {
  findPreset,
  type Preset,
  type PresetFamily,
  type PresetName,
  PRESETS,
  presetSettings,
  presetWords,
} from "./presets.ts";
export { cipherFor, planDelivery, planSealed } from "./plan/plan-delivery.ts";
export { planUnopened } from "./plan/plan-unopened.ts";
export { DEFAULT_SEND, scenarioName } from "./scenario-name.ts";
export { readStoredSettings } from "./stored-settings.ts";
export {
  bareSubject,
  placeholderNumber,
  prefixSubject,
  type SubjectPrefix,
  subjectPrefix,
} from "./subject.ts";
