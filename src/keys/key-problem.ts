/** Refusals about keys, in words for the person who gave the file. */
import { AppError, type Fingerprint, type KeyDescription, type WhyCode } from "#base";
import { whyText } from "#i18n";

export function keyUnusable(why: WhyCode, fingerprint: Fingerprint | null = null): AppError {
  const which = fingerprint === null ? "This key cannot be used" : `The key ${fingerprint} cannot be used`;
  return new AppError({ code: "key-unusable", publicText: `${which}: ${whyText(why, "en")}.${advice(why)}` });
}

export function noKeyFile(): AppError {
  return new AppError({
    code: "bad-data",
    publicText:
      "This is neither an OpenPGP key nor a certificate. Export the key from your program again and give that file.",
  });
}

export function privateKeyGiven(): AppError {
  return new AppError({
    code: "not-allowed",
    publicText:
      "This file holds a member's private key. It stays with the member: export the public key or the certificate and give that.",
  });
}

/** One line per key of a file, for a person who has to choose. */
export function chooseOne(keys: readonly KeyDescription[]): AppError {
  const lines = keys.map(({ fingerprint, names }) => `  ${fingerprint}  ${names[0] ?? "(no name)"}`);
  return new AppError({
    code: "bad-input",
    publicText: [`The file holds ${keys.length} keys. Say which one with --fingerprint:`, ...lines].join(
      "\n",
    ),
  });
}

function advice(why: WhyCode): string {
  switch (why) {
    case "key-expired":
      return " Extend it, export it again and give the new file.";
    case "key-revoked":
      return " Ask for the new one.";
    case "weak-key":
    case "weak-algorithm":
      return " Make a new key: RSA with 3072 bits, or an elliptic curve.";
    case "weak-hash":
      return " Renew the key's own signature, or name the key with --fingerprint if you compared it.";
    case "key-not-yet-valid":
      return " The clock of the device that made it is ahead, or ours is behind. Try again later.";
    case "key-cannot-encrypt":
      return " Export the key with its encryption subkey.";
    case "wrong-purpose":
      return " Ask the authority for a certificate for e-mail (emailProtection).";
    default:
      return "";
  }
}
