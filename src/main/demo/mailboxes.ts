/** A real SMTP server on the loopback that keeps what it gets: the mailboxes of the people in the demo. */
import { silentLogger } from "#base";
import { createMailServer, reply } from "#wire";

export interface Arrived {
  readonly from: string;
  readonly to: string;
  readonly message: Uint8Array;
}

export interface Mailboxes {
  readonly port: number;
  /** The next message for an address that nobody took yet; null after `waitMs`. */
  next(address: string, waitMs: number): Promise<Arrived | null>;
  /** Everything that arrived, taken or not. */
  readonly all: readonly Arrived[];
  close(): Promise<void>;
}

const POLL_MS = 20;

export async function openMailboxes(): Promise<Mailboxes> {
  const all: Arrived[] = [];
  const waiting: Arrived[] = [];
  const server = await createMailServer({
    protocol: "smtp",
    address: { kind: "tcp", host: "127.0.0.1", port: 0 },
    hostname: "mailboxes.example",
    logger: silentLogger,
    reception: {
      recipient: async () => null,
      deliver: async ({ from, recipients, data }) => {
        const arrived = recipients.map((to) => ({ from, to, message: data }));
        all.push(...arrived);
        waiting.push(...arrived);
        return [reply(250, "2.0.0", "Delivered")];
      },
    },
  });
  return {
    port: server.port,
    all,
    next: (address, waitMs) => next(waiting, address, waitMs),
    close: () => server.close(0),
  };
}

async function next(waiting: Arrived[], address: string, waitMs: number): Promise<Arrived | null> {
  for (let waited = 0; ; waited += POLL_MS) {
    const index = waiting.findIndex((one) => one.to === address);
    if (index >= 0) return waiting.splice(index, 1)[0] ?? null;
    if (waited >= waitMs) return null;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
