/** Who lives through the week: people with their addresses, their mail programs and, some of them, keys. */
import { type Bytes, type EmailAddress, type Scheme, systemRandom, utf8 } from "#base";
import * as openpgp from "#openpgp";
import * as smime from "#smime";
import type { Correspondent } from "../support/programs/correspondents.ts";
import { fileInput } from "../support/server.ts";

export const VILLAGE = "village@lists.example.org" as EmailAddress;
export const COUNCIL = "council@lists.example.org" as EmailAddress;

export interface Person {
  /** How the diary calls them. */
  readonly name: string;
  /** As in From. */
  readonly fullName: string;
  readonly address: EmailAddress;
}

function person(name: string, fullName: string, domain: string): Person {
  const localPart = name.normalize("NFD").replaceAll(/\P{ASCII}/gu, "");
  return { name, fullName, address: `${localPart.toLowerCase()}@${domain}` as EmailAddress };
}

export const OLGA = person("Olga", "Olga Owner", "example.org");
export const ANNA = person("Anna", "Anna Miller", "example.com");
export const JORG = person("Jörg", "Jörg Groß", "example.de");
export const YUKI = person("Yuki", "雪子", "example.jp");
export const MARIE = person("Marie", "Marie Lefèvre", "example.fr");
export const DORA = person("Dora", "Dora Day", "example.net");
export const PAUL = person("Paul", "Paul Gone", "example.net");
export const SVEN = person("Sven", "Sven Svensson", "example.net");
export const ALICE = person("Alice", "Alice Archer", "example.net");
export const BOB = person("Bob", "Bob Baker", "example.net");
export const CAROL = person("Carol", "Carol Carter", "example.net");
export const ERIK = person("Erik", "Erik Ek", "example.net");
export const EVE = person("Eve", "Eve's Fine Wines", "shop.example");

/** In the order in which the diary names them. */
export const CAST = [OLGA, ANNA, JORG, YUKI, MARIE, DORA, PAUL, SVEN, ALICE, BOB, CAROL, ERIK, EVE] as const;

const BORN = new Date("2026-01-01T00:00:00Z");

/** Somebody with a key or certificate that is good until then. */
export async function keyOf(
  { address, fullName }: Person,
  scheme: Scheme,
  expiresAt = new Date("2028-01-01T00:00:00Z"),
): Promise<Correspondent> {
  const member = 0 as Correspondent["member"];
  if (scheme === "openpgp") {
    const { secret, publicKey } = await openpgp.generateListKey({ address, at: BORN, expiresAt });
    return { member, address, secret, publicKey };
  }
  const input = { address, commonName: fullName, at: BORN, expiresAt, random: systemRandom };
  const { secret } = await smime.generateListKey(input);
  return { member, address, secret, publicKey: secret.certificates[0] ?? new Uint8Array(0) };
}

/** As operations take a key file. */
export function keyFile({
  secret,
  publicKey,
}: {
  readonly secret: { readonly scheme: Scheme };
  readonly publicKey: Bytes;
}) {
  const text =
    secret.scheme === "openpgp" ? openpgp.armourKey(publicKey) : smime.armourCertificate(publicKey);
  return { file: fileInput(utf8(text)) };
}
