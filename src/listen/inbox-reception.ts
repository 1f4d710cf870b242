/**
 * The door for mail: known recipients are accepted, everything else about a message is decided later by the
 * pipeline, so that no bounce goes to a forged sender. 250 is said after the durable commit, one reply per
 * recipient (RFC 2033 §4.2).
 */
import {
  AppError,
  type Bytes,
  type Clock,
  type DoorKind,
  LARGE_BYTES,
  domainOf,
  letGo,
  type ListId,
  localPartOf,
  type Logger,
  parseEmailAddress,
  type Random,
  toHex,
} from "#base";
import { readDoor, readStoredSettings } from "#lists";
import type { ServedDoor } from "#pipeline";
import {
  type Arrived,
  type Database,
  type GroupCommit,
  hasListIn,
  insertInbox,
  listByAddress,
  type Reader,
  storeArriving,
} from "#store";
import { type ReceivedMail, type Reception, type Reply, reply, replyForError } from "#wire";

export interface InboxReceptionOptions {
  readonly db: Database;
  readonly commits: GroupCommit;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  /** Only our own mail server can reach this door (S15). */
  readonly trusted: boolean;
  /** What stands before the @ of the site's own addresses. */
  readonly commandAddresses: readonly string[];
  /** The inbox has new rows. */
  readonly wake: () => void;
}

interface Destination {
  /** null: the site itself. */
  readonly list: ListId | null;
  readonly door: ServedDoor | "site";
  /** Who sent it is not stored. */
  readonly anonymous: boolean;
}

const NOBODY = { envelopeFrom: "", peer: "" };
const NO_LIST = reply(550, "5.1.1", "There is no such list here");

/** What a server session asks at RCPT and at the end of DATA. Faults are replies 4yz: the client tries again. */
export function inboxReception(options: InboxReceptionOptions): Reception {
  return {
    recipient: (rcptTo) => checkRecipient(options, rcptTo),
    deliver: (mail) => deliver(options, mail),
  };
}

async function checkRecipient(options: InboxReceptionOptions, rcptTo: string): Promise<Reply | null> {
  try {
    const found = await options.db.read((tx) => destinationOf(tx, options, rcptTo));
    if (found === "unknown") return NO_LIST;
    if (found === "not-served") return reply(550, "5.1.1", "This list does not take commands by mail");
    return null;
  } catch (thrown) {
    return replyForError(thrown);
  }
}

async function deliver(options: InboxReceptionOptions, mail: ReceivedMail): Promise<readonly Reply[]> {
  const transactionId = toHex(options.random.bytes(16));
  const replies = new Map<string, Promise<Reply>>();
  for (const rcptTo of mail.recipients) {
    if (!replies.has(rcptTo)) replies.set(rcptTo, store(options, mail, { rcptTo, transactionId }));
  }
  const all = await Promise.all(
    mail.recipients.map(async (rcptTo) => (await replies.get(rcptTo)) ?? NO_LIST),
  );
  letGo(mail.data);
  if (mail.protocol === "lmtp") return all;
  const worst = all.find((one) => one.code >= 400) ?? all[0] ?? NO_LIST;
  return [worst];
}

interface Target {
  readonly rcptTo: string;
  readonly transactionId: string;
}

async function store(options: InboxReceptionOptions, mail: ReceivedMail, target: Target): Promise<Reply> {
  const { commits, clock, logger } = options;
  try {
    const message = await storeIfLarge(options, mail.data, target);
    let queued = NO_LIST;
    await commits.enqueue(async (tx) => {
      const found = await destinationOf(tx, options, target.rcptTo);
      if (typeof found === "string") return;
      const id = await insertInbox(tx, {
        transactionId: target.transactionId,
        receivedAt: clock.now(),
        ...(found.anonymous ? NOBODY : { envelopeFrom: mail.from, peer: mail.peer }),
        rcptTo: target.rcptTo,
        listId: found.list,
        door: found.door,
        trusted: options.trusted,
        message,
      });
      queued = reply(250, "2.0.0", `Queued as ${id}`);
      tx.onCommit(options.wake);
      tx.onCommit(() =>
        logger.info("inbox.received", {
          inbox: id,
          list: found.list,
          door: found.door,
          size: mail.data.length,
        }),
      );
    });
    return queued;
  } catch (thrown) {
    logger.error("inbox.not-received", { code: AppError.fromUnknown(thrown).code });
    return replyForError(thrown);
  }
}

async function storeIfLarge(
  options: InboxReceptionOptions,
  data: Bytes,
  { rcptTo }: Target,
): Promise<Bytes | Arrived> {
  if (data.length < LARGE_BYTES) return data;
  const { db, clock } = options;
  const found = await db.read((tx) => destinationOf(tx, options, rcptTo));
  if (typeof found === "string") return data;
  return storeArriving(db, { listId: found.list, bytes: data, at: clock.now() });
}

async function destinationOf(
  tx: Reader,
  { commandAddresses }: Pick<InboxReceptionOptions, "commandAddresses">,
  rcptTo: string,
): Promise<Destination | "unknown" | "not-served"> {
  for (const reading of readDoor(rcptTo)) {
    const list = await listByAddress(tx, reading.list);
    if (list === null) continue;
    const door = await servedDoor(reading.kind);
    if (door === null) return "not-served";
    const { anonymous_list } = readStoredSettings(list.settings).settings;
    const anonymous = reading.kind === "post" && anonymous_list === "yes";
    return { list: list.id, door, anonymous };
  }
  return (await isOfSite(tx, commandAddresses, rcptTo))
    ? { list: null, door: "site", anonymous: false }
    : "unknown";
}

/** In each domain that has a list; a list of that name comes first. */
async function isOfSite(tx: Reader, names: readonly string[], rcptTo: string): Promise<boolean> {
  const address = parseEmailAddress(rcptTo);
  if (!address.ok) return false;
  const [name = ""] = localPartOf(address.value).toLowerCase().split("+");
  return names.some((one) => one.toLowerCase() === name) && hasListIn(tx, domainOf(address.value));
}

/** A command line, which comes here only for the socket, starts without the rooms that handle mail. */
async function servedDoor(kind: DoorKind): Promise<ServedDoor | null> {
  const { SERVED_DOORS } = await import("#pipeline");
  return SERVED_DOORS.find((served) => served === kind) ?? null;
}
