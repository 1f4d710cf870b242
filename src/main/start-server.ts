/** The whole server over an open site: doors, inbox worker, outbox worker, scheduled work, control socket. */
import { createSecretKey } from "node:crypto";
import { hostname } from "node:os";
import { resolve } from "node:path";
import { type Bytes, OPERATOR, toHex } from "#base";
import { createDelivery, type Delivery, readReturnPathTag, returnPath } from "#delivery";
import { inboxReception, startControlServer } from "#listen";
import type { Reception } from "#wire";
import { OPERATIONS, tellMissed } from "#operations";
import {
  createKeyring,
  type InboxWorker,
  messageExplain,
  type PipelineSite,
  SECRET_NAMES,
  startErrands,
  type WokenLoop,
  startInboxWorker,
} from "#pipeline";
import { createCryptWork } from "#threads";
import { groupCommit, type Missed, seeNode, siteSecret, startNode, stopNode } from "#store";
import {
  fetchOverHttp,
  siteTasks,
  startTasks,
  takeTaskModels,
  type Tasks,
  watchCertificateFolder,
} from "#tasks";
import { certificateDirectory } from "./certificate-directory.ts";
import { every, type Repeated } from "./every.ts";
import { openListeners } from "./listeners.ts";
import type { OpenSite } from "./open-site.ts";
import { readTemplate } from "./read-template.ts";
import { relayOptions } from "./relay-options.ts";
import { leaveLinks, startWebDoor } from "./web-door.ts";

export interface Server {
  /** Resolves when what came in so far is decided, sealed and sent, or waits for a later try. */
  drain(): Promise<void>;
  /** Ends what is in hand; the rest goes on at the next start. */
  stop(): Promise<void>;
}

const HEARTBEAT_MS = 10_000;
const RELEASE_EVERY_MS = 60 * 1000;
const TEXTS_EVERY_MS = 60 * 1000;

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
  const node = await startedNode(site, parts);
  const work = await startWork(site, node, parts);
  await openDoors(site, work, parts);
  for (const repeated of startRepeated(site, node, work)) parts.defer(() => repeated.stop());
  return {
    drain: async () => {
      work.inbox.release();
      await work.inbox.drain();
      await work.errands.drain();
      await work.tasks.drain();
      await work.delivery.drain();
    },
    stop: () => parts.disposeAsync(),
  };
}

/** The name of this process among those that share the database. */
async function startedNode(
  { db, clock, random, folder, logger }: OpenSite,
  parts: AsyncDisposableStack,
): Promise<string> {
  const where = `${hostname()} ${folder}`;
  const name = `${where} ${toHex(random.bytes(8))}`;
  await db.transact((tx) => startNode(tx, { site: where, name, now: clock.now() }));
  parts.defer(() =>
    db.transact((tx) => stopNode(tx, name, clock.now())).catch(() => logger.warn("server.node-not-removed")),
  );
  return name;
}

interface Work {
  readonly delivery: Delivery;
  readonly inbox: InboxWorker;
  readonly errands: WokenLoop;
  readonly tasks: Tasks;
}

async function startWork(site: OpenSite, node: string, parts: AsyncDisposableStack): Promise<Work> {
  const { db, clock, random, logger, config, folder } = site;
  const relay = await relayOptions(folder, config);
  const { connections } = config.relay;
  const crypt = createCryptWork();
  parts.defer(() => crypt.close());
  let wakeErrands = (): void => {};
  const missed: Missed = async (tx, rows) => {
    if (await tellMissed(tx, rows, clock.now())) tx.onCommit(() => wakeErrands());
  };
  const sending = { relay, connections, missed, dkimDomain: config.dkim_domain.toLowerCase() };
  const delivery = createDelivery({ db, node, clock, random, logger, ...sending });
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
  const tasks = await startScheduled(site, pipeline, { node, parts });
  return { delivery, inbox, errands, tasks };
}

interface Running {
  readonly node: string;
  readonly parts: AsyncDisposableStack;
}

