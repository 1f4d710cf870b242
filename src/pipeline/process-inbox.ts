/** Takes one inbox row through the table and to its handler. Running a row again changes nothing. */
import { AppError, type DoorKind, type EmailAddress, parseEmailAddress } from "#base";
import type { Decision, List } from "#lists";
import { type Entity, mailboxesOf, parseMessage } from "#mime";
import { inboxMessage, type InboxRow, listById, postOfInbox, type PostRow, setInboxAside } from "#store";
import { conclude } from "./conclude.ts";
import { resumePost } from "./handlers/distribute.ts";
import type { InFlight } from "./in-flight.ts";
import type { ServedDoor } from "./served-door.ts";
import { HANDLERS, PIPELINE } from "./table.ts";
import { toList } from "./to-list.ts";
import type { PipelineSite } from "./site.ts";

export async function processInbox(site: PipelineSite, row: InboxRow): Promise<void> {
  const loaded = await load(site, row);
  if (loaded === null) return;
  const { mail, post } = loaded;
  const walked = await walk(site, mail);
  const decision = post === null ? await handle(site, walked) : await resumePost(site, walked.mail, post);
  if (decision.do !== "accept") await conclude(site, walked.mail, decision);
}

interface Walked {
  readonly mail: InFlight;
  readonly decision: Decision;
}

async function walk(site: PipelineSite, start: InFlight): Promise<Walked> {
  let mail = start;
  for (const step of PIPELINE) {
    if (!step.doors.includes(mail.door)) continue;
    const result = await step.run(mail, site);
    mail = result.mail;
    if (result.next === "decide") return { mail, decision: result.decision };
  }
  return { mail, decision: { do: "accept" } };
}

async function handle(site: PipelineSite, { mail, decision }: Walked): Promise<Decision> {
  return decision.do === "accept" ? HANDLERS[mail.door].run(site, mail) : decision;
}

interface Loaded {
  readonly mail: InFlight;
  readonly post: PostRow | null;
}

async function load(site: PipelineSite, row: InboxRow): Promise<Loaded | null> {
  const found = await site.db.read(async (tx) => ({
    list: row.listId === null ? null : await listById(tx, row.listId),
    raw: await inboxMessage(tx, row.id),
    post: await postOfInbox(tx, row.id),
  }));
  const parsed = found.raw === null ? null : parseMessage(found.raw);
  if (found.list === null || found.raw === null || !isServed(row.door)) {
    await site.db.transact((tx) => setInboxAside(tx, row.id, "no-destination"));
    return null;
  }
  const list = toList(found.list);
  if (parsed?.ok !== true) {
    await concludeUnparsed(site, { row, list, door: row.door, raw: found.raw });
    return null;
  }
  return {
    mail: inFlight(site, row, { list, door: row.door, raw: found.raw, message: parsed.value }),
    post: found.post,
  };
}

interface Unparsed {
  readonly row: InboxRow;
  readonly list: List;
  readonly door: ServedDoor;
  readonly raw: InFlight["raw"];
}

/** Beyond the limits of S10: kept closed for the owners, shown to nobody. */
async function concludeUnparsed(site: PipelineSite, { row, list, door, raw }: Unparsed): Promise<void> {
  const empty = parseMessage(Buffer.from("\r\n"));
  if (!empty.ok) throw new AppError({ code: "internal", publicText: "An empty message cannot be parsed." });
  const mail = inFlight(site, row, { list, door, raw, message: empty.value });
  await conclude(site, mail, { do: "discard", code: "malformed", args: {}, detail: "beyond the limits" });
}

function inFlight(site: PipelineSite, row: InboxRow, facts: FlightFacts): InFlight {
  return {
    ...facts,
    inboxId: row.id,
    transactionId: row.transactionId,
    envelopeFrom: row.envelopeFrom,
    rcptTo: row.rcptTo,
    arrivedAt: row.receivedAt,
    approved: row.approved,
    opened: null,
    trustworthyText: true,
    author: { authentic: false, address: soleFrom(facts.message), why: "no-signature", member: null },
    bindings: [],
    member: null,
    signedAs: null,
    signedAt: null,
    contentMark: site.keyring.markOf(`content at ${facts.list.id} ${facts.door}`, facts.raw),
    sessionMarks: [],
    signatureMarks: [],
    shownAs: null,
  };
}

interface FlightFacts {
  readonly list: List;
  readonly door: ServedDoor;
  readonly raw: InFlight["raw"];
  readonly message: Entity;
}

function soleFrom(message: Entity): EmailAddress | null {
  const mailboxes = mailboxesOf(message.header, "from");
  const [only] = mailboxes;
  if (mailboxes.length !== 1 || only === undefined || message.header.all("from").length !== 1) return null;
  const address = parseEmailAddress(only.address);
  return address.ok ? address.value : null;
}

function isServed(door: DoorKind): door is ServedDoor {
  return Object.hasOwn(HANDLERS, door);
}
