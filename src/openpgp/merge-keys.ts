/** Two copies of one key as one: user ids, subkeys, self-signatures and revocations of both (S9). */
import { type Bytes, err, ok, type Result, type WhyCode } from "#base";
import { KEY_FILE_CONFIG } from "./library-config.ts";
import { parseKey } from "./parsed-key.ts";

/** Nothing of `known` is lost; what is in `newer` but does not verify is left out. */
export async function mergeKeys(known: Bytes, newer: Bytes, at: Date): Promise<Result<Bytes, WhyCode>> {
  const [one, other] = [await parseKey(known), await parseKey(newer)];
  if (!one.ok) return one;
  if (!other.ok) return other;
  if (one.value.getFingerprint() !== other.value.getFingerprint()) return err("unknown-key");
  const merged = await one.value.update(other.value, at, KEY_FILE_CONFIG);
  return ok(merged.write());
}
