/** The same key given again: what both copies say, judged anew. */
import { type Bytes, err, ok, type Result, type WhyCode } from "#base";
import { openpgp } from "./crypto-rooms.ts";
import type { PreparedKey } from "./prepare-member-key.ts";

/** A certificate is one signed thing: the same fingerprint means the same octets, nothing to merge. */
export async function mergeKey(
  known: Bytes,
  given: PreparedKey,
  at: Date,
): Promise<Result<PreparedKey, WhyCode>> {
  if (given.description.scheme === "smime") return ok(given);
  const merged = await (await openpgp()).mergeKeys(known, given.bytes);
  if (!merged.ok) return merged;
  const options = { pinned: given.pinned };
  const description = await (await openpgp()).describeKey(merged.value, at, options);
  if (!description.ok) return err(description.error);
  const recipient = await (await openpgp()).recipientOf(merged.value, at, options);
  return ok({
    ...given,
    bytes: merged.value,
    description: description.value,
    recipient: recipient.ok ? recipient.value : null,
  });
}
