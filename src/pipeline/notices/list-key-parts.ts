/** The list's own keys as they go along with an answer. */
import { type Bytes } from "#base";
import type { List } from "#lists";
import { composePart } from "#mime";
import { type ListKey, listKeys } from "#store";
import type { LookingSite } from "../site.ts";

/** The keys in use, OpenPGP first. */
export async function activeListKeys(
  { db }: Pick<LookingSite, "db">,
  list: Pick<List, "id">,
): Promise<readonly ListKey[]> {
  const keys = await db.read((tx) => listKeys(tx, list.id));
  return keys.filter((key) => key.active).toSorted((a, b) => a.scheme.localeCompare(b.scheme));
}

/** RFC 3156 §7 for OpenPGP keys. */
export async function keyPart({ scheme, publicKey }: ListKey): Promise<Bytes> {
  if (scheme === "openpgp") {
    const { armourKey } = await import("#openpgp");
    return attachment("application/pgp-keys", "list-key.asc", armourKey(publicKey));
  }
  const { armourCertificate } = await import("#smime");
  return attachment("application/x-x509-user-cert", "list-certificate.crt", armourCertificate(publicKey));
}

/** @param text plain ASCII */
export function attachment(type: string, name: string, text: string): Bytes {
  return composePart({
    fields: [
      ["Content-Type", `${type}; name="${name}"`],
      ["Content-Disposition", `attachment; filename="${name}"`],
    ],
    body: Buffer.from(text.replaceAll(/\r?\n/g, "\r\n"), "ascii"),
  });
}
