/**
 * Who joined since the look before. Whoever is seen late, for their transaction was still open while somebody after them
 * joined, counts when they are seen: those above a floor are known by name, and the floor follows a round later.
 */
import { type AddressKey, asId, type MemberId } from "#base";
import { membersAbove, newestMember, type Reader } from "#store";

/** Ids that may have been given out, and not be seen yet, when the first round begins. */
const BEFORE_FIRST = 1000;

export interface Joined {
  readonly addresses: ReadonlySet<AddressKey>;
  /** They count as seen from now on. */
  seen(): void;
}

export class Newcomers {
  #known: ReadonlySet<MemberId> = new Set();
  /** Who is not above it is not asked for. */
  #floor: MemberId | null = null;
  /** Where the floor of the next round is. */
  #next = asId<MemberId>(0);

  /** Another round: everything is looked at, whoever joined. A transaction may be open for one, and not longer. */
  async startRound(tx: Reader): Promise<Joined> {
    const newest = await newestMember(tx);
    const first = asId<MemberId>(Math.max(0, newest - BEFORE_FIRST));
    const floor = this.#floor === null ? first : this.#next;
    const members = await membersAbove(tx, floor);
    return {
      addresses: new Set(members.values()),
      seen: () => {
        this.#floor = floor;
        this.#next = newest;
        this.#known = new Set(members.keys());
      },
    };
  }

  async look(tx: Reader): Promise<Joined> {
    const members = await membersAbove(tx, this.#floor ?? asId<MemberId>(0));
    const addresses = [...members].flatMap(([id, address]) => (this.#known.has(id) ? [] : [address]));
    return {
      addresses: new Set(addresses),
      seen: () => {
        this.#known = new Set(members.keys());
      },
    };
  }
}
