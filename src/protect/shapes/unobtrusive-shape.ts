/**
 * Signatures that do not get into the way (draft-ietf-mailmaint-unobtrusive-signatures): a message that is a
 * multipart/mixed of one part, whose header begins with Sig fields. What is signed is that part without them. Only a
 * whole message is read so: in a part, and beside a footer, the fields mean nothing.
 */
import { type Bytes, concatBytes, latin1, LIMITS } from "#base";
import { type Entity, type Field, toCrlf } from "#mime";
import { isAmbiguous } from "./is-ambiguous.ts";
import { PLAIN, type Shape } from "./shape.ts";

export function unobtrusiveShape(message: Entity): Shape {
  const [part, ...others] = message.children;
  const isWrapper = message.contentType.essence === "multipart/mixed" && others.length === 0;
  if (!isWrapper || part === undefined || isAmbiguous(message)) return PLAIN;
  const fields = leadingSigs(part);
  const signatures = fields.flatMap((field) => signatureIn(field.value) ?? []);
  if (signatures.length === 0 || signatures.length > LIMITS.signaturesPerMessage) return PLAIN;
  const from = fields.reduce((length, field) => length + field.raw.length, 0);
  const octets = [canonicalPart(part, from), toCrlf(part.raw.subarray(from))] as const;
  return {
    kind: "unobtrusive",
    scheme: "openpgp",
    octets,
    signatures: signatures.map(({ octets: own }) => own),
  };
}

/** A Sig field behind another field is a part of what is signed. */
function leadingSigs(part: Entity): readonly Field[] {
  const { fields } = part.header;
  const end = fields.findIndex((field) => field.name.toLowerCase() !== "sig");
  return end === -1 ? fields : fields.slice(0, end);
}

/** null: of a type that is not known here, to be ignored. `octets` null: OpenPGP, and not well formed. */
function signatureIn(value: string): { readonly octets: Bytes | null } | null {
  const tags = new Map<string, string>();
  for (const tag of value.split(";")) {
    const [, name = "", content = ""] = /^\s*([a-z]\w*)\s*=([^]*)$/i.exec(tag) ?? [];
    if (name === "") continue;
    // RFC 6376 §3.2: a list with a tag twice is not valid.
    if (tags.has(name)) return { octets: null };
    tags.set(name, content.replaceAll(/\s/g, ""));
  }
  if (tags.get("t") !== "p") return null;
  const digits = tags.get("b") ?? "";
  return { octets: /^[A-Za-z0-9+/]+={0,2}$/.test(digits) ? Buffer.from(digits, "base64") : null };
}

const LINE_END = latin1("\r\n");

/** Every line ends with CRLF, the last one too, and no empty lines follow it (as RFC 6376 §3.4.3 has it). */
function canonicalPart(part: Entity, from: number): Bytes {
  const bodyStart = part.raw.length - part.body.length;
  const header = toCrlf(part.raw.subarray(from, bodyStart));
  const body = toCrlf(part.body);
  let end = body.length;
  while (end > 0 && (body[end - 1] === 0x0a || body[end - 1] === 0x0d)) end -= 1;
  return concatBytes(header, body.subarray(0, end), end > 0 ? LINE_END : new Uint8Array(0));
}
