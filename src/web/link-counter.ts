/**
 * How often one link is looked at in a minute. Only links that are ours count, so that strangers fill nothing here and shut
 * out nobody; what else they send costs one HMAC.
 */
import { LIMITS, type MemberId } from "#base";

const MINUTE_MS = 60_000;

export class LinkCounter {
  #minute = 0;
  readonly #counts = new Map<MemberId, number>();

  mayLook(member: MemberId, at: Date): boolean {
    const minute = Math.floor(at.getTime() / MINUTE_MS);
    if (minute !== this.#minute) this.#counts.clear();
    this.#minute = minute;
    const count = (this.#counts.get(member) ?? 0) + 1;
    this.#counts.set(member, count);
    return count <= LIMITS.webLinkPerMinute;
  }
}
