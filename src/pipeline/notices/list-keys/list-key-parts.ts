/** The list's own keys as they go along with an answer. */
import type { Bytes, EmailAddress } from "#base";
import type { List } from "#lists";
import { composePart, encodeBase64Lines } from "#mime";
import type { KeyForm } from "#operations";
import { listCertificates, type ListKey, listKeys } from "#store";
import type { LookingSite } from "../../site.ts";

/** The keys in use, OpenPGP first. */
export async function activeListKeys(
  { db }: Pick<LookingSite, "db">,
  list: Pick<List, "id">,
): Promise<readonly ListKey[]> {
  const keys = await db.read((tx) => listKeys(tx, list.id));
  return keys.filter((key) => key.active).toSorted((a, b) => a.scheme.localeCompare(b.scheme));
}

/** In the form that somebody asked for: of certificates the whole chain. */
export async function keyPartsIn(
  { db }: Pick<LookingSite, "db">,
  keys: readonly ListKey[],
  form: KeyForm,
): Promise<readonly Bytes[]> {
  const wanted = keys.filter(({ scheme }) => (scheme === "openpgp") === (form === "openpgp"));
  if (form === "openpgp") return Promise.all(wanted.map(keyPart));
  const { armourCertificate, certsOnly } = await import("#smime");
  const parts: Bytes[] = [];
  for (const key of wanted) {
    const chain = await db.read((tx) => listCertificates(tx, key));
    if (form === "der") parts.push(...chain.map(derPart));
    if (form === "pkcs7") parts.push(binary(CERTS_ONLY, "list-certificate.p7c", certsOnly(chain)));
    if (form === "pem")
      parts.push(
        attachment("application/x-pem-file", "list-chain.pem", chain.map(armourCertificate).join("")),
      );
  }
  return parts;
}

const CERTS_ONLY = "application/pkcs7-mime; smime-type=certs-only";

/** RFC 2585 §4.1: one certificate per file. */
function derPart(certificate: Bytes, place: number): Bytes {
  const name = place === 0 ? "list-certificate.cer" : `list-authority-${place}.cer`;
  return binary("application/pkix-cert", name, certificate);
}

function binary(type: string, name: string, content: Bytes): Bytes {
  return composePart({
    fields: [
      ["Content-Type", `${type}; name="${name}"`],
      ["Content-Transfer-Encoding", "base64"],
      ["Content-Disposition", `attachment; filename="${name}"`],
    ],
    body: encodeBase64Lines(content),
  });
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
function attachment(type: string, name: string, text: string): Bytes {
  return composePart({
    fields: [
      ["Content-Type", `${type}; name="${name}"`],
      ["Content-Disposition", `attachment; filename="${name}"`],
    ],
    body: Buffer.from(text.replaceAll(/\r?\n/g, "\r\n"), "ascii"),
  });
}

/** What a program that trusts only authorities is to trust, DER; null: the list has no authority of its own. */
export async function listAuthority(
  { db }: Pick<LookingSite, "db">,
  address: EmailAddress,
  keys: readonly ListKey[],
): Promise<Bytes | null> {
  const own = keys.find(({ scheme }) => scheme === "smime");
  if (own === undefined) return null;
  const chain = await db.read((tx) => listCertificates(tx, own));
  return (await import("#smime")).listAuthorityOf(chain, address);
}

/** A file of its own: import dialogs take one certificate of a file. */
export async function authorityParts(authority: Bytes | null): Promise<readonly Bytes[]> {
  if (authority === null) return [];
  const { armourCertificate } = await import("#smime");
  return [attachment("application/x-x509-ca-cert", "list-authority.crt", armourCertificate(authority))];
}
