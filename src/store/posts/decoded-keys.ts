/**
 * Keys of the members whose turn comes soon: their heads are made ahead of it, and they are asked for again when the
 * copies are stored. Who has the same key by then is not decoded again.
 */
import type { MemberId } from "#base";
import { decodeKey } from "../lists/key-json.ts";

/** The columns of a bound key. */
export interface KeyTexts {
  readonly recipient: string | null;
  readonly description: string;
}

interface Known extends KeyTexts {
  readonly key: ReturnType<typeof decodeKey>;
}

export class DecodedKeys {
  readonly #known = new Map<MemberId, Known>();

  decode(member: MemberId, { recipient, description }: KeyTexts): ReturnType<typeof decodeKey> {
    const known = this.#known.get(member);
    if (known?.recipient === recipient && known.description === description) return known.key;
    const key = decodeKey(recipient, description);
    this.#known.set(member, { recipient, description, key });
    return key;
  }

  /** Their turn has come. */
  forget(members: readonly MemberId[]): void {
    for (const member of members) this.#known.delete(member);
  }
}
