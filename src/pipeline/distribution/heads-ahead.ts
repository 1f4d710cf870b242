/**
 * Makes the heads of a profile's next members while those before them are stored and sent. Who gets a copy
 * is decided later, in the transaction that stores it; a head that was made for nobody is dropped.
 */
import { type Bytes, equalBytes, type MemberId, type PostId, type Profile, type Recipient } from "#base";
import { type DecodedKeys, planAhead } from "#store";
import type { ReadyBody } from "../compose/ready-body.ts";
import type { PipelineSite } from "../site.ts";

export interface AheadOf {
  readonly postId: PostId;
  readonly profile: Profile;
  readonly keys: DecodedKeys;
}

type Made = ReadonlyMap<string, { readonly recipient: Recipient; readonly head: Bytes }>;
const NONE: Made = new Map();

export class HeadsAhead {
  readonly #site: PipelineSite;
  readonly #of: AheadOf;
  readonly #body: Pick<ReadyBody, "headFor" | "sealed">;
  #made: Promise<Made> | null = null;
  #after: MemberId | null = null;

  constructor(site: PipelineSite, of: AheadOf, body: Pick<ReadyBody, "headFor" | "sealed">) {
    this.#site = site;
    this.#of = of;
    this.#body = body;
  }

  /** Heads for the next `limit` members; those of `then` more are begun. */
  async next(limit: number, then: number): Promise<(recipient: Recipient) => Bytes> {
    const made = await (this.#made ?? this.#make(limit));
    this.#made = this.#make(then);
    this.#made.catch(() => undefined);
    return (recipient) => {
      const kept = made.get(recipient.fingerprint);
      const fits = kept !== undefined && sameKey(kept.recipient, recipient);
      return fits ? kept.head : this.#body.headFor(recipient);
    };
  }

  async #make(limit: number): Promise<Made> {
    const { sealed } = this.#body;
    if (sealed === null) return NONE;
    const { db, clock, crypt } = this.#site;
    const { postId, profile, keys } = this.#of;
    const ask = { postId, profile: profile.key, now: clock.now(), limit, after: this.#after, keys };
    const members = await db.read((tx) => planAhead(tx, ask));
    this.#after = members.at(-1)?.memberId ?? this.#after;
    const recipients = members.map(({ recipient }) => recipient).filter((one) => one !== null);
    const [first] = recipients;
    if (first === undefined) return NONE;
    const heads = await crypt.heads(sealed, first.scheme, recipients);
    return new Map(
      recipients.map((recipient, nth) => [recipient.fingerprint, { recipient, head: heads[nth] as Bytes }]),
    );
  }
}

/** A bound key can change under its fingerprint: another subkey encrypts. */
function sameKey(a: Recipient, b: Recipient): boolean {
  if (a === b) return true;
  return equalBytes(a.locator, b.locator) && equalBytes(a.publicKey, b.publicKey);
}
