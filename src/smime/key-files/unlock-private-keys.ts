/** Private keys to read mail with: every certificate of a key counts, and a key counts without one. */
import { createHash } from "node:crypto";
import { type Bytes, err, type Fingerprint, type ListSecret, type Result } from "#base";
import type { Certificate } from "../certificates/certificate.ts";
import { readKeyFile } from "./key-file.ts";
import { attemptAsync, refuse } from "../asn1/refusal.ts";
import { belongs, publicHalf, readable, type UnlockError } from "./unlock-secret.ts";

/**
 * Each private key of the file with each certificate in it and in `certificates`: one that was renewed has several.
 * Where there is none `certificates` is empty, and the fingerprint is the SHA-256 of the SubjectPublicKeyInfo.
 */
export async function unlockPrivateKeys(
  file: Bytes,
  passphrase: string | null,
  certificates: readonly Bytes[],
): Promise<Result<readonly ListSecret[], UnlockError>> {
  const read = await attemptAsync(async () => {
    const content = await readKeyFile(file, passphrase);
    if (typeof content === "string") return content;
    const known = readable([...content.certificates, ...certificates]);
    const secrets = content.keys.flatMap((secret) => secretsOf(secret, known));
    return secrets.length === 0 ? refuse(content.unread ?? "no-key") : secrets;
  });
  if (!read.ok) return read;
  return typeof read.value === "string" ? err(read.value) : { ok: true, value: read.value };
}

function secretsOf(secret: Bytes, known: readonly Certificate[]): readonly ListSecret[] {
  const publicKey = publicHalf(secret);
  const own = known.filter((certificate) => belongs(publicKey, certificate));
  const scheme = "smime";
  if (own.length > 0)
    return own.map(({ fingerprint, der }) => ({ scheme, fingerprint, secret, certificates: [der] }));
  const digest = createHash("sha256").update(publicKey).digest("hex");
  return [{ scheme, fingerprint: digest.toUpperCase() as Fingerprint, secret, certificates: [] }];
}
