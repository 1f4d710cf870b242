/** OpenPGP keys that a mail carries: attached (RFC 3156 §7), and in its Autocrypt field. */
import { addressKey, type Bytes, type EmailAddress, LIMITS, parseEmailAddress, view } from "#base";
import type { KeyFileAlong } from "#keys";
import { decodeBase64, decodeBody, type Entity, parseMessage } from "#mime";
import type { HeaderField, Opened } from "#protect";

const ATTACHED = "application/pgp-keys";

export function keyFilesAlong(
  { content, headers }: Pick<Opened, "content" | "headers">,
  from: EmailAddress,
): readonly KeyFileAlong[] {
  const field = autocryptKey(headers, from);
  const attached = attachedKeys(content).map((bytes): KeyFileAlong => ({ bytes, via: "attachment" }));
  return field === null ? attached : [...attached, { bytes: field, via: "autocrypt" }];
}

/** Large content is not taken apart for nothing. */
function attachedKeys(content: Bytes): readonly Bytes[] {
  if (!view(content).includes(ATTACHED)) return [];
  const entity = parseMessage(content);
  return entity.ok ? keysIn(entity.value).slice(0, LIMITS.keyFilesAlong) : [];
}

/** Not those in messages that are attached: they are somebody else's. */
function keysIn(entity: Entity): readonly Bytes[] {
  if (entity.contentType.type === "multipart") return entity.children.flatMap(keysIn);
  const isKey = entity.contentType.essence === ATTACHED && entity.body.length <= 2 * LIMITS.keyAlongBytes;
  return isKey ? [decodeBody(entity)] : [];
}

/** Autocrypt level 1: one field that counts, for the address in From; an attribute nobody knows makes it void. */
function autocryptKey(headers: readonly HeaderField[], from: EmailAddress): Bytes | null {
  const fields = headers.filter(({ name }) => name.toLowerCase() === "autocrypt");
  const [keydata, ...others] = fields.flatMap(({ value }) => keydataFor(value, from));
  return keydata === undefined || others.length > 0 ? null : keydata;
}

const KNOWN = new Set(["addr", "prefer-encrypt", "keydata"]);

function keydataFor(value: string, from: EmailAddress): readonly Bytes[] {
  const attributes = new Map<string, string>();
  for (const part of value.split(";")) {
    const [, name = "", text = ""] = /^\s*([^=\s]+)\s*=\s*(.*?)\s*$/s.exec(part) ?? [];
    if (name !== "" && !name.startsWith("_") && !KNOWN.has(name.toLowerCase())) return [];
    attributes.set(name.toLowerCase(), text);
  }
  const address = parseEmailAddress(attributes.get("addr") ?? "");
  const keydata = attributes.get("keydata") ?? "";
  if (!address.ok || addressKey(address.value) !== addressKey(from)) return [];
  if (keydata === "" || keydata.length > 2 * LIMITS.keyAlongBytes) return [];
  return [decodeBase64(Buffer.from(keydata.replaceAll(/\s+/g, ""), "latin1"))];
}
