/**
 * Writes the mail that people ordered: by a command, or by an answer to a notice. An order is there until its mail is in
 * the outbox, in one transaction; what cannot be written is tried again, a few times, and holds up no other. Then it waits
 * for an operator.
 */
import { AppError, type ErrandId } from "#base";
import { readOrder } from "#operations";
import { errandOrder, type ErrandRow, finishErrand, listById, nextErrand, noteErrandTrouble } from "#store";
import { composeErrand } from "./compose-errand.ts";
import { prepareNotice, queueNotice } from "../notices/send-notice.ts";
import { inLanguageOfOrder } from "../notices/in-their-language.ts";
import type { PipelineSite } from "../site.ts";
import { toList } from "../to-list.ts";

export interface Errands {
  /** There may be new orders. */
  wake(): void;
  /** Resolves when no order is left that could be carried out now. */
  drain(): Promise<void>;
  /** Ends with the order in hand. */
  stop(): Promise<void>;
}

const POLL_MS = 30_000;

export function startErrands(site: PipelineSite): Errands {
  const loop = new ErrandLoop(site);
  loop.wake();
  return loop;
}

class ErrandLoop implements Errands {
  readonly #site: PipelineSite;
  readonly #poll: NodeJS.Timeout;
  #running: Promise<void> | null = null;
  #again = false;
  #stopped = false;

  constructor(site: PipelineSite) {
    this.#site = site;
    this.#poll = setInterval(() => this.wake(), POLL_MS);
    this.#poll.unref();
  }

  wake(): void {
    this.#again = true;
    if (this.#running !== null || this.#stopped) return;
    this.#again = false;
    this.#running = this.#carryOutAll().finally(() => {
      this.#running = null;
      if (this.#again) this.wake();
    });
  }

  async drain(): Promise<void> {
    this.wake();
    while (this.#running !== null) await this.#running;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#poll);
    await this.#running;
  }

  /** One order's trouble is not another's. */
  async #carryOutAll(): Promise<void> {
    let after: ErrandId | null = null;
    while (!this.#stopped) {
      const errand = await next(this.#site, after);
      if (errand === null) return;
      after = errand.id;
      await carryOut(this.#site, errand).catch((thrown: unknown) => setBack(this.#site, errand, thrown));
    }
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
