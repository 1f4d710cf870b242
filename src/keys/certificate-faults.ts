/** What is wrong with a certificate that a list was given, though the list can work with it: a sentence each. */
import type { Bytes, EmailAddress, ListSecret } from "#base";
import { whyText } from "#i18n";
import type { ChainFault } from "#smime";
import { smime } from "./crypto-rooms.ts";

interface Judged {
  readonly secret: ListSecret;
  readonly address: EmailAddress;
  readonly carriesAddress: boolean;
  readonly at: Date;
  /** Authorities that are trusted: DER. */
  readonly anchors: readonly Bytes[];
}

/** What people should know of a list's own key or certificate before they use it, a sentence each; empty: nothing. */
export async function certificateFaults(judged: Judged): Promise<readonly string[]> {
  const { secret, address, carriesAddress, at, anchors } = judged;
  const what = secret.scheme === "openpgp" ? "key" : "certificate";
  const missing = carriesAddress
    ? []
    : [`The ${what} does not carry ${address}: members' programs may not find it, and doubt what it signs.`];
  if (secret.scheme === "openpgp") return missing;
  const fault = (await smime()).judgeOwnChain(secret.certificates, at, anchors);
  return fault === null ? missing : [...missing, chainText(fault)];
}

function chainText(fault: ChainFault): string {
  switch (fault) {
    case "self-signed":
      return "The certificate signed itself: each member has to trust it by hand.";
    case "incomplete":
      return "The chain is not whole: put the certificates of the authorities above it, up to the root, into the file.";
    default:
      return `The chain is not valid: ${whyText(fault, "en")}. Ask the authority for another certificate.`;
  }
}
