/** Every verb of the system. The doors find operations here; a new one is one file and one line. */
import { archiveErase } from "./archive/archive-erase.ts";
import { archiveExport } from "./archive/archive-export.ts";
import { archiveGet } from "./archive/archive-get.ts";
import { archiveIndex } from "./archive/archive-index.ts";
import { archiveLast } from "./archive/archive-last.ts";
import { archiveShow } from "./archive/archive-show.ts";
import { heldAccept } from "./held/held-accept.ts";
import { heldAsk } from "./held/held-ask.ts";
import { heldConfirm } from "./held/held-confirm.ts";
import { heldDefer } from "./held/held-defer.ts";
import { heldDiscard } from "./held/held-discard.ts";
import { heldList } from "./held/held-list.ts";
import { heldReject } from "./held/held-reject.ts";
import { heldSave } from "./held/held-save.ts";
import { heldSend } from "./held/held-send.ts";
import { heldShow } from "./held/held-show.ts";
import { keyBind } from "./keys/key-bind.ts";
import { keyCsr } from "./keys/key-csr.ts";
import { keyExport } from "./keys/key-export.ts";
import { keyExportFile } from "./keys/key-export-file.ts";
import { keyGenerate } from "./keys/key-generate.ts";
import { keyExportDirectory } from "./keys/key-export-directory.ts";
import { keyImportDirectory } from "./keys/key-import-directory.ts";
import { keyImportFiles } from "./keys/key-import-files.ts";
import { keyImport } from "./keys/key-import.ts";
import { keyCompromised, keyRotate } from "./keys/key-rotate.ts";
import { keyAccept } from "./keys/offers/key-accept.ts";
import { keyOfferList } from "./keys/offers/key-offer-list.ts";
import { keyRefuse } from "./keys/offers/key-refuse.ts";
import { keyShow } from "./keys/key-show.ts";
import { keyTest } from "./keys/key-test.ts";
import { keyUnbind } from "./keys/key-unbind.ts";
import { caInit } from "./authority/ca-init.ts";
import { caIssue } from "./authority/ca-issue.ts";
import { caRevoke } from "./authority/ca-revoke.ts";
import { caShow } from "./authority/ca-show.ts";
import { caTrust } from "./authority/ca-trust.ts";
import { dkimActivate } from "./dkim/dkim-activate.ts";
import { dkimCheck } from "./dkim/dkim-check.ts";
import { dkimCreate } from "./dkim/dkim-create.ts";
import { dkimImport } from "./dkim/dkim-import.ts";
import { dkimRemove } from "./dkim/dkim-remove.ts";
import { dkimRotate } from "./dkim/dkim-rotate.ts";
import { dkimShow } from "./dkim/dkim-show.ts";
import { listConfigure } from "./lists/list-configure.ts";
import { listDigest } from "./digests/list-digest.ts";
import { listCreate } from "./lists/list-create.ts";
import { listDelete } from "./lists/list-delete.ts";
import { listHealth } from "./lists/list-health.ts";
import { listList } from "./lists/list-list.ts";
import { listScenarioSet } from "./lists/list-scenario-set.ts";
import { listScenarios } from "./lists/list-scenarios.ts";
import { listPassword } from "./lists/list-password.ts";
import { listSendKey } from "./lists/list-send-key.ts";
import { listShow } from "./lists/list-show.ts";
import { memberAdd } from "./members/member-add.ts";
import { memberImport } from "./members/many/member-import.ts";
import { memberJoinWithKey } from "./members/joining/member-join-with-key.ts";
import { memberInvite } from "./members/joining/member-invite.ts";
import { memberList } from "./members/member-list.ts";
import { memberRemove } from "./members/member-remove.ts";
import { memberReturn } from "./members/joining/member-return.ts";
import { memberShow } from "./members/member-show.ts";
import { memberSubscribe } from "./members/joining/member-subscribe.ts";
import { memberUnsubscribe } from "./members/joining/member-unsubscribe.ts";
import { memberSet } from "./members/member-set.ts";
import { memberSetAll } from "./members/member-set-all.ts";
import { memberModerateLists } from "./members/many/member-moderate-lists.ts";
import { memberSetEveryone } from "./members/many/member-set-everyone.ts";
import { memberAddressAdd } from "./members/addresses/member-address-add.ts";
import { memberAddressAsk } from "./members/addresses/member-address-ask.ts";
import { memberAddressConfirm } from "./members/addresses/member-address-confirm.ts";
import { memberAddressDrop } from "./members/addresses/member-address-drop.ts";
import { memberAppoint } from "./members/member-appoint.ts";
import { memberMove } from "./members/member-move.ts";
import { memberWhich } from "./members/member-which.ts";
import { memberInviteMany } from "./members/many/member-invite-many.ts";
import { memberModerateAll } from "./members/many/member-moderate-all.ts";
import { memberRemind } from "./members/many/member-remind.ts";
import { memberSync } from "./members/many/member-sync.ts";
import { listReview } from "./lists/list-review.ts";
import { listInfo } from "./lists/list-info.ts";
import { listLists } from "./lists/list-lists.ts";
import { memberRemoveMany } from "./members/many/member-remove-many.ts";
import type { AnyOperation } from "./operation.ts";
import { personErase } from "./people/person-erase.ts";
import { personExport } from "./people/person-export.ts";
import { personPost } from "./people/person-post.ts";
import { queueList } from "./site/queue-list.ts";
import { queueRetry } from "./site/queue-retry.ts";
import { queueShow } from "./site/queue-show.ts";
import { requestAccept, requestReject } from "./requests/decide-request.ts";
import { requestList } from "./requests/request-list.ts";
import { siteBackup } from "./site/site-backup.ts";
import { siteCheck } from "./site/site-check.ts";
import { taskList } from "./tasks/task-list.ts";
import { taskLog } from "./tasks/task-log.ts";
import { taskForget, taskImport } from "./tasks/task-import.ts";
import { taskRun } from "./tasks/task-run.ts";

