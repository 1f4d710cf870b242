/** A list's private key on its way out of the server: under a passphrase, for backup or a move. */
import { encryptKey } from "openpgp";
import type { ListSecret } from "#base";
import { LIBRARY_CONFIG } from "./library-config.ts";
import { libraryKey } from "./parsed-key.ts";

/** Armoured secret key, locked; `unlockSecret` reads it back, and so does gpg. */
export async function lockSecret(secret: ListSecret, passphrase: string): Promise<string> {
  const privateKey = await libraryKey(secret);
  const locked = await encryptKey({ privateKey, passphrase, config: LIBRARY_CONFIG });
  return locked.armor(LIBRARY_CONFIG);
}
