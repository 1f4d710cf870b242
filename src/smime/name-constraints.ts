/**
 * Name constraints of an authority (RFC 5280 §4.2.1.10) on the names of a certificate under it: mail
 * addresses and subjects. Names of other kinds say nothing about who wrote a mail.
 */
import { type GeneralName, type GeneralSubtree, Name, NameConstraints } from "@peculiar/asn1-x509";
import { AsnConvert } from "@peculiar/asn1-schema";
import { domainOf, type WhyCode } from "#base";
import { addressesOf } from "./certificate-addresses.ts";
import { type Certificate, parseAs } from "./certificate.ts";
import { OID } from "./oids.ts";

/** null: the authority may vouch for every address and subject of this certificate. */
export function whyNameExcluded(authority: Certificate, certificate: Certificate): WhyCode | null {
  const extension = authority.extensions.get(OID.nameConstraints);
  if (!extension) return null;
  const constraints = parseAs(extension.value, NameConstraints);
  const permitted = bases(constraints.permittedSubtrees);
  const excluded = bases(constraints.excludedSubtrees);
  const addresses = addressesOf(certificate).every((address) =>
    isAllowed(permitted, excluded, (base) => mailFits(base, address)),
  );
  const subject = [...parseAs(certificate.subject, Name)].map((rdn) => octets(rdn));
  const names = subject.length === 0 || isAllowed(permitted, excluded, (base) => subjectFits(base, subject));
  return addresses && names ? null : "chain-invalid";
}

function bases(subtrees: readonly GeneralSubtree[] | undefined): GeneralName[] {
  return (subtrees ?? []).map(({ base }) => base);
}

/** `fits` gives null for a base of another kind of name. */
function isAllowed(
  permitted: readonly GeneralName[],
  excluded: readonly GeneralName[],
  fits: (base: GeneralName) => boolean | null,
): boolean {
  const answers = permitted.map(fits).filter((answer) => answer !== null);
  if (answers.length > 0 && !answers.includes(true)) return false;
  return !excluded.some((base) => fits(base) === true);
}

/** A mailbox, a host, or a domain with a leading dot. */
function mailFits(base: GeneralName, address: ReturnType<typeof addressesOf>[number]): boolean | null {
  const constraint = base.rfc822Name?.toLowerCase();
  if (constraint === undefined) return null;
  if (constraint.includes("@")) return address.toLowerCase() === constraint;
  const domain = domainOf(address);
  return constraint.startsWith(".") ? domain.endsWith(constraint) : domain === constraint;
}

function subjectFits(base: GeneralName, subject: readonly string[]): boolean | null {
  if (!base.directoryName) return null;
  return [...base.directoryName].every((rdn, i) => octets(rdn) === subject[i]);
}

function octets(rdn: Name[number]): string {
  return Buffer.from(AsnConvert.serialize(rdn)).toString("hex");
}
