import { type Bytes, type Fingerprint, LIMITS, type Signature, type SignerLookup, type WhyCode } from "#base";
import { ANY_KIND, readArmour } from "../packets/armour.ts";
import { isCleartext, readCleartext } from "./cleartext.ts";
import { judgeSignatures } from "./judge-signatures.ts";
import { readSignedContent } from "./signed-content.ts";
import { verifyDetached } from "./verify-detached.ts";

export interface InlineRequest {
  /** The text with its armour; only white space may stand outside of it. */
  readonly text: Bytes;
  readonly at: Date;
  readonly signers: SignerLookup;
  readonly openedWith?: readonly Fingerprint[];
}

export type InlineOutcome =
  | { readonly content: Bytes; readonly signatures: readonly Signature[] }
  | { readonly content: null; readonly why: WhyCode };

const MESSAGE_KINDS: ReadonlySet<string> = new Set(["PGP MESSAGE", ANY_KIND]);

/**
 * Inline PGP that is signed and not encrypted: the cleartext framework, or an armoured signed message.
 * `content` is the signed text and nothing else.
 */
export async function verifyInline(request: InlineRequest): Promise<InlineOutcome> {
  if (isCleartext(request.text)) return verifyCleartext(request);
  const blocks = readArmour(request.text);
  const [block] = blocks.ok ? blocks.value : [];
  if (block === undefined || !MESSAGE_KINDS.has(block.kind)) return refused("malformed");
  if (isSurrounded(request.text, block)) return refused("changed-on-the-way");
  return verifySignedMessage(block.bytes, request);
}

function refused(why: WhyCode): InlineOutcome {
  return { content: null, why };
}

async function verifyCleartext(request: InlineRequest): Promise<InlineOutcome> {
  const cleartext = readCleartext(request.text);
  if (!cleartext.ok) return refused(cleartext.error);
  const { content, signature } = cleartext.value;
  const signatures = await verifyDetached({ ...request, content, signature });
  return { content, signatures };
}

function isSurrounded(text: Bytes, block: { readonly start: number; readonly end: number }): boolean {
  const outside = [text.subarray(0, block.start), text.subarray(block.end)];
  return outside.some((part) => Buffer.from(part).toString("latin1").trim() !== "");
}

async function verifySignedMessage(binary: Bytes, request: InlineRequest): Promise<InlineOutcome> {
  if (binary.length > LIMITS.messageBytes) return refused("too-large");
  const signed = await readSignedContent(binary);
  if (signed === null) return refused("malformed");
  const { content, signatures } = signed;
  const { at, signers, openedWith } = request;
  return { content, signatures: await judgeSignatures({ content, signatures, at, signers, openedWith }) };
}
