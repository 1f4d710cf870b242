/**
 * The database: schema, migrations, readers and writers, and the sealing of everything at rest. The only room with
 * SQL. It keeps what it is told and never decides what a row means for people.
 */
export {
  authorities,
  authoritySecret,
  insertAuthority,
  insertIssued,
  issuedBy,
  type IssuedRow,
  isRevokedBySite,
  markRevoked,
  type NewAuthority,
  revocationListsOfSite,
  type StoredAuthority,
  storeRevocationList,
} from "./lists/authority.ts";
export {
  type AnswerInput,
  answersLeft,
  commandAnswersLeft,
  countWrongPassword,
  mayTryPassword,
  type PasswordTrial,
  takeAnswer,
  takeArchiveAnswer,
  takeAsking,
  takeCommandAnswer,
  takeConfirmation,
  takeDailyNotice,
  isSummaryDue,
  takeDailySummary,
  takeKeyMail,
  takeModerationAnswer,
  takeOwnerNotice,
  mayOnceIn,
  takeOnceIn,
  type KeyMailTo,
  takeQuestionForAll,
  takeRequestAnswer,
} from "./mail-in/answer-count.ts";
export { forgetUntold, type UntoldCount, type UntoldCounts, untoldCounts } from "./mail-in/untold.ts";
export type { Place } from "./at-rest/at-rest.ts";
export { type BodyFrame, bodyFrame, largeBodies, readBodyChunks } from "./mail-out/body-read.ts";
export { type Arrived, storeArriving } from "./mail-in/arriving.ts";
export { storeBodyAhead } from "./mail-out/body-ahead.ts";
export { type BodyContent, insertBody, type NewBody } from "./mail-out/body.ts";
export type { Database, Reader, Transactor } from "./engine/database.ts";
export {
  type AsideErrand,
  asideErrands,
  errandOrder,
  type ErrandRow,
  finishErrand,
  insertErrand,
  nextErrand,
  noteErrandTrouble,
  retryErrands,
} from "./mail-in/errand.ts";
export { type GroupCommit, groupCommit } from "./engine/group-commit.ts";
export { leftToOthers, type SeveralLists } from "./lists/siblings.ts";
export { type FanOutKey, type FanOutMember, fanOutPage } from "./lists/fan-out.ts";
export {
  acceptHeld,
  heldForReason,
  eraseHeld,
  heldBeginning,
  heldById,
  heldIdOf,
  heldMessage,
  heldPage,
  type HeldQuery,
  type HeldRow,
  HELD_FOREVER_DAYS,
  holdInbox,
  isKeptForever,
  keepHeldUntil,
  type NewHeld,
  oldestHeld,
} from "./mail-in/held.ts";
export {
  type EffectName,
  forgetInboxEffects,
  inboxEffect,
  keepInboxEffect,
  lockInboxEffects,
} from "./mail-in/inbox-effect.ts";
export { within } from "./engine/within.ts";
export { type HeldTokenOwner, heldTokenOwner, insertHeldToken, useHeldToken } from "./mail-in/held-token.ts";
export {
  claimFreshInbox,
  claimInbox,
  type ClaimInput,
  excuseInbox,
  failInbox,
  releaseInboxClaims,
  renewInboxClaim,
  setInboxAside,
} from "./mail-in/inbox-claim.ts";
export { eraseList, type ListContents, listContents } from "./lists/erase-list.ts";
export { type MemberCounts, memberCounts } from "./lists/member-counts.ts";
export { countExpiring, countHeld, type HeldCount, heldCounts } from "./mail-in/held-counts.ts";
export {
  type AsideRow,
  asideRows,
  droppedAtSite,
  type InboxCount,
  inboxCounts,
  retryAside,
} from "./mail-in/inbox-queue.ts";
export {
  finishInbox,
  inboxById,
  inboxMessage,
  type InboxOutcome,
  type InboxRow,
  insertInbox,
  markInboxSealing,
  type NewInbox,
} from "./mail-in/inbox.ts";
export {
  dueStatuses,
  noteNotAnswered,
  revokedStatuses,
  statusesOf,
  type StoredStatus,
  storeStatus,
  unansweredStatuses,
  type WantedStatus,
  wantStatuses,
} from "./lists/certificate-status.ts";
export {
  type FetchedRevocationList,
  fetchedLists,
  fetchedListBytes,
  noteNotFetched,
  storeFetchedList,
} from "./lists/revocation-list.ts";
export {
  countKeyOffers,
  forgetKeyOffer,
  insertKeyOffer,
  isRefusedKey,
  type KeyOffer,
  keyOffers,
  type NewKeyOffer,
  refuseKeyOffer,
} from "./lists/key-offer.ts";
export {
  certificateFiles,
  type CertificateFileState,
  forgetCertificateFile,
  noteCertificateFile,
} from "./lists/certificate-file.ts";
export { type HarvestedCertificate, harvestedSince } from "./lists/harvested.ts";
export { type KeyWarning, keyWarnings, takeKeyWarning } from "./lists/key-warning.ts";
export {
  archivedByNumber,
  archivedOfNobody,
  archivedOfPost,
  archivedOctets,
  archivedPage,
  type ArchivedQuery,
  type ArchivedRow,
  archivedStart,
  archivePost,
  countArchived,
  eraseArchived,
  lastArchived,
  type NewArchived,
} from "./posts/archived.ts";
export {
  beginDigest,
  beginDigestAgain,
  beginVolume,
  type DigestState,
  digestState,
  endDigest,
  noteDigestSent,
  openDigests,
} from "./digests/digest.ts";
export { eraseDigestPosts } from "./digests/digest-expiry.ts";
export { chooseDigest } from "./digests/choose-digest.ts";
export { type LeftOutPost, leftOutOfDigests, noteLeftOut } from "./digests/left-out.ts";
export {
  digestOctets,
  type DigestPost,
  digestPosts,
  digestPostsSince,
  eraseDigestPost,
  isForDigest,
  keepForDigest,
  type NewDigestPost,
} from "./digests/digest-post.ts";
export {
  advanceReaders,
  countDigestReaders,
  countNextReaders,
  type DigestMark,
  digestReaders,
  type DigestReader,
  hasDigestReaders,
  lastReaders,
  listsWithLateReaders,
  passOver,
} from "./digests/digest-reader.ts";
export type { DigestForm } from "./schema/schema-digests.ts";
export { decodeRecipient, encodeRecipient } from "./lists/key-json.ts";
export { integrityProblems } from "./engine/integrity.ts";
export { hasKeptOctets, type KeepInput, keepPost, keptOctets, reopenKept, wasOpened } from "./posts/kept.ts";
export { forgetRequestedKey, insertRequestedKey, requestedKeys } from "./lists/requested-key.ts";
export {
  insertListSecret,
  isListKey,
  type ListKey,
  type ListKeyUse,
  listKeys,
  listCertificates,
  listKeyRevocation,
  listSecrets,
  type NewListSecret,
  retireListSecret,
  revokeListSecret,
} from "./lists/list-secret.ts";
export {
  allLists,
  hasListIn,
  insertList,
  listByAddress,
  listById,
  type ListChange,
  type NewList,
  type StoredList,
  type StoredSettings,
  updateList,
} from "./lists/list.ts";
export {
  forgetLeftKeys,
  type LeftKey,
  leftKeys,
  leftWithKeys,
  recordReturn,
  rememberLeftAddress,
  rememberLeftKeys,
} from "./lists/left-key.ts";
export { type Departure, leftModerated, recordDeparture, takeDeparture } from "./lists/departure.ts";
export { endVacations, gotItAlready, moderateAll, withoutDuplicates } from "./lists/member-options.ts";
export { countPosts, type FailedCopies, failedCopies } from "./lists/list-traffic.ts";
export { type FolderLock, lockDataFolder } from "./engine/lock-data-folder.ts";
export {
  countRequests,
  insertRequest,
  type NewRequest,
  removeRequest,
  isAskedSince,
  requestByEffect,
  requestById,
  type StoredRequest,
  type RequestQuery,
  waitingRequests,
} from "./mail-in/request.ts";
export {
  insertRequestKey,
  type KeyedRequest,
  newRequestKey,
  requestOfKey,
  wasRequestKey,
} from "./mail-in/request-key.ts";
export {
  lockMarks,
  type Mark,
  marksOf,
  recordMark,
  recordSessionMark,
  type SessionMark,
  sessionMarkOf,
} from "./mail-in/mark.ts";
export { createMasterKeyFile, isOpenToOthers, readMasterKeyFile } from "./at-rest/master-key-file.ts";
export { MasterKey, newMasterKey } from "./at-rest/master-key.ts";
export {
  bindMemberKey,
  isMemberKey,
  keysOfMembers,
  memberKeyByFingerprint,
  memberKeyPage,
  memberKeysBySigner,
  memberKeysEverywhere,
  type NewMemberKey,
  renewMemberKey,
  type StoredMemberKey,
  unbindMemberKey,
} from "./lists/member-key.ts";
export { membersAbove, newestMember } from "./lists/joined-addresses.ts";
export {
  countMembers,
  insertMember,
  listStaff,
  memberByAddress,
  memberById,
  memberPage,
  type MemberChange,
  membershipsOf,
  moveMember,
  type NewMember,
  type PageInput,
  removeMember,
  type StoredMember,
  updateMember,
} from "./lists/member.ts";
export {
  insertMemberAddress,
  type MemberAddress,
  otherAddressesOf,
  otherAddressesOn,
  removeMemberAddress,
} from "./lists/member-address.ts";
export { closeWaysIn, newAddressEffect, waysIn } from "./lists/ways-in.ts";
export { isServed, seeNode, startNode, stopNode } from "./engine/node.ts";
export { openDatabase, type OpenDatabaseOptions } from "./engine/open-database.ts";
export { claimOutbox, type Missed, nextOutboxDue, releaseOutboxClaims } from "./mail-out/outbox-claim.ts";
export { type QueueCount, queueCounts, retryNow, type RetryScope } from "./mail-out/outbox-queue.ts";
export { type DeliveryResult, markFailed, markSent, reschedule, unclaim } from "./mail-out/outbox-result.ts";
export {
  type ClaimedRow,
  insertOutbox,
  laneOf,
  type NewOutbox,
  outboxById,
  outboxPage,
  type OutboxQuery,
  type OutboxRow,
} from "./mail-out/outbox.ts";
export { DecodedKeys } from "./posts/decoded-keys.ts";
export {
  markSealed,
  nextPlanChunk,
  planAhead,
  type PlanChunkInput,
  type PlanMember,
  planMembers,
  type PlannedMember,
  waitingProfiles,
} from "./posts/plan.ts";
export { beginPlan, movePlan, restOfPlan } from "./posts/plan-pages.ts";
export { listPasswordHash, removeListPassword, setListPassword } from "./lists/list-password.ts";
export {
  activateDkimKey,
  type ActiveDkimKey,
  activeDkimKeys,
  dkimKeys,
  insertDkimKey,
  removeDkimKey,
  retireDkimKey,
  type StoredDkimKey,
} from "./domains/dkim-key.ts";
export { countRecentPosts } from "./posts/recent-posts.ts";
export {
  answersSealed,
  createPost,
  finishPost,
  foreseePost,
  type NewPost,
  postOfInbox,
  type PostRow,
  threadSubject,
  withdrawPost,
} from "./posts/post.ts";
export {
  leftMembers,
  type LeftMember,
  listsThatKeep,
  markKept,
  oldestFor,
  replanMembers,
  waitingReaders,
} from "./posts/replan.ts";
export { erasePerson } from "./people/erase-person.ts";
export { findPerson } from "./people/person.ts";
export { type PersonTable, personTables } from "./people/person-rows.ts";
export { eraseExpired } from "./retention.ts";
export { sealingKeyName } from "./lists/sealing-key.ts";
export { HELD_CODES, type HeldCode } from "./schema/row-code.ts";
export { dropTaskModel, storeTaskModel, type TaskModel, taskModel } from "./tasks/task-model.ts";
export {
  allTasks,
  askTask,
  askTaskAgain,
  claimTask,
  type ClaimedTask,
  endTask,
  nextRunOf,
  renewTask,
  scheduleTask,
  type TaskRow,
} from "./tasks/task.ts";
export { lastTaskRuns, type TaskRunRow, taskRuns } from "./tasks/task-run.ts";
export { noteTold, waitingFor, type WaitingFor, waitingOnList } from "./posts/waiting.ts";
export type { HeldKind, InboxDecision, InboxState } from "./schema/schema-mail-in.ts";
export type { OutboxState } from "./schema/schema-mail-out.ts";
export { knownSiteSecret, siteSecret } from "./at-rest/site-secret.ts";
