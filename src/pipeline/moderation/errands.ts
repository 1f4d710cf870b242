/**
 * Writes the mail that people ordered: by a command, or by an answer to a notice. An order is there until its mail is in
 * the outbox, in one transaction; what cannot be written is tried again, a few times, and holds up no other. Then it waits
 * for an operator. Digests that were begun are written beside it.
 */
import { AppError, type ErrandId } from "#base";
import { readOrder } from "#operations";
import {
  errandOrder,
  type ErrandRow,
  finishErrand,
  listById,
  nextErrand,
  noteErrandTrouble,
  openDigests,
} from "#store";
import { composeErrand } from "./compose-errand.ts";
import { prepareNotice, queueNotice } from "../notices/send-notice.ts";
import { inLanguageOfOrder } from "../notices/in-their-language.ts";
import type { PipelineSite } from "../site.ts";
import { toList } from "../to-list.ts";
import { startLoop, type WokenLoop } from "../woken-loop.ts";

/** A digest that goes to many holds up nobody's answer. */
export function startErrands(site: PipelineSite): WokenLoop {
  const orders = startLoop((isStopped) => carryOutAll(site, isStopped));
  const digests = startLoop(() => sendAllDigests(site));
  const both = async (work: (loop: WokenLoop) => Promise<void>): Promise<void> => {
    await Promise.all([work(orders), work(digests)]);
  };
  return {
    wake() {
      orders.wake();
      digests.wake();
    },
    drain: () => both((loop) => loop.drain()),
    stop: () => both((loop) => loop.stop()),
  };
}

/** The room's composing is loaded with the first digest. */
async function sendAllDigests(site: PipelineSite): Promise<void> {
  try {
    if ((await site.db.read(openDigests)).length === 0) return;
    const { sendDigests } = await import("../digests/send-digests.ts");
    await sendDigests(site);
  } catch (thrown) {
    site.logger.error("digest.not-read", { code: AppError.fromUnknown(thrown).code });
  }
}

/** One order's trouble is not another's. */
async function carryOutAll(site: PipelineSite, isStopped: () => boolean): Promise<void> {
  let after: ErrandId | null = null;
  while (!isStopped()) {
    const errand = await next(site, after);
    if (errand === null) return;
    after = errand.id;
    await carryOut(site, errand).catch((thrown: unknown) => setBack(site, errand, thrown));
  }
}

/** Its tries are counted in the database: a new start gives no new ones. */
async function setBack(site: PipelineSite, { id, listId }: ErrandRow, thrown: unknown): Promise<void> {
  const { code } = AppError.fromUnknown(thrown);
  const facts = { errand: id, list: listId, code };
  try {
    const trouble = await site.db.transact((tx) => noteErrandTrouble(tx, id, code));
    if (trouble === null) return;
    const event = trouble.isAside ? "errand.set-aside" : "errand.not-done";
    site.logger.error(event, { ...facts, tries: trouble.tries });
  } catch {
    site.logger.error("errand.not-done", facts);
  }
}

async function next(site: PipelineSite, after: ErrandId | null): Promise<ErrandRow | null> {
  try {
    return await site.db.read((tx) => nextErrand(tx, after));
  } catch (thrown) {
    site.logger.error("errand.not-read", { code: AppError.fromUnknown(thrown).code });
    return null;
  }
}

async function carryOut(site: PipelineSite, errand: ErrandRow): Promise<void> {
  const stored = await site.db.read((tx) => listById(tx, errand.listId));
  const order = await site.db.read((tx) => errandOrder(tx, errand.id));
  if (order === null) return;
  const read = readOrder(order);
  const list = stored === null ? null : await inLanguageOfOrder(site, toList(stored, site.texts), read);
  const request = list === null ? null : await composeErrand(site, list, read);
  const notice =
    list === null || request === null
      ? null
      : await prepareNotice(site, list, { ...request, effect: `errand:${errand.id}` });
  await site.db.transact(async (tx) => {
    if (!(await finishErrand(tx, errand.id)) || notice === null || list === null) return;
    await queueNotice(tx, list, { ...notice, inboxId: null, at: site.clock.now() });
    tx.onCommit(() => site.wakeDelivery());
  });
}
