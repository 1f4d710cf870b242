/** The public half of a person's key, as those need it who write to them or read them. */
import { fromLatin1, type Recipient, type SignerKey, utf8 } from "#base";
import * as openpgp from "#openpgp";
import * as smime from "#smime";
import type { Person } from "../../src/main/demo/people.ts";

export async function publicKeyOf({ scheme, secret, publicFile }: Person): Promise<SignerKey> {
  const file = utf8(publicFile);
  const read = scheme === "openpgp" ? await openpgp.readKeys(file) : smime.readCertificates(file);
  const bytes = read.ok ? read.value[0] : undefined;
  if (bytes === undefined) throw new Error(`not a key: ${fromLatin1(file.subarray(0, 40))}`);
  return { scheme, fingerprint: secret.fingerprint, bytes, pinned: false };
}

export async function ownRecipient(person: Person): Promise<Recipient> {
  const { bytes } = await publicKeyOf(person);
  const at = new Date();
  const made =
    person.scheme === "openpgp" ? await openpgp.recipientOf(bytes, at) : smime.recipientOf(bytes, at);
  if (made.ok) return made.value;
  throw new Error(`nothing can be sealed to it: ${made.error}`);
}
