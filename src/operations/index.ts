/**
 * Every verb of the system, one file each. An operation takes plain JSON, works in transactions of the
 * store and gives plain JSON or an AppError; it knows no terminal, no socket and no web.
 */
export type { Finding } from "./finding.ts";
export { ANSWERS } from "./answer-limits.ts";
export { askAgain, defer, type HeldOnList, letGoOn, reject, sendCopy } from "./decide-held.ts";
export { type ErrandOrder, type ModerationText, order, readOrder, type ToldMail } from "./errand-order.ts";
export { heldAccept } from "./held-accept.ts";
export { heldAsk } from "./held-ask.ts";
export { type DeferredHeld, heldDefer } from "./held-defer.ts";
export { heldDiscard } from "./held-discard.ts";
export { heldList } from "./held-list.ts";
export { heldReject, type RejectedHeld } from "./held-reject.ts";
export { heldSave } from "./held-save.ts";
export { heldSend } from "./held-send.ts";
export { type HeldDetails, heldShow, wantedHeld } from "./held-show.ts";
export type { HeldView } from "./held-view.ts";
export { type BoundKey, keyBind } from "./key-bind.ts";
export { type ExportedKey, keyExport } from "./key-export.ts";
export { keyGenerate } from "./key-generate.ts";
export { type ImportedListKey, keyImport } from "./key-import.ts";
export { keyShow } from "./key-show.ts";
export { keyUnbind } from "./key-unbind.ts";
export { type ChangedSetting, type ConfiguredList, listConfigure } from "./list-configure.ts";
export { type CreatedList, listCreate } from "./list-create.ts";
export { type ListHealth, listHealth } from "./list-health.ts";
export type { ExpiringKey, UnreachedMember } from "./readers-of.ts";
export { type ListLine, listList } from "./list-list.ts";
export { listShow, type ListView } from "./list-show.ts";
export { memberAdd } from "./member-add.ts";
export { type ImportReport, memberImport } from "./member-import.ts";
export { memberList } from "./member-list.ts";
export { memberRemove } from "./member-remove.ts";
export { memberShow } from "./member-show.ts";
export { address, rowId } from "./input.ts";
export { type AnyOperation, type Context, type Operation, operation, type Outcome } from "./operation.ts";
export { queueList, type QueueView } from "./queue-list.ts";
export { type Retried, queueRetry } from "./queue-retry.ts";
export { type DeliveryView, queueShow } from "./queue-show.ts";
export { siteBackup } from "./site-backup.ts";
export { siteCheck } from "./site-check.ts";
export { OPERATIONS } from "./table.ts";
export { wantedList } from "./wanted.ts";
export type { LeftKeyView, ListKeyView, MemberKeyView, MemberView } from "./views.ts";
