/** Every verb of the system. The doors find operations here; a new one is one file and one line. */
import { heldAccept } from "./held-accept.ts";
import { heldAsk } from "./held-ask.ts";
import { heldDefer } from "./held-defer.ts";
import { heldDiscard } from "./held-discard.ts";
import { heldList } from "./held-list.ts";
import { heldReject } from "./held-reject.ts";
import { heldSave } from "./held-save.ts";
import { heldSend } from "./held-send.ts";
import { heldShow } from "./held-show.ts";
import { keyBind } from "./key-bind.ts";
import { keyCsr } from "./key-csr.ts";
import { keyExport } from "./key-export.ts";
import { keyGenerate } from "./key-generate.ts";
import { keyExportDirectory } from "./key-export-directory.ts";
import { keyImportDirectory } from "./key-import-directory.ts";
import { keyImportFiles } from "./key-import-files.ts";
import { keyImport } from "./key-import.ts";
import { keyCompromised, keyRotate } from "./key-rotate.ts";
import { keyShow } from "./key-show.ts";
import { keyUnbind } from "./key-unbind.ts";
import { caInit } from "./ca-init.ts";
import { caIssue } from "./ca-issue.ts";
import { caRevoke } from "./ca-revoke.ts";
import { caShow } from "./ca-show.ts";
import { listConfigure } from "./list-configure.ts";
import { listCreate } from "./list-create.ts";
import { listHealth } from "./list-health.ts";
import { listList } from "./list-list.ts";
import { listSendKey } from "./list-send-key.ts";
import { listShow } from "./list-show.ts";
import { memberAdd } from "./member-add.ts";
import { memberImport } from "./member-import.ts";
import { memberList } from "./member-list.ts";
import { memberRemove } from "./member-remove.ts";
import { memberShow } from "./member-show.ts";
import type { AnyOperation } from "./operation.ts";
import { queueList } from "./queue-list.ts";
import { queueRetry } from "./queue-retry.ts";
import { queueShow } from "./queue-show.ts";
import { siteBackup } from "./site-backup.ts";
import { siteCheck } from "./site-check.ts";
import { taskList } from "./task-list.ts";
import { taskLog } from "./task-log.ts";
import { taskRun } from "./task-run.ts";

export const OPERATIONS: readonly AnyOperation[] = [
  listCreate,
  listList,
  listShow,
  listHealth,
  listSendKey,
  listConfigure,
  memberAdd,
  memberList,
  memberShow,
  memberRemove,
  memberImport,
  keyGenerate,
  keyImport,
  keyImportFiles,
  keyImportDirectory,
  keyExportDirectory,
  keyCsr,
  keyRotate,
  keyCompromised,
  keyBind,
  keyUnbind,
  keyExport,
  keyShow,
  caInit,
  caIssue,
  caRevoke,
  caShow,
  heldList,
  heldShow,
  heldSave,
  heldAccept,
  heldReject,
  heldDiscard,
  heldDefer,
  heldAsk,
  heldSend,
  queueList,
  queueShow,
  queueRetry,
  taskList,
  taskRun,
  taskLog,
  siteCheck,
  siteBackup,
];
