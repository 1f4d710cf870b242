/** Opens EnvelopedData and AuthEnvelopedData. Once a recipient matched, every failure is "cannot-open" (S11). */
import { type Bytes, type OpenOutcome, type OpenRequest, systemRandom, type WhyCode } from "#base";
import { decryptContent } from "./content-cipher.ts";
import { type EnvelopedData, readEnvelopedData } from "./enveloped-data.ts";
import { matchRecipients, type MatchedRecipient } from "./recipient-info.ts";
import { attempt } from "./refusal.ts";

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
  let tried: Bytes | null = null;
  for (const recipient of matched) {
    const sessionKey = contentKey(recipient, envelope.cipher.keyBytes);
    const content = decryptContent(envelope.cipher, sessionKey, envelope);
    tried = sessionKey;
    if (!content) continue;
    return {
      opened: true,
      content,
      cipher: envelope.cipher.name,
      sessionKey,
      openedWith: recipient.secret.fingerprint,
      integrity: envelope.cipher.tagBytes > 0,
      signatures: [],
    };
  }
  return failed("cannot-open", tried);
}

/** A key that could not be taken out, or has the wrong length, is replaced by a random one and goes the same way. */
function contentKey(recipient: MatchedRecipient, length: number): Bytes {
  const substitute = systemRandom.bytes(length);
  const taken = recipient.take();
  return taken?.length === length ? taken : substitute;
}

function failed(why: WhyCode, sessionKey: Bytes | null = null): OpenOutcome {
  return { opened: false, why, sessionKey };
}
