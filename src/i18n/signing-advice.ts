/** What helps who signed with a key or certificate that does not count. */
import type { TextKey } from "./catalogues.ts";

const NEXT: Readonly<Record<string, TextKey>> = {
  "key-expired": "sign-do-expired",
  "key-revoked": "sign-do-revoked",
  "chain-untrusted": "sign-do-untrusted",
  "chain-expired": "sign-do-untrusted",
  "chain-revoked": "sign-do-untrusted",
  "wrong-purpose": "sign-do-purpose",
};

/**
 * The key of a sentence that names the address of the owners.
 *
 * @param why of a signature that does not count, a WhyCode
 * @returns null: no other key is needed than the one that the owners know
 */
export function signingAdvice(why: string | number | undefined): TextKey | null {
  return NEXT[String(why)] ?? null;
}
