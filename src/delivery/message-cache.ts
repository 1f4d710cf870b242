/** The bodies being sent, each read once for all its members. Forgotten as soon as nothing is left to send. */
import type { BodyId } from "#base";
import type { Database } from "#store";
import { StoredMessage } from "./stored-message.ts";

const MAX_WEIGHT = 32 * 1024 * 1024;
/** So that many empty bodies are bounded too. */
const MIN_WEIGHT = 4096;

export class MessageCache {
  readonly #db: Database;
  /** Least recently used first. */
  readonly #messages = new Map<BodyId, Promise<StoredMessage | null>>();
  readonly #weights = new Map<BodyId, number>();

  constructor(db: Database) {
    this.#db = db;
  }

  /** null: the body was erased. */
  async get(id: BodyId): Promise<StoredMessage | null> {
    const message = this.#messages.get(id) ?? StoredMessage.load(this.#db, id);
    this.#messages.delete(id);
    this.#messages.set(id, message);
    try {
      const loaded = await message;
      if (this.#messages.has(id)) this.#weights.set(id, Math.max(MIN_WEIGHT, loaded?.weight ?? 0));
      this.#evict();
      return loaded;
    } catch (thrown) {
      this.#forget(id);
      throw thrown;
    }
  }

  clear(): void {
    this.#messages.clear();
    this.#weights.clear();
  }

  #evict(): void {
    let total = [...this.#weights.values()].reduce((sum, weight) => sum + weight, 0);
    for (const id of this.#messages.keys()) {
      if (total <= MAX_WEIGHT) return;
      total -= this.#weights.get(id) ?? 0;
      this.#forget(id);
    }
  }

  #forget(id: BodyId): void {
    this.#messages.delete(id);
    this.#weights.delete(id);
  }
}
