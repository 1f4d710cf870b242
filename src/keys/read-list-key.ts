/** A list's private key from a file: armoured or binary OpenPGP, PEM, or PKCS#12 (RFC 7292). */
import {
  AppError,
  type Bytes,
  type EmailAddress,
  err,
  type KeyDescription,
  type ListSecret,
  ok,
  type Result,
  sameAddress,
  type WhyCode,
} from "#base";
import { openpgp, smime } from "./crypto-rooms.ts";
import { keyFileScheme } from "./key-file-scheme.ts";
import { keyUnusable, noKeyFile } from "./key-problem.ts";
import { type ListKeyMaterial, ownCertificate } from "./make-list-key.ts";

export interface ListKeyFile {
  readonly file: Bytes;
  /** null: none was given. */
  readonly passphrase: string | null;
  readonly address: EmailAddress;
  readonly at: Date;
}

export interface ReadListKey extends ListKeyMaterial {
  readonly description: KeyDescription;
  /** Members' programs look for the key by the list's address. */
  readonly carriesAddress: boolean;
}

/** Refuses what the list could not both open and sign with. */
export async function readListKey(request: ListKeyFile): Promise<Result<ReadListKey, AppError>> {
  const scheme = keyFileScheme(request.file);
  if (scheme === null) return err(noKeyFile());
  const crypto = await (scheme === "openpgp" ? openpgp() : smime());
  const secret = await crypto.unlockSecret(request.file, request.passphrase);
  if (!secret.ok) return err(cannotUnlock(secret.error));
  return described(secret.value, request);
}

async function described(secret: ListSecret, request: ListKeyFile): Promise<Result<ReadListKey, AppError>> {
  const publicKey =
    secret.scheme === "openpgp" ? await (await openpgp()).publicPart(secret) : ownCertificate(secret);
  const description =
    secret.scheme === "openpgp"
      ? await (await openpgp()).describeKey(publicKey, request.at)
      : (await smime()).describeCertificate(publicKey, request.at);
  if (!description.ok) return err(keyUnusable(description.error));
  const { cannotEncrypt, cannotSign, createdAt, expiresAt, addresses } = description.value;
  const why = cannotEncrypt ?? cannotSign;
  if (why !== null) return err(keyUnusable(why, secret.fingerprint));
  const carriesAddress = addresses.some((address) => sameAddress(address, request.address));
  return ok({ secret, publicKey, createdAt, expiresAt, description: description.value, carriesAddress });
}

function cannotUnlock(why: "wrong-passphrase" | "needs-passphrase" | WhyCode): AppError {
  if (why === "needs-passphrase") {
    return new AppError({
      code: "bad-input",
      publicText: "The private key is locked. Give its passphrase: --passphrase-file FILE",
    });
  }
  if (why === "wrong-passphrase") {
    return new AppError({ code: "bad-input", publicText: "The passphrase does not open this private key." });
  }
  if (why === "no-key") {
    return new AppError({
      code: "bad-data",
      publicText:
        "The file does not hold a private key together with its certificate. Put both into one PEM file, or give a PKCS#12 file.",
    });
  }
  if (why === "weak-algorithm") {
    return new AppError({
      code: "key-unusable",
      publicText:
        "The file is locked in a way that is no longer safe (RC2). Lock it anew: openssl pkcs12 -legacy -in OLD.p12 -out KEY.pem, and give KEY.pem.",
    });
  }
  return keyUnusable(why);
}
