/** Encrypted OpenPGP files that are attached to a mail: never opened, as no part is (S1), yet told. */
import type { Bytes } from "#base";
import { decodeBody, type Entity, parseMessage } from "#mime";
import * as openpgp from "#openpgp";
import type { LayerReport } from "./report/report.ts";

/** @param content the MIME entity inside all layers that were taken off */
export function sealedAttachments(content: Bytes): readonly LayerReport[] {
  const parsed = parseMessage(content);
  if (!parsed.ok) return [];
  return [...attachmentsOf(parsed.value)].flatMap((entity) => {
    const octets = decodeBody(entity);
    if (openpgp.kindOf(octets) !== "encrypted") return [];
    return {
      kind: "encrypted",
      scheme: "openpgp",
      opened: false,
      why: "not-whole",
      recipients: openpgp.recipientsNamed(octets),
    } as const;
  });
}

const TYPES = ["application/octet-stream", "application/pgp-encrypted", "application/pgp"];
const NAME = /\.(?:pgp|gpg|asc)$/i;

/** Parts that say they are files; those of PGP/MIME are layers of their own. */
function* attachmentsOf(entity: Entity): Generator<Entity> {
  const { essence, type, parameters } = entity.contentType;
  if (essence === "multipart/encrypted") return;
  if (entity.children.length === 0) {
    const isNamed = type !== "text" && NAME.test(parameters.get("name") ?? "");
    if (isNamed || TYPES.includes(essence)) yield entity;
  }
  for (const child of entity.children) yield* attachmentsOf(child);
}
