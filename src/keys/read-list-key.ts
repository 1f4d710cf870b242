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
  utf8,
  type WhyCode,
} from "#base";
import type * as store from "#store";
import { certificateFaults } from "./certificate-faults.ts";
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
  /** Keys that wait for their certificate: PKCS#8, DER. */
  readonly waiting?: readonly Bytes[];
  /** What it is to do; "open": only what was sealed to it. Absent: both. */
  readonly use?: store.ListKeyUse | "open";
  /** Authorities that the list trusts, DER: their roots need not be in the file. */
  readonly anchors?: readonly Bytes[];
}

export interface ReadListKey extends ListKeyMaterial {
  readonly description: KeyDescription;
  /** Members' programs look for the key by the list's address. */
  readonly carriesAddress: boolean;
  /** What members' programs may find wrong with it, a sentence each. */
  readonly faults: readonly string[];
}

/** Refuses what the list could not open and sign with, as far as it is to. */
export async function readListKey(request: ListKeyFile): Promise<Result<ReadListKey, AppError>> {
  const scheme = keyFileScheme(request.file);
  if (scheme === null) return err(noKeyFile());
  const crypto = await (scheme === "openpgp" ? openpgp() : smime());
  const secret = await crypto.unlockSecret(request.file, request.passphrase);
  if (secret.ok) return described(secret.value, request);
  const joined = scheme === "smime" && secret.error === "no-key" ? await withWaitingKey(request) : null;
  return joined === null ? err(cannotUnlock(secret.error)) : described(joined, request);
}

/** A certificate that came alone, with the key that it was asked for. */
async function withWaitingKey({ file, waiting = [] }: ListKeyFile): Promise<ListSecret | null> {
  const { exportSecret, readCertificates, unlockSecret } = await smime();
  const read = readCertificates(file);
  if (!read.ok) return null;
  const [first] = read.value;
  for (const secret of first === undefined ? [] : waiting) {
    const fingerprint = "" as ListSecret["fingerprint"];
    const pem = exportSecret({ scheme: "smime", fingerprint, secret, certificates: read.value }, null);
    const joined = await unlockSecret(utf8(pem), null);
    if (joined.ok) return joined.value;
  }
  return null;
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
  const { use = "both", address, at, anchors = [] } = request;
  const why = (use === "sign" ? null : cannotEncrypt) ?? (use === "encrypt" ? null : cannotSign);
  if (why !== null && use !== "open") return err(keyUnusable(why, secret.fingerprint));
  const carriesAddress = addresses.some((one) => sameAddress(one, address));
  const faults = await certificateFaults({ secret, address, carriesAddress, at, anchors });
  const facts = { secret, publicKey, createdAt, expiresAt, revocation: null };
  return ok({ ...facts, description: description.value, carriesAddress, faults });
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
        "The file does not hold a private key together with its certificate. Put both into one PEM file, give both files, or a PKCS#12 file. A certificate alone is enough only for a key that was asked for here: conclave key csr",
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
