/** A reception that takes everything and remembers it, and a server around it on a free port. */
import { silentLogger } from "#base";
import {
  createMailServer,
  type MailServer,
  type MailServerOptions,
  type ReceivedMail,
  type Reception,
  reply,
  type Reply,
} from "#wire";

export class RecordingReception implements Reception {
  readonly mails: ReceivedMail[] = [];

  async recipient(rcptTo: string): Promise<Reply | null> {
    return rcptTo.startsWith("nobody@") ? reply(550, "5.1.1", "No such list") : null;
  }

  async deliver(mail: ReceivedMail): Promise<readonly Reply[]> {
    this.mails.push(mail);
    const count = mail.protocol === "lmtp" ? mail.recipients.length : 1;
    return Array.from({ length: count }, (_, nth) => reply(250, "2.0.0", `Taken ${nth + 1}`));
  }
}

export interface RunningServer {
  readonly server: MailServer;
  readonly port: number;
  readonly reception: RecordingReception;
}

export async function runServer(options: Partial<MailServerOptions> = {}): Promise<RunningServer> {
  const reception = new RecordingReception();
  const server = await createMailServer({
    protocol: "smtp",
    address: { kind: "tcp", host: "127.0.0.1", port: 0 },
    hostname: "mx.example.org",
    reception,
    logger: silentLogger,
    ...options,
  });
  return { server, port: server.port, reception };
}
