/**
 * Who wrote a post (S2, S3). Pure: from what opening found and from the keys bound on the list.
 * Sender, Reply-To, envelope and display names are not even parameters.
 */
import {
  addressKey,
  type Author,
  type EmailAddress,
  type MemberId,
  type Signature,
  type ValidSignature,
  type WhyCode,
} from "#base";
import type { Binding, FromView, Opened } from "./opened.ts";

export type JudgedAuthor = Author & {
  /** The member whose bound key signed, also where the From is not theirs; null if there is none or several. */
  readonly member: MemberId | null;
};

type Evidence = Pick<Opened, "from" | "signatures" | "openedWith" | "problems">;

interface Candidate {
  readonly signature: ValidSignature;
  readonly binding: Binding;
}

/** Decides about one post. The answer's `why` is the first rule of S2 and S3 that it breaks. */
export function judgeAuthor(opened: Evidence, bindings: readonly Binding[]): JudgedAuthor {
  const address = soleAddress(opened.from);
  const refuse = (why: WhyCode, member: MemberId | null = null): JudgedAuthor => ({
    authentic: false,
    address,
    why,
    member,
  });
  const bad = badSignature(opened.signatures, bindings);
  if (bad !== null) return refuse(bad);
  const candidates = candidatesOf(opened, bindings);
  const members = new Set(candidates.map((candidate) => candidate.binding.member));
  if (members.size > 1) return refuse("several-signers");
  const [first] = candidates;
  const member = first?.binding.member ?? null;
  const wrongFrom = whyFrom(opened.from);
  if (wrongFrom !== null) return refuse(wrongFrom, member);
  if (first === undefined || address === null) return refuse(whyNone(opened, bindings), member);
  const vouching = candidates.find((candidate) => whyAddress(candidate, address) === null);
  if (vouching === undefined) return refuse(whyAddress(first, address) ?? "address-not-in-key", member);
  return { authentic: true, address, signer: vouching.signature.signer, member };
}

function soleAddress(from: FromView): EmailAddress | null {
  return from.entries === 1 ? (from.addresses[0] ?? null) : null;
}

function whyFrom(from: FromView): WhyCode | null {
  if (from.entries === 0) return "no-from";
  if (from.entries > 1) return "several-from";
  if (from.addresses.length !== 1) return "no-from";
  return from.mismatch ? "from-mismatch" : null;
}

/**
 * S3: known key and wrong mathematics, or refused by policy, as a key that was revoked is: whoever has its secret may
 * have made this mail. An expired one was good in its time; it neither counts nor spoils. A signature over a part proves
 * nothing either way.
 */
function badSignature(signatures: readonly Signature[], bindings: readonly Binding[]): WhyCode | null {
  const bound = new Set(bindings.map((binding) => binding.fingerprint));
  for (const signature of signatures) {
    if (signature.verdict === "valid" || signature.covers !== "whole") continue;
    const known = signature.signer !== undefined && bound.has(signature.signer);
    if (known && SPOILING.has(signature.verdict)) return signature.why;
  }
  return null;
}

const SPOILING: ReadonlySet<Signature["verdict"]> = new Set(["invalid", "weak", "revoked"]);

function candidatesOf(opened: Evidence, bindings: readonly Binding[]): Candidate[] {
  return wholeValid(opened)
    .filter((signature) => isForUs(signature, opened))
    .flatMap((signature) =>
      bindings
        .filter((binding) => binding.fingerprint === signature.signer)
        .map((binding) => ({ signature, binding })),
    );
}

function wholeValid(opened: Evidence): ValidSignature[] {
  return opened.signatures.filter(
    (signature): signature is ValidSignature => signature.verdict === "valid" && signature.covers === "whole",
  );
}

/** RFC 9580 §5.2.3.36: a signature made for others was taken out of its envelope. */
function isForUs(signature: ValidSignature, opened: Evidence): boolean {
  if (signature.intendedRecipients.length === 0) return true;
  return signature.intendedRecipients.some((recipient) => opened.openedWith.includes(recipient));
}

function whyAddress(candidate: Candidate, address: EmailAddress): WhyCode | null {
  const { signature, binding } = candidate;
  if (!includesAddress([...signature.addresses, ...binding.confirmedAddresses], address)) {
    return "address-not-in-key";
  }
  return includesAddress(binding.memberAddresses, address) ? null : "address-not-members";
}

function includesAddress(addresses: readonly EmailAddress[], wanted: EmailAddress): boolean {
  const key = addressKey(wanted);
  return addresses.some((address) => addressKey(address) === key);
}

/** Why none of the signatures makes an author, the most telling reason first. */
function whyNone(opened: Evidence, bindings: readonly Binding[]): WhyCode {
  const valid = wholeValid(opened);
  const bound = new Set(bindings.map((binding) => binding.fingerprint));
  if (valid.some((signature) => bound.has(signature.signer))) return "intended-for-others";
  if (valid.length > 0) return "not-bound";
  for (const signature of opened.signatures) {
    if (signature.verdict !== "valid" && signature.covers === "whole") return signature.why;
  }
  const [part] = opened.signatures;
  if (part === undefined) return "no-signature";
  return part.verdict === "valid" ? whyOnlyPart(opened) : part.why;
}

/** What was added on the way, to what was signed once, is not the poster's doing. */
function whyOnlyPart({ problems, signatures }: Evidence): WhyCode {
  return signatures.length === 1 && problems.includes("changed-on-the-way")
    ? "changed-on-the-way"
    : "not-whole";
}
