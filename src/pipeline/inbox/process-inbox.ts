/** Takes one inbox row through the table and to its handler. Running a row again changes nothing. */
import type { DoorKind } from "#base";
import type { Decision } from "#lists";
import { inboxMessage, type InboxRow, listById, postOfInbox, type PostRow, setInboxAside } from "#store";
import { answerSiteMail } from "../commands/site-mail.ts";
import { conclude } from "./conclude.ts";
import { resumePost } from "../handlers/distribute.ts";
import type { ServedDoor } from "../served-door.ts";
import { keepHeader } from "../keep-header.ts";
import { type Start, startFlight } from "../start-flight.ts";
import { HANDLERS } from "../table.ts";
import { toList } from "../to-list.ts";
import type { PipelineSite } from "../site.ts";
import { autoRespond } from "../notices/auto-respond.ts";
import { warnWriter } from "../notices/warn-writer.ts";
import { walkAgain, type Walked, walkTable } from "./walk-table.ts";

/** @throws what broke on the way: the worker puts the row back and tries it again */
export async function processInbox(site: PipelineSite, row: InboxRow): Promise<void> {
  if (row.door === "site") return answerSiteMail(site, row);
  const loaded = await load(site, row);
  if (loaded === null) return;
  const { post, mail, refused } = loaded;
  if (refused !== null) return conclude(site, mail, refused);
  const through = await (post === null ? walkTable(site, mail) : walkAgain(site, mail));
  const walked = { ...through, mail: keepHeader(through.mail) };
  const decision = post === null ? await decide(site, walked) : await resumePost(site, walked, post);
  if (decision.do === "accept") await warnWriter(site, walked.mail);
  else await conclude(site, walked.mail, decision);
}

async function decide(site: PipelineSite, { mail, decision: walked }: Walked): Promise<Decision> {
  const decision = await autoRespond(site, mail, walked);
  return decision.do === "accept" ? HANDLERS[mail.door].run(site, mail) : decision;
}

interface Loaded extends Start {
  readonly post: PostRow | null;
}

async function load(site: PipelineSite, row: InboxRow): Promise<Loaded | null> {
  const { list, raw, post } = await site.db.read(async (tx) => ({
    list: row.listId === null ? null : await listById(tx, row.listId),
    raw: await inboxMessage(tx, row.id),
    post: await postOfInbox(tx, row.id),
  }));
  if (list === null || raw === null || !isServed(row.door)) {
    await site.db.transact((tx) => setInboxAside(tx, row.id, "no-destination"));
    return null;
  }
  // What was accepted once needs nobody's approval when it is opened again.
  const approved = row.approved || post !== null;
  const arrival = {
    ...row,
    approved,
    judgedAt: row.approved || row.confirmed || row.judgedAgain ? site.clock.now() : row.receivedAt,
  };
  return {
    ...startFlight(site.keyring, arrival, { list: toList(list, site.texts), door: row.door, raw }),
    post,
  };
}

function isServed(door: DoorKind): door is ServedDoor {
  return Object.hasOwn(HANDLERS, door);
}
