/**
 * Every verb of the system, one file each. An operation takes plain JSON, works in transactions of the
 * store and gives plain JSON or an AppError; it knows no terminal, no socket and no web.
 */
export type { Finding } from "./finding.ts";
export { answerLimits, OWNER_NOTICES } from "./held/answer-limits.ts";
export { askAgain, defer, type HeldOnList, letGoOn, reject, sendCopy } from "./held/decide-held.ts";
export {
  KEY_FORMS,
  type KeyForm,
  type ErrandOrder,
  type ModerationText,
  order,
  readOrder,
  type ToldMail,
} from "./held/errand-order.ts";
export type { AuthorityView, IssuedView } from "./authority/authority-view.ts";
export { caInit } from "./authority/ca-init.ts";
export { caIssue, type IssuedFiles } from "./authority/ca-issue.ts";
export { caRevoke } from "./authority/ca-revoke.ts";
export { caShow, type ShownAuthority } from "./authority/ca-show.ts";
export { archiveErase } from "./archive/archive-erase.ts";
export { archiveExport } from "./archive/archive-export.ts";
export { archiveGet } from "./archive/archive-get.ts";
export { type ArchiveIndex, archiveIndex } from "./archive/archive-index.ts";
export { archiveLast } from "./archive/archive-last.ts";
export { type ArchivedDetails, archiveShow } from "./archive/archive-show.ts";
export type { ArchivedView } from "./archive/archived-view.ts";
export type { SentArchived } from "./archive/order-archived.ts";
export { caTrust, type TrustedBundle } from "./authority/ca-trust.ts";
export { dkimActivate } from "./dkim/dkim-activate.ts";
export { type CheckedDkimKey, dkimCheck } from "./dkim/dkim-check.ts";
export { dkimCreate } from "./dkim/dkim-create.ts";
export { dkimImport } from "./dkim/dkim-import.ts";
export { dkimRemove } from "./dkim/dkim-remove.ts";
export { dkimRotate } from "./dkim/dkim-rotate.ts";
export { dkimShow } from "./dkim/dkim-show.ts";
export type { DkimKeyView } from "./dkim/dkim-view.ts";
export { heldAccept } from "./held/held-accept.ts";
export { heldAsk } from "./held/held-ask.ts";
export { type DeferredHeld, heldDefer } from "./held/held-defer.ts";
export { heldConfirm } from "./held/held-confirm.ts";
export { heldDiscard } from "./held/held-discard.ts";
export { heldList } from "./held/held-list.ts";
export { heldReject, type RejectedHeld } from "./held/held-reject.ts";
export { heldSave } from "./held/held-save.ts";
export { heldSend } from "./held/held-send.ts";
export { type HeldDetails, heldShow, wantedHeld } from "./held/held-show.ts";
export type { HeldView } from "./held/held-view.ts";
export { type BoundKey, keyBind } from "./keys/key-bind.ts";
export { type ExportedKey, keyExport } from "./keys/key-export.ts";
export { asSignedWith, type BroughtKeys, type SignedWith } from "./members/joining/brought-keys.ts";
export { type KeyFile, keyExportFile } from "./keys/key-export-file.ts";
export { keyCsr, type RequestedCertificate } from "./keys/key-csr.ts";
export { keyGenerate } from "./keys/key-generate.ts";
export { type ImportedListKey, keyImport } from "./keys/key-import.ts";
export { type ImportedPair, type ImportedPairs, keyImportFiles } from "./keys/key-import-files.ts";
export { type ChangedKeys, keyCompromised, keyRotate } from "./keys/key-rotate.ts";
export { type AcceptedKey, keyAccept } from "./keys/offers/key-accept.ts";
export { keyOfferList, type KeyOfferView } from "./keys/offers/key-offer-list.ts";
export { keyRefuse } from "./keys/offers/key-refuse.ts";
export { keyShow } from "./keys/key-show.ts";
export { type KeysTested, keyTest } from "./keys/key-test.ts";
export { keyUnbind } from "./keys/key-unbind.ts";
export { type ChangedSetting, type ConfiguredList, listConfigure } from "./lists/list-configure.ts";
export { type CreatedList, listCreate } from "./lists/list-create.ts";
export { type ExpiringKey, type ListHealth, listHealth } from "./lists/list-health.ts";
export type { UnreachedMember } from "./lists/readers-of.ts";
export { beginLateDigest, beginNextDigest, isLateDigestDue, postsOfOne } from "./digests/begin-digest.ts";
export { nextDigest } from "./digests/next-digest.ts";
export { type DigestView, listDigest } from "./digests/list-digest.ts";
export { type DeletedList, listDelete } from "./lists/list-delete.ts";
export { type ListLine, listList } from "./lists/list-list.ts";
export { addressInFileName, certificateFileName, type CertificateUse } from "./keys/certificate-file-name.ts";
export { type CertificateFile, keyExportDirectory } from "./keys/key-export-directory.ts";
export { type ImportedCertificate, keyImportDirectory } from "./keys/key-import-directory.ts";
export { listScenarioSet, type SetScenario } from "./lists/list-scenario-set.ts";
export { type ListScenarioLine, listScenarios } from "./lists/list-scenarios.ts";
export { type ChangedPassword, listPassword } from "./lists/list-password.ts";
export { isPassword } from "./lists/password-hash.ts";
export { listSendKey } from "./lists/list-send-key.ts";
export { listShow, type ListView } from "./lists/list-show.ts";
export type { MembershipOrder } from "./members/membership-order.ts";
export { isAmong } from "./members/address-patterns.ts";
export { memberAdd } from "./members/member-add.ts";
export { type ImportReport, memberImport } from "./members/many/member-import.ts";
export { type Invited, memberInvite } from "./members/joining/member-invite.ts";
export { memberList, MEMBERS_A_PAGE } from "./members/member-list.ts";
export { memberRemove, type Removed } from "./members/member-remove.ts";
export { memberReturn } from "./members/joining/member-return.ts";
export { memberRemoveMany, type RemovedMany } from "./members/many/member-remove-many.ts";
export { memberShow } from "./members/member-show.ts";
export type { DigestAsked } from "./members/digest-choice.ts";
export { memberSet, topicWord } from "./members/member-set.ts";
export { memberSetAll, type SetOnAll } from "./members/member-set-all.ts";
export { memberModerateLists } from "./members/many/member-moderate-lists.ts";
export { memberSetEveryone } from "./members/many/member-set-everyone.ts";
export { type ChangedAddress, memberAddressAdd } from "./members/addresses/member-address-add.ts";
export { memberAddressAsk } from "./members/addresses/member-address-ask.ts";
export { memberAddressConfirm } from "./members/addresses/member-address-confirm.ts";
export { memberAddressDrop } from "./members/addresses/member-address-drop.ts";
export { type Appointed, memberAppoint } from "./members/member-appoint.ts";
export { type Moved, memberMove } from "./members/member-move.ts";
export { type Membership, memberWhich } from "./members/member-which.ts";
export { tellMissed } from "./members/tell-missed.ts";
export { type InvitedMany, memberInviteMany } from "./members/many/member-invite-many.ts";
export { memberModerateAll } from "./members/many/member-moderate-all.ts";
export { type Reminded, memberRemind } from "./members/many/member-remind.ts";
export { type Synced, memberSync } from "./members/many/member-sync.ts";
export { OPTION_SYNTAX, readOptionWords } from "./members/option-words.ts";
export { spellOptions } from "./members/spell-options.ts";
export type { MemberOptions } from "./members/member-set.ts";
export { type Roster, listReview } from "./lists/list-review.ts";
export { type ListInfo, listInfo } from "./lists/list-info.ts";
export { type AdvertisedList, listLists } from "./lists/list-lists.ts";
export { memberJoinWithKey } from "./members/joining/member-join-with-key.ts";
export {
  holdJoining,
  type JoiningWithKey,
  JOIN_WITH_KEY,
  readJoining,
} from "./members/joining/ask-for-key.ts";
export { memberSubscribe, type Subscribed } from "./members/joining/member-subscribe.ts";
export { leaveByLink, type LeftByLink, linkHolder, type LinkHolder } from "./members/link/leave-by-link.ts";
export { type LeaveToken, leaveToken, type LinkReader, readLeaveToken } from "./members/link/leave-token.ts";
export { offersLeaveLink } from "./members/link/offers-leave-link.ts";
export { memberUnsubscribe, type Unsubscribed } from "./members/joining/member-unsubscribe.ts";
export { address, DEFER_DAYS, rowId } from "./input.ts";
export { type AnyOperation, type Context, type Operation, operation, type Outcome } from "./operation.ts";
export {
  type AskedRequest,
  giveRequestKey,
  holdForOwner,
  type HeldRequest,
  holdRequest,
} from "./requests/hold-request.ts";
export { type DecidedRequest, requestAccept, requestReject } from "./requests/decide-request.ts";
export { requestList } from "./requests/request-list.ts";
export { decidedByModerators, decidersOf, toldAtOnce } from "./requests/who-decides.ts";
export type { RequestView } from "./requests/request-view.ts";
export { findRequest, takeRequest, type TakenRequest } from "./requests/take-request.ts";
export { type ErasedPerson, personErase } from "./people/person-erase.ts";
export { type PersonData, personExport } from "./people/person-export.ts";
export { personPost } from "./people/person-post.ts";
export { queueList, type QueueView } from "./site/queue-list.ts";
export { type TaskRunView, type TaskView, taskList } from "./tasks/task-list.ts";
export { taskLog } from "./tasks/task-log.ts";
export { taskForget, taskImport, type TaskImported, taskModelFrom } from "./tasks/task-import.ts";
export { type TaskAsked, taskRun } from "./tasks/task-run.ts";
export { type Retried, queueRetry } from "./site/queue-retry.ts";
export { type DeliveryView, queueShow } from "./site/queue-show.ts";
export { siteBackup } from "./site/site-backup.ts";
export { siteCheck } from "./site/site-check.ts";
export {
  authorize,
  type DecidedBy,
  type Permission,
  type Permit,
  type WantedPermission,
} from "./permission/authorize.ts";
export {
  type Answered,
  askScenario,
  asksForSignatures,
  type ListScenario,
  listScenario,
} from "./permission/list-scenario.ts";
export { stricter } from "./permission/stricter.ts";
export { PLAIN_SCENARIO_SITE, type ScenarioSite } from "./permission/scenario-site.ts";
export { OPERATIONS } from "./table.ts";
export { wantedList } from "./wanted.ts";
export type { LeftKeyView, ListKeyView, MemberKeyView, MemberView } from "./views.ts";
