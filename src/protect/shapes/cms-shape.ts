/** CMS in MIME (RFC 8551 §3.2), and the forms that gateways make of it. */
import { decodeBody, type Entity, parseMessage, readTnef } from "#mime";
import type { Bytes } from "#base";
import { kindOf } from "#smime";
import { cmsOctets } from "./cms-octets.ts";
import { isAmbiguous } from "./is-ambiguous.ts";
import { signedShape } from "./multipart-shape.ts";
import { PLAIN, type Shape } from "./shape.ts";

/** What it is, is asked of the DER; smime-type is only a hint that may be absent or wrong. */
export function cmsShape(entity: Entity): Shape {
  return derShape(cmsOctets(entity)) ?? brokenCms(entity);
}

/** null: it is no CMS. */
function derShape(der: Bytes): Shape | null {
  switch (kindOf(der)) {
    case "enveloped":
    case "auth-enveloped":
      return { kind: "encrypted", scheme: "smime", ciphertext: der, inline: null };
    case "signed":
      return { kind: "opaque", scheme: "smime", der };
    case "encrypted":
      return { kind: "broken", scheme: "smime", layer: "encrypted", why: "unsupported" };
    case "compressed":
      return { kind: "compressed", scheme: "smime", der };
    case "malformed":
      return null;
    case "certs-only":
    case "other":
      return PLAIN;
  }
}

function brokenCms(entity: Entity): Shape {
  const type = entity.contentType.parameters.get("smime-type")?.toLowerCase();
  const layer = type === "signed-data" ? "signed" : "encrypted";
  return { kind: "broken", scheme: "smime", layer, why: "malformed" };
}

/** QUIRK: gateways that do not know application/pkcs7-mime send it as octets under its usual file name. */
export function cmsFileShape(entity: Entity): Shape {
  const isTyped = entity.contentType.essence !== "application/octet-stream";
  return isTyped || fileName(entity) === "smime.p7m" ? cmsShape(entity) : PLAIN;
}

function fileName(entity: Entity): string | undefined {
  const disposition = entity.header.first("Content-Disposition")?.value ?? "";
  const name = entity.contentType.parameters.get("name") ?? /filename="?([^";]+)/i.exec(disposition)?.[1];
  return name?.trim().toLowerCase();
}

/**
 * QUIRK: Exchange wraps S/MIME in winmail.dat when it takes the reader for an Outlook. Of the message class
 * IPM.Note.SMIME the one attachment is the CMS; of IPM.Note.SMIME.MultipartSigned it is the whole multipart/signed. With
 * anything else to see it is a message with an attachment.
 */
export function tnefShape(entity: Entity): Shape {
  const tnef = readTnef(decodeBody(entity));
  const [only, ...others] = tnef?.attachments ?? [];
  if (only === undefined || others.length > 0) return PLAIN;
  const shape = wrappedShape(tnef?.messageClass.toLowerCase() ?? "", only);
  if (shape.kind === "plain" || tnef?.showsMore !== true) return shape;
  const layer = shape.kind === "encrypted" ? "encrypted" : "signed";
  return { kind: "broken", scheme: "smime", layer, why: "not-whole" };
}

function wrappedShape(messageClass: string, attachment: Bytes): Shape {
  switch (messageClass) {
    case "ipm.note.smime":
      return (
        derShape(attachment) ?? { kind: "broken", scheme: "smime", layer: "encrypted", why: "malformed" }
      );
    case "ipm.note.smime.multipartsigned":
      return wrappedMultipart(attachment);
    default:
      return PLAIN;
  }
}

function wrappedMultipart(octets: Bytes): Shape {
  const inside = parseMessage(octets);
  if (!inside.ok || inside.value.contentType.essence !== "multipart/signed") return PLAIN;
  return isAmbiguous(inside.value) ? PLAIN : signedShape(inside.value);
}
