/** The same key given again: what both copies say, judged anew. */
import { type Bytes, err, ok, type Result, type WhyCode } from "#base";
import * as openpgp from "#openpgp";
import type { PreparedKey } from "./prepare-member-key.ts";

/** A certificate is one signed thing: the same fingerprint means the same octets, nothing to merge. */
export async function mergeKey(
  known: Bytes,
  given: PreparedKey,
  at: Date,
): Promise<Result<PreparedKey, WhyCode>> {
  if (given.description.scheme === "smime") return ok(given);
  const merged = await openpgp.mergeKeys(known, given.bytes);
  if (!merged.ok) return merged;
  const options = { pinned: given.pinned };
  const description = await openpgp.describeKey(merged.value, at, options);
  if (!description.ok) return err(description.error);
  const recipient = await openpgp.recipientOf(merged.value, at, options);
  return ok({
    ...given,
    bytes: merged.value,
    description: description.value,
    recipient: recipient.ok ? recipient.value : null,
  });
}