export const OPERATIONS: readonly AnyOperation[] = [
  listCreate,
  listDelete,
  listList,
  listShow,
  listHealth,
  listPassword,
  listSendKey,
  listDigest,
  listConfigure,
  listScenarioSet,
  listScenarios,
  memberAdd,
  memberList,
  memberShow,
  memberRemove,
  memberImport,
  memberSubscribe,
  memberUnsubscribe,
  memberReturn,
  memberJoinWithKey,
  memberInvite,
  memberSet,
  memberSetAll,
  memberSetEveryone,
  memberModerateLists,
  memberInviteMany,
  memberModerateAll,
  memberAddressAdd,
  memberAddressAsk,
  memberAddressConfirm,
  memberAddressDrop,
  memberAppoint,
  memberMove,
  memberWhich,
  memberRemind,
  memberSync,
  memberRemoveMany,
  listReview,
  listInfo,
  listLists,
  keyGenerate,
  keyImport,
  keyImportFiles,
  keyImportDirectory,
  keyExportDirectory,
  keyCsr,
  keyRotate,
  keyCompromised,
  keyBind,
  keyTest,
  keyUnbind,
  keyExport,
  keyExportFile,
  keyShow,
  keyOfferList,
  keyAccept,
  keyRefuse,
  caInit,
  caIssue,
  caRevoke,
  caShow,
  caTrust,
  dkimCreate,
  dkimImport,
  dkimShow,
  dkimCheck,
  dkimActivate,
  dkimRotate,
  dkimRemove,
  heldList,
  heldShow,
  heldSave,
  heldAccept,
  heldConfirm,
  heldReject,
  heldDiscard,
  heldDefer,
  heldAsk,
  heldSend,
  archiveIndex,
  archiveShow,
  archiveLast,
  archiveGet,
  archiveExport,
  archiveErase,
  requestList,
  requestAccept,
  requestReject,
  personExport,
  personPost,
  personErase,
  queueList,
  queueShow,
  queueRetry,
  taskList,
  taskRun,
  taskImport,
  taskForget,
  taskLog,
  siteCheck,
  siteBackup,
];
