/** Secret keys as people have them, to read mail with: many in a file, parts kept off line, user ids missing. */
import { type Config, type PrivateKey, readPrivateKey, SecretKeyPacket } from "openpgp";
import { type Bytes, err, type ListSecret, ok, type Result, type WhyCode } from "#base";
import { KEY_FILE_CONFIG } from "./library-config.ts";
import { fingerprintOf } from "./parsed-key.ts";
import { isSecretKey, readKeys } from "./read-keys.ts";

type UnlockError = "wrong-passphrase" | "needs-passphrase" | WhyCode;

/**
 * Every secret key of a file (armoured or binary) of which some part could be unlocked. An error only if there is
 * none: the reason of the first one.
 */
export async function unlockSecrets(
  file: Bytes,
  passphrase: string | null,
): Promise<Result<readonly ListSecret[], UnlockError>> {
  const keys = await readKeys(file);
  if (!keys.ok) return keys;
  const read: Result<ListSecret, UnlockError>[] = [];
  for (const key of keys.value.filter(isSecretKey)) read.push(await unlock(key, passphrase));
  const secrets = read.flatMap((one) => (one.ok ? [one.value] : []));
  const [first] = read;
  if (secrets.length > 0) return ok(secrets);
  return first === undefined || first.ok ? err("secret-missing") : first;
}

async function unlock(binaryKey: Bytes, passphrase: string | null): Promise<Result<ListSecret, UnlockError>> {
  const key = await readPrivateKey({ binaryKey, config: KEY_FILE_CONFIG }).catch(() => null);
  if (key === null) return err("unsupported");
  const parts = secretParts(key);
  if (parts.length === 0) return err("secret-missing");
  const open = await Promise.all(parts.map((part) => isOpen(part, passphrase)));
  if (!open.includes(true)) return err(passphrase === null ? "needs-passphrase" : "wrong-passphrase");
  return ok({ scheme: "openpgp", fingerprint: fingerprintOf(key), secret: key.write(), certificates: [] });
}

/** Those that are there: the rest may be on a card or off line (gnu-dummy). */
function secretParts(key: PrivateKey): readonly SecretKeyPacket[] {
  return key
    .getKeys()
    .map(({ keyPacket }) => keyPacket)
    .filter((packet) => packet instanceof SecretKeyPacket)
    .filter((packet) => !packet.isMissingSecretKeyMaterial());
}

/** The library's types leave the second argument out, without which its defaults bound what a passphrase costs. */
interface Lockable {
  decrypt(passphrase: string, config: Config): Promise<void>;
}

async function isOpen(part: SecretKeyPacket, passphrase: string | null): Promise<boolean> {
  if (part.isDecrypted()) return true;
  if (passphrase === null) return false;
  const lockable: Lockable = part;
  return lockable.decrypt(passphrase, KEY_FILE_CONFIG).then(
    () => true,
    () => false,
  );
}
