/** The door of the outbox worker: what main makes, starts, wakes and stops. */
import type { Clock, Logger, Random } from "#base";
import type { Database, Missed } from "#store";
import type { ConnectOptions } from "#wire";
import { OutboxWorker } from "./outbox-worker.ts";
import type { RetryPolicy } from "./retry-policy.ts";

export interface DeliveryOptions {
  readonly db: Database;
  readonly relay: ConnectOptions;
  /** The name of this process among those that share the database. */
  readonly node: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  /** Connections to the relay at most; default 20. */
  readonly connections?: number;
  readonly retry?: Partial<RetryPolicy>;
  /** Milliseconds after which an idle connection is closed; default 30 s. */
  readonly idleMs?: number;
  /** Whose keys sign mail of domains that have none; absent: nobody's. */
  readonly dkimDomain?: string;
  /** Whom to tell of copies that go to nobody, and come by no other way. */
  readonly missed?: Missed;
}

export interface Delivery {
  /** Frees what this node held when it died, and begins. */
  start(): Promise<void>;
  /** There may be new rows. */
  wake(): void;
  /** Somebody asks for it: an unreachable relay is tried now and not after its pause. */
  hurry(): void;
  /** Resolves when nothing is due and nothing is under way. */
  drain(): Promise<void>;
  /** Finishes the messages under way, within `graceMs`, and gives the other rows back. */
  stop(graceMs?: number): Promise<void>;
}

/** @throws AppError bad-config if the relay could never be used */
export function createDelivery(options: DeliveryOptions): Delivery {
  return new OutboxWorker(options);
}
