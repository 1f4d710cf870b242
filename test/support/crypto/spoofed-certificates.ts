/** Certificates of people, right and wrong ones, for mails that are to be Alice's. */
import { type Bytes, type ListSecret, utf8 } from "#base";
import { USAGE } from "../../../src/smime/certificates/build-certificate.ts";
import { fingerprintOf } from "../../../src/smime/certificates/certificate.ts";
import { der, sequence } from "../../../src/smime/asn1/der.ts";
import { OID } from "../../../src/smime/asn1/oids.ts";
import {
  authority,
  directory,
  dns,
  isAuthority,
  type Issued,
  mail,
  newKey,
  otherName,
  person,
  purposes,
  root,
  rsaKey,
  uri,
  usage,
  utf8Mail,
} from "./path-pki.ts";
import { SERVER_AUTH } from "./pki.ts";

/** The authority that is named. */
export const ROOT = root("CN=Root");

/** The key of this certificate; `beside` comes along. */
export function holder(issued: Issued, ...beside: readonly Issued[]): ListSecret {
  return {
    scheme: "smime",
    fingerprint: fingerprintOf(issued.der),
    secret: issued.key.privateKey.export({ format: "der", type: "pkcs8" }),
    certificates: [issued, ...beside].map((one) => one.der),
  };
}

const names = (...all: readonly Bytes[]) => ({ [OID.subjectAltName]: sequence(...all) });
const under = (extensions: Readonly<Record<string, Bytes | null>>, name?: string): Issued =>
  person(ROOT, { extensions }, name);

export const GOOD: readonly ListSecret[] = [
  holder(person(ROOT)),
  holder(under(names(mail("Alice@example.org"), mail("other@example.org")))),
  holder(under({ [OID.subjectAltName]: null }, "CN=Alice/E=alice@example.org")),
  holder(under(names(dns("example.org")), "E=alice@example.org")),
];

/** She is in none of these, however it looks. */
export const NOT_ALICE: Readonly<Record<string, Issued>> = {
  "another address": under(names(mail("mallory@example.org"))),
  "her address as the common name": under({ [OID.subjectAltName]: null }, "CN=alice@example.org"),
  "her address in the subject, beside another one": under(
    names(mail("mallory@example.org")),
    "E=alice@example.org",
  ),
  "two addresses in the subject": under(
    { [OID.subjectAltName]: null },
    "E=alice@example.org, mallory@example.org",
  ),
  "her address as a host": under(names(dns("alice@example.org"))),
  "her address as a link": under(names(uri("mailto:alice@example.org"))),
  "her address up to a NUL": under(names(mail("alice@example.org\0.mallory.example"))),
  "her address behind a NUL": under(names(mail("mallory@example.org\0alice@example.org"))),
  "her address in angle brackets": under(names(mail("Alice <alice@example.org>"))),
  "her address and another in one name": under(names(mail("alice@example.org,mallory@example.org"))),
  "her domain in other letters": under(names(utf8Mail("alice@ex\u0430mple.org"))),
  "her address with white space": under(names(mail(" alice@example.org"))),
  "her address with a dot behind it": under(names(mail("alice@example.org."))),
  "her name in quotes": under(names(mail('"alice"@example.org'))),
  "her name in other letters": under(names(utf8Mail("\u0430lice@example.org"))),
  "her address in UTF-8 up to a NUL": under(names(utf8Mail("alice@example.org\0.mallory.example"))),
  "her address as a name of a kind that nobody knows": under(
    names(otherName("1.2.3.4", der(0x0c, utf8("alice@example.org")))),
  ),
  "her address as the name of a directory": under(names(directory("E=alice@example.org"))),
  "her address in letters of 16 bits": under(
    names(otherName(OID.smtpUtf8Mailbox, der(0x1e, Buffer.from("alice@example.org", "utf16le").swap16()))),
  ),
};

const stranger = root("CN=Root");
const leaf = under(names(mail("mallory@example.org")));
const middle = authority("CN=Middle", ROOT, { extensions: { [OID.basicConstraints]: sequence() } });
const noSigner = authority("CN=Middle", ROOT, {
  extensions: { [OID.keyUsage]: usage(USAGE.digitalSignature) },
});
const short = authority("CN=Short", ROOT, { extensions: { [OID.basicConstraints]: isAuthority(0) } });
const below = authority("CN=Below", short);
/** With her address, and worth nothing under that authority. */
export const NO_SIGNER: Readonly<Record<string, ListSecret>> = {
  "made by herself": holder(root("CN=Alice", { extensions: names(mail("alice@example.org")) })),
  "of an authority with the same name": holder(person(stranger)),
  "of an authority with the same name, which comes along": holder(person(stranger), stranger),
  "that a person's certificate vouches for": holder(person(leaf), leaf),
  "of an authority that is none": holder(person(middle), middle),
  "of an authority that may not sign certificates": holder(person(noSigner), noSigner),
  "of one authority too many": holder(person(below), below, short),
  "for servers": holder(under({ [OID.extKeyUsage]: purposes(SERVER_AUTH) })),
  "for encryption": holder(under({ [OID.keyUsage]: usage(USAGE.keyEncipherment) })),
  "that has expired": holder(person(ROOT, { notAfter: "260201000000Z" })),
  "of next year": holder(person(ROOT, { notBefore: "270101000000Z" })),
  "with a critical extension that nobody knows": holder(under({ "critical:1.2.3.4": sequence() })),
};

const real = person(ROOT, { serial: "4711" });
const forged = person(stranger, { serial: "4711", key: newKey() });

/** One name and one number, and only one of them is Alice's. */
export const TWINS = {
  hers: real.der,
  real: [holder(real), holder(real, forged)],
  forged: [holder(forged), holder(forged, real), { ...holder(forged), certificates: [real.der] }],
} as const;

/** Her name, number and key in a certificate that Mallory made for herself. */
const ofRsa = person(ROOT, { serial: "4712", key: rsaKey(2048) });
const taken = person(stranger, {
  serial: "4712",
  key: ofRsa.key,
  extensions: names(mail("mallory@example.org")),
});
export const TAKEN = { certificates: [taken.der, ofRsa.der], real: holder(ofRsa) } as const;

const rubbish: Issued = { ...leaf, der: sequence(sequence()) };

/** What comes along changes nothing. */
export const LADEN = {
  mallory: holder(leaf, person(ROOT)),
  alice: [holder(person(ROOT), leaf), holder(person(ROOT), rubbish, leaf)],
} as const;

const MIDDLE = authority("CN=Middle", ROOT);
export const OVER_ANOTHER = holder(person(MIDDLE), MIDDLE);
