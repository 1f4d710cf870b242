/** What happens to a message that came in: the table, its steps and its handlers. */
export type { Explanation } from "./explain/explanation.ts";
export { messageExplain } from "./explain/message-explain.ts";
export { startErrands } from "./moderation/errands.ts";
export { beginDigests } from "./digests/begin-digests.ts";
export type { WokenLoop } from "./woken-loop.ts";
export type { Keyring } from "./in-flight.ts";
export { type InboxWorker, type InboxWorkerOptions, startInboxWorker } from "./inbox/inbox-worker.ts";
export { createKeyring } from "./keyring.ts";
export { warnOfExpiry } from "./notices/expiry/warn-of-expiry.ts";
export { judgeHeldAgain } from "./moderation/judge-held-again.ts";
export { sendOwnerSummaries } from "./moderation/owner-summary.ts";
export { SECRET_NAMES } from "./secret-names.ts";
export { SERVED_DOORS, type ServedDoor } from "./served-door.ts";
export type { PipelineSite } from "./site.ts";
export { HANDLERS, PIPELINE, type PipelineStep } from "./table.ts";
export { templateFault } from "./notices/expiry/own-template.ts";
