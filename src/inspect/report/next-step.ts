/** What somebody can do about a mail that did not open or does not count. */
import type { Given } from "../keys/keyring.ts";
import { isTimeProblem, type Problem } from "./problems.ts";
import type { Report } from "./report.ts";

const STEPS: Partial<Record<Problem, string>> = {
  "no-signature": "Ask the sender to turn on “Sign” and to send it again.",
  "no-key":
    "Give the secret key that it is sealed to with --secret, or ask the sender to seal it to the right key.",
  "password-encrypted": "Ask the sender to seal it to a key. A password is never tried.",
  "cannot-open": "Ask the sender to send it again; it may have been damaged on the way.",
  "no-integrity": "Ask the sender for a newer mail program: this encryption can be changed on the way.",
  "not-whole": "Ask the sender to sign and seal the whole mail, not a part or an attachment.",
  "changed-on-the-way":
    "A list or a gateway added text to it; the sender did nothing wrong. Find the program that adds footers or banners, and exempt this mail from it.",
  "unknown-key": "Ask the sender for the key or certificate, check its fingerprint, and name it with --key.",
  "not-bound": "Ask the sender for the key or certificate, check its fingerprint, and name it with --key.",
  "bad-signature":
    "It was changed after it was signed, or is forged. Ask the sender about it in another way.",
  unsupported: "Ask the sender which program made it, and to choose a common format.",
  "weak-hash": "Ask the sender for a newer mail program, or to choose SHA-256.",
  "weak-key": "Ask the sender to make a new key.",
  "weak-algorithm": "Ask the sender to make a new key.",
  "key-expired": "Ask the sender for the renewed key. To judge as of an earlier day, add --at.",
  "key-revoked": "Ask the sender for the new key.",
  "key-not-yet-valid": "Look at the sender's clock, and at yours.",
  "chain-untrusted": "Name the authority's certificate with --ca, or the sender's own with --key.",
  "chain-expired":
    "Name the authority's renewed certificate with --ca. To judge as of an earlier day, add --at.",
  "chain-revoked": "Ask the sender for a certificate of another authority.",
  "revocation-unknown": "Ask the server's operator: conclave doctor says which answer is missing.",
  "chain-weak": "Ask the authority for a certificate that is made with SHA-256 and a longer key.",
  "chain-names": "Ask the authority that made the certificate: it may not do so for these names.",
  "chain-invalid": "Ask the authority that made the certificate.",
  "wrong-purpose": "Ask the sender for a certificate that is made for mail.",
  "intended-for-others":
    "Somebody may have taken it out of a mail to others. Ask the sender about it in another way.",
  malformed:
    "Save the whole mail again. If that does not help, ask the sender to send it again: it was cut off or damaged.",
  "missing-final-boundary": "Save the whole mail again: its end is missing.",
  "no-boundary-found": "Save the whole mail again: its parts are missing.",
  "signature-expired": "Ask the sender to sign it again. To judge as of an earlier day, add --at.",
  "several-signers": "Ask one of them to sign and send it alone.",
  "too-large": "Ask the sender to send it in smaller pieces.",
  "too-deep": "Ask the sender to send it without so many mails within mails.",
  "file-too-large": "Split an mbox into smaller files. A single mail of this size is not read.",
  "outlook-file": "Save the mail as .eml: new Outlook and Outlook on the web call it “Download”.",
  "packed-file": "Unpack it, and inspect the mails in it.",
  "utf16-file": "Save the mail again without changing its characters; an editor or PowerShell rewrote it.",
  "sealed-attachment": "Save the attachment, and inspect or open that file.",
  "no-from": "Ask the sender to write it with one address in From.",
  "several-from": "Ask the sender to write it with one address in From.",
  "from-mismatch": "The From outside was changed on the way, or is forged. Believe neither.",
  "address-not-in-key":
    "Ask the sender to write from an address of the key, or to add this address to the key.",
  "content-missing": "Inspect the whole mail, not the signature alone.",
  "no-message": "Save the whole mail with its header (“Save as”, “Show original”) and inspect that file.",
  "key-file": "Name it with --key or --secret, and inspect a mail.",
  "empty-file": "Save the mail again.",
  "cannot-be-read": "Look at its name and its permissions.",
  "not-a-file": "Name the files in it.",
  "key-cannot-sign": "Ask the sender to sign with a key that is made for it.",
  "too-old": "Sign it again and send it again. An old mail is judged as of its own day with --at.",
  "clock-ahead": "Set the clock of the sender's device, and send it again.",
  "no-signed-time": "Ask the sender for a mail program that signs the time, too.",
  internal: "Please report it, with the file if you can.",
};

/** As of a time that somebody named, their own clock says nothing. */
const AS_OF_THEN: Partial<Record<Problem, string>> = {
  "key-not-yet-valid": "Name a later time with --at, or look at the sender's clock.",
  "clock-ahead": "Name a later time with --at, or look at the sender's clock.",
};

/** null: all is well, or nothing can be done. What stayed closed comes before what is missing inside. */
export function nextStep({ author, layers, problems }: Report, { isNow }: Given): string | null {
  const held = problems.find(isTimeProblem);
  if (author.authentic && held === undefined) return null;
  // What was added on the way is why a signature covers a part only.
  const added = problems.filter((problem) => problem === "changed-on-the-way");
  const reasons = [...added, ...layers.map(({ why }) => why), author.why, ...problems];
  const first = reasons.find((why) => why !== null && why !== "no-message" && STEPS[why] !== undefined);
  const told = held ?? first ?? author.why;
  if (told === null) return null;
  return (isNow ? undefined : AS_OF_THEN[told]) ?? STEPS[told] ?? null;
}
