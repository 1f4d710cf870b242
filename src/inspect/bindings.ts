/** Whose keys these are, when nobody but the keys themselves says so (S2, S3). */
import { addressKey, asId, type EmailAddress, type Fingerprint, type MemberId } from "#base";
import type { Binding } from "#protect";

export interface AddressedKey {
  readonly fingerprint: Fingerprint;
  readonly addresses: readonly EmailAddress[];
}

/** Keys that share an address are one person's; each key is bound to the addresses in it and to no other. */
export function bindingsOf(keys: readonly AddressedKey[]): readonly Binding[] {
  const people = new People();
  for (const key of keys) people.add(key);
  return keys.map(({ fingerprint, addresses }) => ({
    member: people.memberOf(fingerprint),
    fingerprint,
    memberAddresses: addresses,
    confirmedAddresses: [],
  }));
}

/** Sets of keys and addresses that hang together. */
class People {
  /** From each name to another one of the same person; the last one stands for all. */
  readonly #next = new Map<string, string>();
  readonly #members = new Map<string, MemberId>();

  add({ fingerprint, addresses }: AddressedKey): void {
    for (const address of addresses) {
      const [one, other] = [this.#last(fingerprint), this.#last(addressKey(address))];
      if (one !== other) this.#next.set(other, one);
    }
  }

  memberOf(fingerprint: Fingerprint): MemberId {
    const name = this.#last(fingerprint);
    const member = this.#members.get(name) ?? asId<MemberId>(this.#members.size + 1);
    this.#members.set(name, member);
    return member;
  }

  #last(name: string): string {
    let last = name;
    for (let next = this.#next.get(last); next !== undefined; next = this.#next.get(last)) last = next;
    return last;
  }
}
