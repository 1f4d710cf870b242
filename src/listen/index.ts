export { callControl, connectControl } from "./control-client.ts";
export { type ControlServer, type ControlServerOptions, startControlServer } from "./control-server.ts";
export { inboxReception, type InboxReceptionOptions } from "./inbox-reception.ts";
