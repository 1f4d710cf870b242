/** The whole server over an open site: doors, inbox worker, outbox worker, erasing of what is over, control socket. */
import { createSecretKey } from "node:crypto";
import { hostname } from "node:os";
import { AppError, type Bytes, toHex } from "#base";
import { createDelivery, type Delivery, readReturnPathTag, returnPath } from "#delivery";
import { inboxReception, startControlServer } from "#listen";
import type { Reception } from "#wire";
import { OPERATIONS } from "#operations";
import {
  createKeyring,
  type Errands,
  type InboxWorker,
  messageExplain,
  type PipelineSite,
  SECRET_NAMES,
  sendOwnerSummaries,
  startErrands,
  startInboxWorker,
} from "#pipeline";
import { createCryptWork } from "#threads";
import { eraseExpired, groupCommit, seeNode, siteSecret, startNode } from "#store";
import { every, type Repeated } from "./every.ts";
import { openListeners } from "./listeners.ts";
import type { OpenSite } from "./open-site.ts";
import { relayOptions } from "./relay-options.ts";

export interface Server {
  /** Resolves when what came in so far is decided, sealed and sent, or waits for a later try. */
  drain(): Promise<void>;
  /** Ends what is in hand; the rest goes on at the next start. */
  stop(): Promise<void>;
}

const HEARTBEAT_MS = 10_000;
const ERASE_EVERY_MS = 60 * 60 * 1000;
const RELEASE_EVERY_MS = 60 * 1000;
const SUMMARIES_EVERY_MS = 60 * 60 * 1000;

/** What was started already ends again if the rest cannot be. */
export async function startServer(site: OpenSite): Promise<Server> {
  const parts = new AsyncDisposableStack();
  try {
    return await startParts(site, parts);
  } catch (thrown) {
    await parts.disposeAsync();
    throw thrown;
  }
}

/** @param parts ends them in the reverse order */
async function startParts(site: OpenSite, parts: AsyncDisposableStack): Promise<Server> {
  const node = await startedNode(site);
  const work = await startWork(site, node, parts);
  await openDoors(site, work, parts);
  for (const repeated of startRepeated(site, node, work)) parts.defer(() => repeated.stop());
  return {
    drain: async () => {
      work.inbox.release();
      await work.inbox.drain();
      await work.errands.drain();
      await work.delivery.drain();
    },
    stop: () => parts.disposeAsync(),
  };
}

/** The name of this process among those that share the database. */
async function startedNode({ db, clock, random, folder }: OpenSite): Promise<string> {
  const where = `${hostname()} ${folder}`;
  const name = `${where} ${toHex(random.bytes(8))}`;
  await db.transact((tx) => startNode(tx, { site: where, name, now: clock.now() }));
  return name;
}

interface Work {
  readonly delivery: Delivery;
  readonly inbox: InboxWorker;
  readonly errands: Errands;
  readonly pipeline: PipelineSite;
}

async function startWork(site: OpenSite, node: string, parts: AsyncDisposableStack): Promise<Work> {
  const { db, clock, random, logger, config, folder } = site;
  const relay = await relayOptions(folder, config);
  const { connections } = config.relay;
  const delivery = createDelivery({ db, relay, node, clock, random, logger, connections });
  const crypt = createCryptWork();
  parts.defer(() => crypt.close());
  let wakeErrands = (): void => {};
  const pipeline = await pipelineSite(site, {
    crypt,
    wakeDelivery: () => delivery.wake(),
    wakeErrands: () => wakeErrands(),
  });
  parts.defer(() => delivery.stop());
  const inbox = await startInboxWorker(pipeline, { node });
  parts.defer(() => inbox.stop());
  const errands = startErrands(pipeline);
  parts.defer(() => errands.stop());
  wakeErrands = () => errands.wake();
  await delivery.start();
  return { delivery, inbox, errands, pipeline };
}

/** What others reach: mail comes in, and the operator's commands. */
async function openDoors(
  site: OpenSite,
  { inbox, delivery, errands }: Work,
  parts: AsyncDisposableStack,
): Promise<void> {
  const { db, clock, random, logger, config, folder } = site;
  const wakeInbox = (): void => inbox.wake();
  const services = { db, commits: groupCommit(db), clock, random, logger, wake: wakeInbox };
  const reception = (trusted: boolean): Reception => inboxReception({ ...services, trusted });
  const listeners = await openListeners({ folder, config, reception, logger });
  parts.defer(async () => void (await Promise.all(listeners.map((listener) => listener.close()))));
  const wake = (): void => {
    inbox.release();
    errands.wake();
    delivery.hurry();
  };
  const { controlSocket } = site.paths;
  const context = { ...site, wake };
  const control = await startControlServer({
    path: controlSocket,
    operations: [...OPERATIONS, messageExplain],
    context,
  });
  parts.defer(() => control.close());
}

function startRepeated(site: OpenSite, node: string, { inbox, delivery, pipeline }: Work): Repeated[] {
  const wake = (): void => {
    inbox.wake();
    delivery.wake();
  };
  return [
    startHeartbeat(site, node, wake),
    startErasing(site),
    startSummaries(pipeline),
    startReleasing(site, inbox),
  ];
}

async function pipelineSite(
  site: OpenSite,
  given: Pick<PipelineSite, "crypt" | "wakeDelivery" | "wakeErrands">,
): Promise<PipelineSite> {
  const { db, clock, random, logger, config } = site;
  const secret = (name: string): Promise<Bytes> => db.transact((tx) => siteSecret(tx, name));
  const returnPaths = createSecretKey(await secret("return paths"));
  return {
    db,
    clock,
    random,
    logger,
    ...given,
    keyring: createKeyring(db, await secret(SECRET_NAMES.marks)),
    authservIds: config.trusted_authserv_ids,
    imageKey: await secret(SECRET_NAMES.messageIds),
    returnPath: ({ address }, member) =>
      returnPath({ list: address, member, at: clock.now(), secret: returnPaths }),
    bouncedMember: (list, tag) => readReturnPathTag({ list, tag, at: clock.now(), secret: returnPaths }),
  };
}

/** Other processes see that this one lives, and what the dead had claimed is free again. */
function startHeartbeat({ db, clock, logger }: OpenSite, node: string, wake: () => void): Repeated {
  const beat = async (): Promise<void> => {
    await db.transact((tx) => seeNode(tx, node, clock.now()));
    wake();
  };
  return every(HEARTBEAT_MS, beat, () => logger.warn("server.heartbeat-not-written"));
}

/** What the retention file says is over goes (S14). */
function startErasing({ db, clock, logger }: OpenSite): Repeated {
  const erase = async (): Promise<void> => void (await eraseExpired(db, clock.now()));
  return every(ERASE_EVERY_MS, erase, () => logger.error("server.expired-not-erased"));
}

/** A key's validity begins by itself, and commands may have been run while no server was. */
function startReleasing({ logger }: OpenSite, inbox: InboxWorker): Repeated {
  const release = async (): Promise<void> => inbox.release();
  return every(RELEASE_EVERY_MS, release, () => logger.error("kept.not-released"));
}

function startSummaries(pipeline: PipelineSite): Repeated {
  const failed = (thrown: unknown): void =>
    pipeline.logger.error("owners.not-told", { list: null, code: AppError.fromUnknown(thrown).code });
  return every(SUMMARIES_EVERY_MS, () => sendOwnerSummaries(pipeline), failed);
}
