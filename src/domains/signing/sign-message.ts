/**
 * The fields that go in front of a message on its way out: a DKIM-Signature of each key of its domain, and an ARC set
 * where its list seals what came. Signatures cover the message as it is sent; nothing may change it afterwards.
 */
import { type Bytes, latin1 } from "#base";
import { type ArcWanted, arcSet } from "./arc-set.ts";
import { coveredFields, type RawField, splitFields } from "./header-fields.ts";
import { messageTags, signedField, type SigningKey } from "./signature-field.ts";

export interface MessageToSign {
  /** All header fields with their line ends, without the empty line; an octet a character. */
  readonly header: string;
  /** `RelaxedBodyHash` of what stands below. */
  readonly bodyHash: Bytes;
  readonly at: Date;
  /** null: not sealed. */
  readonly arc: ArcWanted | null;
}

/** The fields, newest first, each with its line end. @param keys at least one; ARC wants an RSA key among them */
export async function signMessage(keys: readonly SigningKey[], message: MessageToSign): Promise<Bytes> {
  const fields = splitFields(message.header);
  const signatures = await Promise.all(keys.map((key) => dkimSignature(key, fields, message)));
  const sealing = keys.find(({ algorithm }) => algorithm === "rsa");
  if (message.arc === null || sealing === undefined) return latin1(signatures.join(""));
  // What is sealed is the message as it leaves, with the signatures (RFC 8617 §5.1).
  const signed = [...splitFields(signatures.join("")), ...fields];
  const set = await arcSet(sealing, { ...message, ...message.arc, fields: signed });
  return latin1(`${set}${signatures.join("")}`);
}

async function dkimSignature(
  key: SigningKey,
  fields: readonly RawField[],
  { bodyHash, at }: MessageToSign,
): Promise<string> {
  const { names, canonical } = coveredFields(fields);
  const tags = [["v", "1"] as const, ...messageTags(key, { names, bodyHash, at })];
  return signedField(key, { name: "DKIM-Signature", tags, covers: canonical });
}