/** Tasks by their schedules, and the folder of certificates if there is one. */
async function startScheduled(
  site: OpenSite,
  pipeline: PipelineSite,
  { node, parts }: Running,
): Promise<Tasks> {
  const { db, clock, logger, config, folder } = site;
  const services = { db, clock, logger, node };
  const fetch = fetchOverHttp({ allowPrivate: config.fetch_private_addresses });
  if (config.task_models !== "") await takeTaskModels(services, resolve(folder, config.task_models));
  const tasks = await startTasks({
    ...services,
    tasks: siteTasks(pipeline, fetch, await certificateDirectory(folder, config)),
    schedules: config.tasks,
  });
  parts.defer(() => tasks.stop());
  if (config.x509_user_certs !== "") {
    const certificates = watchCertificateFolder(pipeline, resolve(folder, config.x509_user_certs));
    parts.defer(() => certificates.stop());
  }
  return tasks;
}

/** What others reach: mail comes in, and the operator's commands. */
async function openDoors(
  site: OpenSite,
  { inbox, delivery, errands, tasks }: Work,
  parts: AsyncDisposableStack,
): Promise<void> {
  const { db, clock, random, logger, config, folder } = site;
  const wakeInbox = (): void => inbox.wake();
  const commandAddresses = config.command_addresses;
  const services = { db, commits: groupCommit(db), clock, random, logger, commandAddresses, wake: wakeInbox };
  const reception = (trusted: boolean): Reception => inboxReception({ ...services, trusted });
  const listeners = await openListeners({ folder, config, reception, logger });
  parts.defer(async () => void (await Promise.all(listeners.map((listener) => listener.close()))));
  const wake = (): void => {
    inbox.release();
    errands.wake();
    tasks.wake();
    delivery.hurry();
  };
  const { controlSocket } = site.paths;
  const context = { ...site, actor: OPERATOR, wake };
  const web = await startWebDoor(site, wake);
  if (web !== null) parts.defer(() => web.close());
  const control = await startControlServer({
    path: controlSocket,
    operations: [...OPERATIONS, messageExplain],
    context,
  });
  parts.defer(() => control.close());
}

function startRepeated(site: OpenSite, node: string, { inbox, delivery }: Work): Repeated[] {
  const wake = (): void => {
    inbox.wake();
    delivery.wake();
  };
  return [startHeartbeat(site, node, wake), startReleasing(site, inbox), startRereading(site)];
}

async function pipelineSite(
  site: OpenSite,
  given: Pick<PipelineSite, "crypt" | "wakeDelivery" | "wakeErrands">,
): Promise<PipelineSite> {
  const { db, clock, random, logger, scenarios, dmarcPolicy, texts, language } = site;
  const { authorityFiles, config, checkMessage, authservId } = site;
  const secret = (name: string): Promise<Bytes> => db.transact((tx) => siteSecret(tx, name));
  const returnPaths = createSecretKey(await secret("return paths"));
  return {
    db,
    clock,
    random,
    logger,
    scenarios,
    dmarcPolicy,
    checkMessage,
    authservId,
    texts,
    language,
    ...given,
    keyring: createKeyring(db, await secret(SECRET_NAMES.marks), authorityFiles),
    authservIds: config.trusted_authserv_ids,
    template: (wanted) => readTemplate(resolve(site.folder, config.templates), wanted),
    imageKey: await secret(SECRET_NAMES.messageIds),
    leaveLink: (await leaveLinks(site))?.link,
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

/** What an operator words otherwise is said so from the next minute on. */
function startRereading({ texts, logger }: OpenSite): Repeated {
  return every(
    TEXTS_EVERY_MS,
    () => texts.refresh(),
    () => logger.warn("texts.not-read"),
  );
}

/** A key's validity begins by itself, and commands may have been run while no server was. */
function startReleasing({ logger }: OpenSite, inbox: InboxWorker): Repeated {
  const release = async (): Promise<void> => inbox.release();
  return every(RELEASE_EVERY_MS, release, () => logger.error("kept.not-released"));
}
