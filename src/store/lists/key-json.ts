/** Recipients and key descriptions as JSON columns: octets as base64, times as ms. */
import { type KeyDescription, type RecipientFacts, type Recipient, view } from "#base";

export function encodeRecipient(recipient: Recipient): string {
  return JSON.stringify({
    ...recipient,
    publicKey: view(recipient.publicKey).toString("base64"),
    locator: view(recipient.locator).toString("base64"),
    kdf: view(recipient.kdf).toString("base64"),
    usableFrom: recipient.usableFrom.getTime(),
    usableUntil: recipient.usableUntil?.getTime() ?? null,
  });
}

type RecipientJson = Omit<
  Recipient,
  "aead" | "publicKey" | "locator" | "kdf" | "usableFrom" | "usableUntil"
> & {
  readonly publicKey: string;
  readonly locator: string;
  readonly kdf: string;
  readonly usableFrom: number;
  readonly usableUntil: number | null;
  /** Missing where nobody asked when the key was bound. */
  readonly aead?: Recipient["aead"];
};

export function decodeRecipient(text: string): Recipient {
  const json = JSON.parse(text) as RecipientJson;
  return {
    ...json,
    aead: json.aead ?? null,
    publicKey: Buffer.from(json.publicKey, "base64"),
    locator: Buffer.from(json.locator, "base64"),
    kdf: Buffer.from(json.kdf, "base64"),
    usableFrom: new Date(json.usableFrom),
    usableUntil: json.usableUntil === null ? null : new Date(json.usableUntil),
  };
}

function decodeFacts(text: string): RecipientFacts {
  const { scheme, fingerprint, aead, usableFrom, usableUntil } = JSON.parse(text) as RecipientJson;
  return {
    scheme,
    fingerprint,
    aead: aead ?? null,
    usableFrom: new Date(usableFrom),
    usableUntil: usableUntil === null ? null : new Date(usableUntil),
  };
}

interface DecodedFacts<R> {
  readonly recipient: R | null;
  readonly description: KeyDescription;
}

/** The two columns of a bound key as `keyUsability` asks for them. */
export function decodeKey(recipient: string | null, description: string): DecodedFacts<Recipient> {
  return {
    recipient: recipient === null ? null : decodeRecipient(recipient),
    description: decodeDescription(description),
  };
}

/** The same for who only plans: whether it can be used, not what it is. */
export function decodeKeyFacts(recipient: string | null, description: string): DecodedFacts<RecipientFacts> {
  return {
    recipient: recipient === null ? null : decodeFacts(recipient),
    description: decodeDescription(description),
  };
}

export function encodeDescription(description: KeyDescription): string {
  return JSON.stringify({
    ...description,
    createdAt: description.createdAt.getTime(),
    expiresAt: description.expiresAt?.getTime() ?? null,
  });
}

type DescriptionJson = Omit<KeyDescription, "createdAt" | "expiresAt"> & {
  readonly createdAt: number;
  readonly expiresAt: number | null;
};

export function decodeDescription(text: string): KeyDescription {
  const json = JSON.parse(text) as DescriptionJson;
  return {
    ...json,
    createdAt: new Date(json.createdAt),
    expiresAt: json.expiresAt === null ? null : new Date(json.expiresAt),
  };
}
