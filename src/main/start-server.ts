/** The whole server over an open site: doors, inbox worker, outbox worker, erasing of what is over, control socket. */
import { createSecretKey } from "node:crypto";
import { hostname } from "node:os";
import { AppError, type Bytes, toHex } from "#base";
import { createDelivery, readReturnPathTag, returnPath } from "#delivery";
import { inboxReception, startControlServer } from "#listen";
import { OPERATIONS } from "#operations";
import { createKeyring, type PipelineSite, sendOwnerSummaries, startInboxWorker } from "#pipeline";
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
  const { db, clock, random, logger, config, folder } = site;
  const where = `${hostname()} ${folder}`;
  const node = `${where} ${toHex(random.bytes(8))}`;
  await db.transact((tx) => startNode(tx, { site: where, name: node, now: clock.now() }));
  const delivery = createDelivery({
    db,
    relay: await relayOptions(folder, config),
    node,
    clock,
    random,
    logger,
    connections: config.relay.connections,
  });
  const crypt = createCryptWork();
  parts.defer(() => crypt.close());
  const pipeline = await pipelineSite(site, { crypt, wakeDelivery: () => delivery.wake() });
  parts.defer(() => delivery.stop());
  const inbox = await startInboxWorker(pipeline, { node });
  parts.defer(() => inbox.stop());
  await delivery.start();
  const wakeInbox = (): void => inbox.wake();
  const reception = inboxReception({ db, commits: groupCommit(db), clock, random, logger, wake: wakeInbox });
  const listeners = await openListeners({ folder, config, reception, logger });
  parts.defer(async () => void (await Promise.all(listeners.map((listener) => listener.close()))));
  const wake = (): void => {
    inbox.wake();
    delivery.wake();
  };
  const hurry = (): void => {
    inbox.wake();
    delivery.hurry();
  };
  const control = await startControlServer({
    path: site.paths.controlSocket,
    operations: OPERATIONS,
    context: { ...site, wake: hurry },
  });
  parts.defer(() => control.close());
  const heart = startHeartbeat(site, node, wake);
  parts.defer(() => heart.stop());
  const erasing = startErasing(site);
  parts.defer(() => erasing.stop());
  const summaries = startSummaries(pipeline);
  parts.defer(() => summaries.stop());
  return {
    drain: async () => {
      await inbox.drain();
      await delivery.drain();
    },
    stop: () => parts.disposeAsync(),
  };
}

async function pipelineSite(
  site: OpenSite,
  given: Pick<PipelineSite, "crypt" | "wakeDelivery">,
): Promise<PipelineSite> {
  const { db, clock, random, logger } = site;
  const secret = (name: string): Promise<Bytes> => db.transact((tx) => siteSecret(tx, name));
  const returnPaths = createSecretKey(await secret("return paths"));
  return {
    db,
    clock,
    random,
    logger,
    ...given,
    keyring: createKeyring(db, await secret("session marks")),
    imageKey: await secret("message ids"),
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

function startSummaries(pipeline: PipelineSite): Repeated {
  const failed = (thrown: unknown): void =>
    pipeline.logger.error("owners.not-told", { list: null, code: AppError.fromUnknown(thrown).code });
  return every(SUMMARIES_EVERY_MS, () => sendOwnerSummaries(pipeline), failed);
}
