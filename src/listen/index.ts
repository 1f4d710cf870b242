/**
 * The doors: mail that comes in over LMTP or SMTP is stored before the client is told 250, and the local socket runs
 * operations. It never opens or judges a message, and answers nothing that the store has not kept.
 */
export { callControl, connectControl } from "./control-client.ts";
export { type ControlServer, type ControlServerOptions, startControlServer } from "./control-server.ts";
export { inboxReception, type InboxReceptionOptions } from "./inbox-reception.ts";
