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
  revocationLists,
  type StoredAuthority,
  storeRevocationList,
} from "./authority.ts";
export {
  type AnswerInput,
  takeAnswer,
  takeDailyNotice,
  takeDailySummary,
  takeModerationAnswer,
  takeOwnerNotice,
  takeRequestAnswer,
} from "./answer-count.ts";
export type { Place } from "./at-rest.ts";
export { type BodyFrame, bodyFrame, largeBodies, readBodyChunks } from "./body-read.ts";
export { type Arrived, storeArriving } from "./arriving.ts";
export { storeBodyAhead } from "./body-ahead.ts";
export { type BodyContent, insertBody, type NewBody } from "./body.ts";
export type { Database, Reader, Transactor } from "./database.ts";
export { type ErrandRow, finishErrand, insertErrand, nextErrand } from "./errand.ts";
export { type GroupCommit, groupCommit } from "./group-commit.ts";
export { type FanOutKey, type FanOutMember, fanOutPage } from "./fan-out.ts";
export {
  acceptHeld,
  eraseHeld,
  heldById,
  heldIdOf,
  heldMessage,
  heldPage,
  type HeldQuery,
  type HeldRow,
  holdInbox,
  keepHeldUntil,
  type NewHeld,
} from "./held.ts";
export { type HeldTokenOwner, heldTokenOwner, insertHeldToken, useHeldToken } from "./held-token.ts";
export {
  claimFreshInbox,
  claimInbox,
  type ClaimInput,
  excuseInbox,
  failInbox,
  releaseInboxClaims,
  renewInboxClaim,
  setInboxAside,
} from "./inbox-claim.ts";
export { countExpiring, countHeld, type HeldCount, heldCounts } from "./held-counts.ts";
export { type AsideRow, asideRows, type InboxCount, inboxCounts, retryAside } from "./inbox-queue.ts";
export {
  finishInbox,
  inboxById,
  inboxMessage,
  type InboxOutcome,
  type InboxRow,
  insertInbox,
  markInboxSealing,
  type NewInbox,
} from "./inbox.ts";
export { type KeyWarning, keyWarnings, takeKeyWarning } from "./key-warning.ts";
export { integrityProblems } from "./integrity.ts";
export { type KeepInput, keepPost, reopenKept, wasOpened } from "./kept.ts";
export { forgetRequestedKey, insertRequestedKey, requestedKeys } from "./requested-key.ts";
export {
  insertListSecret,
  isListKey,
  type ListKey,
  type ListKeyUse,
  listKeys,
  listCertificates,
  listSecrets,
  type NewListSecret,
} from "./list-secret.ts";
export {
  allLists,
  insertList,
  listByAddress,
  listById,
  type ListChange,
  type NewList,
  type StoredList,
  type StoredSettings,
  updateList,
} from "./list.ts";
export { forgetLeftKeys, type LeftKey, leftKeys, recordReturn, rememberLeftKeys } from "./left-key.ts";
export { countPosts, type FailedCopies, failedCopies } from "./list-traffic.ts";
export { type FolderLock, lockDataFolder } from "./lock-data-folder.ts";
export {
  lockMarks,
  type Mark,
  marksOf,
  recordMark,
  recordSessionMark,
  type SessionMark,
  sessionMarkOf,
} from "./mark.ts";
export { createMasterKeyFile, isOpenToOthers, readMasterKeyFile } from "./master-key-file.ts";
export { MasterKey, newMasterKey } from "./master-key.ts";
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
} from "./member-key.ts";
export {
  countMembers,
  insertMember,
  listStaff,
  memberByAddress,
  memberById,
  memberPage,
  type NewMember,
  type PageInput,
  removeMember,
  type StoredMember,
} from "./member.ts";
export { isServed, seeNode, startNode, stopNode } from "./node.ts";
export { openDatabase, type OpenDatabaseOptions } from "./open-database.ts";
export { claimOutbox, nextOutboxDue, releaseOutboxClaims } from "./outbox-claim.ts";
export { type QueueCount, queueCounts, retryNow, type RetryScope } from "./outbox-queue.ts";
export { type DeliveryResult, markFailed, markSent, reschedule, unclaim } from "./outbox-result.ts";
export {
  insertOutbox,
  laneOf,
  type NewOutbox,
  outboxById,
  outboxPage,
  type OutboxQuery,
  type OutboxRow,
} from "./outbox.ts";
export {
  markSealed,
  nextPlanChunk,
  planAhead,
  type PlanChunkInput,
  type PlanMember,
  planMembers,
  type PlannedMember,
  waitingProfiles,
} from "./plan.ts";
export { beginPlan, movePlan, restOfPlan } from "./plan-pages.ts";
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
} from "./post.ts";
export {
  leftMembers,
  type LeftMember,
  listsThatKeep,
  markKept,
  oldestFor,
  replanMembers,
  waitingReaders,
} from "./replan.ts";
export { eraseExpired } from "./retention.ts";
export { HELD_CODES, type HeldCode } from "./row-code.ts";
export {
  allTasks,
  askTask,
  claimTask,
  type ClaimedTask,
  endTask,
  renewTask,
  scheduleTask,
  type TaskRow,
} from "./task.ts";
export { lastTaskRuns, type TaskRunRow, taskRuns } from "./task-run.ts";
export { noteTold, waitingFor, type WaitingFor, waitingOnList } from "./waiting.ts";
export type { HeldKind, InboxDecision, InboxState } from "./schema-mail-in.ts";
export type { OutboxState } from "./schema-mail-out.ts";
export { knownSiteSecret, siteSecret } from "./site-secret.ts";
