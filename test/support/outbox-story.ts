/** A list with members, rows in the outbox, a relay that records, and the worker between them. */
import { asId, type Clock, type InboxId, latin1, type ListId, silentLogger, systemRandom, utf8 } from "#base";
import { createDelivery, type Delivery, type DeliveryOptions } from "#delivery";
import {
  type Database,
  insertOutbox,
  insertBody,
  type NewBody,
  type NewOutbox,
  outboxPage,
  type OutboxRow,
} from "#store";
import type { Sink } from "./smtp-sink.ts";
import { START } from "./stored.ts";

export class StoryClock implements Clock {
  #at = START.getTime();

  now(): Date {
    return new Date(this.#at);
  }

  pass(milliseconds: number): void {
    this.#at += milliseconds;
  }
}

let stories = 0;

export interface StoryRows {
  readonly count: number;
  readonly listId?: ListId | null;
  readonly body?: Partial<NewBody>;
  readonly row?: Partial<NewOutbox>;
}

/** A body and a row per member `m0@example.net` …, with a head each. */
export async function queueRows(db: Database, { count, listId, body, row }: StoryRows): Promise<void> {
  stories += 1;
  const story = stories;
  await db.transact(async (tx) => {
    const bodyId = await insertBody(tx, { ...BODY, listId: listId ?? null, ...body });
    const rows = Array.from({ length: count }, (_, nth) => ({
      ...ROW,
      bodyId,
      listId: listId ?? null,
      effect: `inbox:${asId<InboxId>(story)}:post:${nth}`,
      rcptTo: `m${nth}@example.net`,
      head: latin1(`head of ${nth} `),
      ...row,
    }));
    await insertOutbox(tx, rows);
  });
}

const BODY: NewBody = {
  postId: null,
  listId: null,
  inboxId: null,
  kind: "sealed",
  outer: utf8("To: team@example.org\r\n"),
  before: utf8("-----BEGIN-----\r\n"),
  shared: utf8("the shared octets"),
  after: utf8("-----END-----\r\n"),
  encoding: "base64",
  createdAt: START,
};

const ROW = {
  postId: null,
  memberId: null,
  sealedTo: null,
  returnPath: "team-bounces@example.org",
  domain: "example.net",
  memberFields: utf8("X-Member: one\r\n"),
  createdAt: START,
};

/** Runs the worker for the length of `story`. */
export async function withDelivery(
  db: Database,
  sink: Pick<Sink, "port">,
  story: (delivery: Delivery, clock: StoryClock) => Promise<void>,
  options: Partial<DeliveryOptions> = {},
): Promise<void> {
  const clock = new StoryClock();
  const retry = { firstPauseMs: 10, maxPauseMs: 20, commitMs: 10, ...options.retry };
  const delivery = createDelivery({
    db,
    relay: {
      protocol: "smtp",
      address: { kind: "tcp", host: "127.0.0.1", port: sink.port },
      hostname: "lists.example.org",
    },
    node: "story",
    clock,
    random: systemRandom,
    logger: silentLogger,
    connections: 4,
    ...options,
    retry,
  });
  await delivery.start();
  try {
    await story(delivery, clock);
  } finally {
    await delivery.stop(500);
  }
}

export async function rowsOf(db: Database): Promise<readonly OutboxRow[]> {
  return db.read((tx) => outboxPage(tx, { limit: 10_000 }));
}

/** How many rows are in each state. */
export async function statesOf(db: Database): Promise<Readonly<Record<string, number>>> {
  const rows = await rowsOf(db);
  const groups = Map.groupBy(rows, ({ state }) => state);
  return Object.fromEntries([...groups].map(([state, those]) => [state, those.length]));
}
