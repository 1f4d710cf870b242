/**
 * S1 asks for one key per list. A fingerprint tells keys apart, but not one key pair in two certificates:
 * mail sealed to one list would open at the other.
 */
import { type Bytes, type EmailAddress, equalBytes, type Scheme } from "#base";
import * as store from "#store";
import { openpgp, smime } from "./crypto-rooms.ts";
import type { ReadListKey } from "./read-list-key.ts";

/** Another list that decrypts with this key pair; null if none does. */
export async function listWithKeyPair(
  tx: store.Reader,
  key: ReadListKey,
  { except, at }: { readonly except: store.StoredList; readonly at: Date },
): Promise<EmailAddress | null> {
  const { scheme } = key.secret;
  const wanted = await encryptionKey(scheme, key.publicKey, at);
  if (wanted === null) return null;
  const others = (await store.allLists(tx)).filter(({ id }) => id !== except.id);
  for (const list of others) {
    const keys = await store.listKeys(tx, list.id);
    for (const other of keys.filter((one) => one.scheme === scheme)) {
      const present = await encryptionKey(scheme, other.publicKey, at);
      if (present !== null && equalBytes(present, wanted)) return list.address;
    }
  }
  return null;
}

/** SubjectPublicKeyInfo of what mail is sealed to. */
async function encryptionKey(scheme: Scheme, publicKey: Bytes, at: Date): Promise<Bytes | null> {
  const recipient =
    scheme === "openpgp"
      ? await (await openpgp()).recipientOf(publicKey, at)
      : (await smime()).recipientOf(publicKey, at);
  return recipient.ok ? recipient.value.publicKey : null;
}
