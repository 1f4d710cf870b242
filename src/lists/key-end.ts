/** When a person's key ends, and whether another of theirs goes on in its place. */
import type { KeyDescription, Recipient, Scheme } from "#base";

export interface BoundKey {
  readonly scheme: Scheme;
  readonly description: Pick<KeyDescription, "expiresAt" | "revoked" | "cannotSign" | "fingerprint">;
  readonly recipient: Pick<Recipient, "usableUntil"> | null;
}

/** Of the whole key or of the part that mail is sealed to, whichever is first; null: for good. */
export function keyEnd({ description, recipient }: BoundKey): Date | null {
  const times = [description.expiresAt, recipient?.usableUntil ?? null].filter((one) => one !== null);
  return times.sort((a, b) => a.getTime() - b.getTime())[0] ?? null;
}

/** Those of a person's keys that no other of theirs goes on for. */
export function withoutSuccessor<Key extends BoundKey>(keys: readonly Key[]): readonly Key[] {
  const lasting = keys.filter(({ description }) => !description.revoked);
  return lasting.filter((key) => !lasting.some((other) => succeeds(other, key)));
}

/** It does all that the other does, and for longer. */
function succeeds(next: BoundKey, key: BoundKey): boolean {
  if (next === key || next.scheme !== key.scheme) return false;
  if (key.recipient !== null && next.recipient === null) return false;
  if (key.description.cannotSign === null && next.description.cannotSign !== null) return false;
  const [mine, its] = [keyEnd(key), keyEnd(next)];
  return mine !== null && (its === null || its > mine);
}
