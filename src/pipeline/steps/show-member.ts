import type { Author } from "#base";
import { go, type InFlight, type StepResult } from "../in-flight.ts";

/**
 * `author_mismatch = show_member`: a member signed under a From that is not theirs. The post counts as
 * theirs and goes out under their own registered address, never under the From it came with (S2).
 */
export async function showMember(mail: InFlight): Promise<StepResult> {
  const { author, list, opened } = mail;
  const mismatch =
    !author.authentic && (author.why === "address-not-in-key" || author.why === "address-not-members");
  if (!mismatch || author.member === null || list.settings.author_mismatch !== "show_member") return go(mail);
  const binding = mail.bindings.find((one) => one.member === author.member);
  const signature = opened?.signatures.find(
    (one) => one.verdict === "valid" && one.signer === binding?.fingerprint,
  );
  const address = binding?.memberAddresses[0];
  if (binding === undefined || address === undefined || signature?.signer === undefined) return go(mail);
  const shown: Author = { authentic: true, address, signer: signature.signer };
  return go({ ...mail, author: { ...shown, member: author.member }, shownAs: address });
}
