/**
 * SMTP and LMTP as the standards have them: grammar, the server's session, the pipelining client. Envelopes and octets
 * go through unread; it knows no list, no queue and no rule of ours.
 */
export { inspectOctets } from "./line-ends.ts";
export type { SocketAddress } from "./listen-address.ts";
export { createMailServer, type MailServer, type MailServerOptions } from "./mail-server.ts";
export type { Protocol, ReceivedMail, Reception } from "./reception.ts";
export { type Reply, reply, replyForError } from "./reply.ts";
export type { SessionLimits } from "./server-session.ts";
export {
  checkRelay,
  type ClientTimeouts,
  type ConnectOptions,
  type Credentials,
  type TlsPolicy,
} from "./client-options.ts";
export { connect } from "./connect.ts";
export { type Envelope, MailConnection, type SendOptions } from "./mail-connection.ts";
export type { Body } from "./outgoing-body.ts";
export type { RecipientResult } from "./recipient-result.ts";
