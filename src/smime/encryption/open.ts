/** Opens EnvelopedData and AuthEnvelopedData. Once a recipient matched, every failure is "cannot-open" (S11). */
import {
  type Bytes,
  type ListSecret,
  type OpenOutcome,
  type OpenRequest,
  type SessionKeys,
  systemRandom,
  type WhyCode,
} from "#base";
import { decryptContent } from "./content-cipher.ts";
import { type EnvelopedData, readEnvelopedData } from "./enveloped-data.ts";
import { matchRecipients, type MatchedRecipient } from "./recipient-info.ts";
import { attempt } from "../asn1/refusal.ts";

/**
 * Decrypts with the first of our keys that fits. `integrity` is false for EnvelopedData (S13);
 * signatures lie in the content, so none are reported here.
 */
export function open(request: OpenRequest): Promise<OpenOutcome> {
  const read = attempt(() => {
    const envelope = readEnvelopedData(request.ciphertext);
    return { envelope, matched: matchRecipients(envelope.recipientInfos, request.secrets) };
  });
  if (!read.ok) return Promise.resolve(failed(read.error));
  const { envelope, matched } = read.value;
  if (matched.recipients.length === 0) return Promise.resolve(failed(matched.why));
  return Promise.resolve(openWith(envelope, matched.recipients));
}

function openWith(envelope: EnvelopedData, matched: readonly MatchedRecipient[]): OpenOutcome {
  const attempts = matched.map((recipient) => takeKey(recipient, envelope.cipher.keyBytes));
  const sessionKeys = attempts.map(({ sessionKey }) => sessionKey);
  for (const { secret, sessionKey } of attempts) {
    const content = decryptContent(envelope.cipher, sessionKey, envelope);
    if (!content) continue;
    return {
      opened: true,
      content,
      cipher: envelope.cipher.name,
      sessionKeys,
      openedWith: secret.fingerprint,
      integrity: envelope.cipher.tagBytes > 0,
      signatures: [],
    };
  }
  return failed("cannot-open", sessionKeys);
}

interface Attempt {
  readonly secret: ListSecret;
  readonly sessionKey: Bytes;
}

/** A key that could not be taken out, or has the wrong length, is replaced by a random one and goes the same way. */
function takeKey(recipient: MatchedRecipient, length: number): Attempt {
  const substitute = systemRandom.bytes(length);
  const taken = recipient.take();
  return { secret: recipient.secret, sessionKey: taken?.length === length ? taken : substitute };
}

function failed(why: WhyCode, sessionKeys: SessionKeys = []): OpenOutcome {
  return { opened: false, why, sessionKeys };
}
