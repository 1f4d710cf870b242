/** The message that somebody wants explained: a file with an envelope around it, or one that is held. */
import { AppError, asId, type Bytes, type EmailAddress, type InboxId, LIMITS, view } from "#base";
import { doorAddress, readDoor } from "#lists";
import { parseMessage, toCrlf } from "#mime";
import { wantedHeld, wantedList } from "#operations";
import { heldMessage, inboxById, listByAddress, type Reader, type StoredList } from "#store";
import { SERVED_DOORS, type ServedDoor } from "../served-door.ts";
import { type Arrival, type Arrived, soleFrom } from "../start-flight.ts";
import { toList } from "../to-list.ts";
import type { Wanted } from "./wanted-message.ts";

export interface NamedMessage {
  readonly arrival: Arrival;
  readonly arrived: Arrived;
}

interface Taking {
  readonly now: Date;
  /** Whether a file is taken as if it came through a trusted listener (S15). */
  readonly trusted: boolean;
}

/** @throws AppError not-found, bad-input, too-large */
export async function findNamedMessage(
  tx: Reader,
  wanted: Wanted,
  { now, trusted }: Taking,
): Promise<NamedMessage> {
  const { list, door, rcptTo } = await destination(tx, wanted);
  const at = wanted.at === undefined ? null : new Date(wanted.at);
  const approved = wanted.approved === true;
  if (wanted.held !== undefined) return heldMessageOf(tx, list, { id: wanted.held, at, now, approved });
  const raw = octetsOf(wanted.message ?? "");
  const arrival = {
    id: NOBODYS,
    transactionId: "",
    envelopeFrom: wanted.from ?? senderOf(raw),
    rcptTo,
    receivedAt: at ?? now,
    approved,
    trusted,
  };
  return { arrival, arrived: { list: toList(list), door, raw } };
}

/** No row has this number, so that every mark is another's. */
const NOBODYS = asId<InboxId>(0);

interface Destination {
  readonly list: StoredList;
  readonly door: ServedDoor;
  readonly rcptTo: EmailAddress;
}

/** What is named may be any address of a list: it says the kind of address, unless that is said apart. */
async function destination(tx: Reader, { list: named, door }: Wanted): Promise<Destination> {
  for (const reading of readDoor(named)) {
    const list = await listByAddress(tx, reading.list);
    if (list === null) continue;
    const kind = door ?? SERVED_DOORS.find((served) => served === reading.kind);
    if (kind === undefined) continue;
    const rcptTo = kind === "post" ? list.address : doorAddress(list.address, kind);
    return { list, door: kind, rcptTo: kind === reading.kind ? named : rcptTo };
  }
  const list = await wantedList(tx, named);
  return { list, door: "post", rcptTo: list.address };
}

interface WantedHeld {
  readonly id: number;
  readonly at: Date | null;
  readonly now: Date;
  readonly approved: boolean;
}

/**
 * With the envelope and the time that it came with: its own marks are none of another's. What waits for an answer about
 * revocation is judged at present, as the server does by itself, and so is what a person lets go on.
 */
async function heldMessageOf(
  tx: Reader,
  list: StoredList,
  { id, at, now, approved }: WantedHeld,
): Promise<NamedMessage> {
  const held = await wantedHeld(tx, id);
  const [row, raw] = [await inboxById(tx, held.inboxId), await heldMessage(tx, held.id)];
  const door = SERVED_DOORS.find((served) => served === row?.door);
  if (held.listId !== list.id) throw notFound(`Message ${id} is not held for ${list.address}.`);
  if (row === null || raw === null || door === undefined) throw notFound(`Of message ${id} nothing is kept.`);
  const unfiltered = approved && (row.unfiltered || held.code === "content-filtered");
  const judgedLater = approved || row.confirmed || row.judgedAgain || held.code === "revocation-unknown";
  const receivedAt = at ?? row.receivedAt;
  const arrival = {
    ...row,
    receivedAt,
    judgedAt: at === null && judgedLater ? now : receivedAt,
    approved,
    unfiltered,
  };
  return { arrival, arrived: { list: toList(list), door, raw } };
}

/** @param base64 a file without any CRLF is turned into CRLF, as at the door (S15) */
function octetsOf(base64: string): Bytes {
  const file = Buffer.from(base64, "base64");
  if (file.length === 0) throw badInput("The file is empty.");
  if (file.length > LIMITS.messageBytes) throw tooLarge();
  if (file.subarray(0, 5).toString("latin1") === "From ")
    throw badInput("This is a mailbox (mbox). Save the one message alone, and name that file.");
  return view(file).includes("\r\n") ? file : toCrlf(file);
}

/** As if its author had sent it: the From; the null sender if there is not exactly one. */
function senderOf(raw: Bytes): string {
  const parsed = parseMessage(raw);
  return parsed.ok ? (soleFrom(parsed.value) ?? "") : "";
}

function tooLarge(): AppError {
  const limit = LIMITS.messageBytes / (1024 * 1024);
  return new AppError({
    code: "too-large",
    publicText: `The file is larger than a mail may be (${limit} MB).`,
  });
}

function badInput(publicText: string): AppError {
  return new AppError({ code: "bad-input", publicText });
}

function notFound(publicText: string): AppError {
  return new AppError({ code: "not-found", publicText });
}
