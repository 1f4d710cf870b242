/** Paths with name constraints: of mail (RFC 5280 §4.2.1.10, RFC 9598 §6), of directory names, and of other kinds. */
import type { Bytes, WhyCode } from "#base";
import { derNull, oid, sequence } from "../../../src/smime/asn1/der.ts";
import { OID } from "../../../src/smime/asn1/oids.ts";
import { type PathCase, ROOT, under } from "./path-cases.ts";
import {
  authority,
  directory,
  dns,
  ip,
  mail,
  NAME_STRING,
  nameConstraints,
  otherName,
  person,
  uri,
  utf8Mail,
} from "./path-pki.ts";

const NO = "chain-names";

/** An authority with these constraints; the person with these names. */
function named(
  title: string,
  why: WhyCode | null,
  constraints: Readonly<Record<string, Bytes>>,
  san: readonly Bytes[] | null,
): PathCase {
  const extensions = { [OID.subjectAltName]: san && sequence(...san) };
  return under(title, why, { ca: { extensions: constraints }, leaf: { extensions } });
}

const alice = mail("alice@example.org");
const only = (...bases: readonly Bytes[]) => nameConstraints(bases);
const never = (...bases: readonly Bytes[]) => nameConstraints([], bases);

function mailNames(): PathCase[] {
  return [
    named("mail at the host", null, only(mail("example.org")), [alice]),
    named("mail at a host below", NO, only(mail("example.org")), [mail("a@mail.example.org")]),
    named("mail in the domain", null, only(mail(".example.org")), [mail("a@mail.example.org")]),
    named("mail at the domain's own name", NO, only(mail(".example.org")), [alice]),
    named("the mailbox", null, only(mail("alice@example.org")), [alice]),
    named("another mailbox", NO, only(mail("bob@example.org")), [alice]),
    named("one address of two", NO, only(mail("example.org")), [alice, mail("alice@example.com")]),
    named("either of two hosts", null, only(mail("example.com"), mail("example.org")), [alice]),
    named("a host in other letters", null, only(mail("EXAMPLE.org")), [mail("alice@Example.ORG")]),
    named("an excluded host", NO, never(mail("example.org")), [alice]),
    named("an excluded mailbox of another", null, never(mail("bob@example.org")), [alice]),
    named("permitted and excluded", NO, nameConstraints([mail("example.org")], [mail("alice@example.org")]), [
      alice,
    ]),
    named("what is no address", NO, only(mail("example.org")), [mail("alice")]),
    {
      ...named("SmtpUTF8Mailbox at the host", null, only(mail("example.org")), [
        utf8Mail("älice@example.org"),
      ]),
      openssl: { says: "nothing", because: "rules of RFC 9598 are newer than it" },
    },
    named("SmtpUTF8Mailbox elsewhere", NO, only(mail("example.com")), [utf8Mail("älice@example.org")]),
    named("SmtpUTF8Mailbox at an excluded host", NO, never(mail("example.org")), [utf8Mail("ä@example.org")]),
    named("a mailbox that is not ASCII permits no SmtpUTF8Mailbox", NO, only(mail("älice@example.org")), [
      utf8Mail("älice@example.org"),
    ]),
    namedSubject("the subject's address", null, only(mail("example.org")), "CN=Alice/E=alice@example.org"),
    namedSubject(
      "the subject's address elsewhere",
      NO,
      only(mail("example.com")),
      "CN=Alice/E=alice@example.org",
    ),
  ];
}

/** Mail that an authority may not vouch for, and names that pass it by if they are compared as they stand there. */
function mailNamesInDisguise(): PathCase[] {
  const boss = mail("boss@example.org");
  const label = mail("xn--bcher-kva.example");
  const newer = { says: "nothing", because: "rules of RFC 9598 are newer than it" } as const;
  const openssl = { says: "nothing", because: "it compares letters" } as const;
  return [
    named("an excluded mailbox", NO, never(boss), [boss]),
    { ...named("an excluded mailbox in quotes", NO, never(boss), [mail('"boss"@example.org')]), openssl },
    {
      ...named("an excluded mailbox with a backslash", NO, never(boss), [mail('"b\\oss"@example.org')]),
      openssl,
    },
    {
      ...named("an excluded mailbox without the base's quotes", NO, never(mail('"boss"@example.org')), [
        boss,
      ]),
      openssl,
    },
    {
      ...named("a mailbox in quotes permits no other", NO, only(mail('"boss"@example.org')), [alice]),
      openssl,
    },
    {
      ...named("an excluded mailbox as SmtpUTF8Mailbox", NO, never(boss), [utf8Mail("boss@example.org")]),
      openssl: newer,
    },
    {
      ...named("an excluded mailbox of ASCII, and one beyond", null, never(boss), [
        utf8Mail("böss@example.org"),
      ]),
      openssl: newer,
    },
    named("a permitted mailbox of ASCII, and one beyond", NO, only(boss), [utf8Mail("böss@example.org")]),
    named("an excluded host by its A-label", NO, never(label), [utf8Mail("ä@bücher.example")]),
    {
      ...named("an excluded SmtpUTF8Mailbox cannot be compared", NO, never(utf8Mail("ä@example.org")), [
        alice,
      ]),
      openssl,
    },
    {
      ...named("a permitted SmtpUTF8Mailbox cannot be compared", NO, only(utf8Mail("ä@example.org")), [
        utf8Mail("ä@example.org"),
      ]),
      openssl,
    },
    {
      ...named("a permitted SmtpUTF8Mailbox and another mailbox", NO, only(utf8Mail("ä@example.com")), [
        alice,
      ]),
      openssl,
    },
    { ...named("a SmtpUTF8Mailbox base that cannot be read", NO, never(brokenUtf8Mail), [alice]), openssl },
    { ...named("a SmtpUTF8Mailbox that cannot be read", NO, never(boss), [alice, brokenUtf8Mail]), openssl },
  ];
}

const brokenUtf8Mail = otherName(OID.smtpUtf8Mailbox, derNull);

/** What an authority may have meant is not guessed at: such a base permits nothing and excludes all of its kind. */
function basesThatAreNone(): PathCase[] {
  const openssl = {
    says: "nothing",
    because: "it takes what it does not understand for another name",
  } as const;
  const meaningless: readonly (readonly [Bytes, Bytes])[] = [
    ...[
      "@example.org",
      "<boss@example.org>",
      "boss@",
      "example.org.",
      "*.example.org",
      "bücher.example",
      ".",
    ].map((text) => [mail(text), alice] as const),
    ...["*.example.org", "example.org.", "bücher.example"].map(
      (text) => [dns(text), dns("mail.example.org")] as const,
    ),
    ...["", "example", "https://example.org/"].map(
      (text) => [uri(text), uri("https://example.org/")] as const,
    ),
    [ip("c0000200"), ip("c0000205")],
  ];
  return meaningless.flatMap(([base, name], i) => [
    { ...named(`base ${i} that is none excludes`, NO, never(base), [alice, name]), openssl },
    { ...named(`base ${i} that is none permits nothing`, NO, only(base), [alice, name]), openssl },
  ]);
}

/** A person without SAN. */
function namedSubject(
  title: string,
  why: WhyCode | null,
  constraints: Readonly<Record<string, Bytes>>,
  subject: string,
): PathCase {
  const ca = authority("CN=CA", ROOT, { extensions: constraints });
  const leaf = person(ca, { extensions: { [OID.subjectAltName]: null } }, subject);
  return { title, certificates: [leaf, ca], anchors: [ROOT], why };
}

function directoryNames(): PathCase[] {
  const base = directory("O=Example/OU=Team");
  const inside = "O=Example/OU=Team/CN=Alice";
  const team = authority("CN=CA", ROOT, { extensions: only(base) });
  const critical = { [OID.subjectAltName]: null, [`critical:${OID.subjectAltName}`]: sequence(alice) };
  const nameless = person(team, { extensions: critical }, "");
  return [
    namedSubject("a subject in the subtree", null, only(base), inside),
    namedSubject("a subject outside", NO, only(base), "O=Example/CN=Alice"),
    namedSubject("a subject in an excluded subtree", NO, never(base), inside),
    namedSubject("a subject beside an excluded one", null, never(base), "O=Example/CN=Alice"),
    namedSubject(
      "a subtree in another string type",
      null,
      only(directory("O=example/OU=TEAM", NAME_STRING.printable)),
      inside,
    ),
    named("a directory name in the SAN outside", NO, only(directory("CN=Alice")), [directory("CN=Bob")]),
    { title: "no subject at all", certificates: [nameless, team], anchors: [ROOT], why: null },
    narrowed("narrowed below", NO, "O=Example/OU=Team/CN=Alice"),
    narrowed("within the narrower one", null, "O=Example/OU=Team/OU=Inner/CN=Alice"),
    authorityBetween("an authority between in the subtree", null, "O=Example/CN=CA 2"),
    authorityBetween("an authority between outside", NO, "O=Elsewhere/CN=CA 2"),
    selfIssued("a self-issued authority need not fit", null, "O=Example/OU=Team/CN=Alice"),
    selfIssued("what a self-issued authority vouches for must", NO, "O=Elsewhere/CN=Alice"),
  ];
}

function narrowed(title: string, why: WhyCode | null, subject: string): PathCase {
  const wide = authority("CN=CA", ROOT, { extensions: only(directory("O=Example")) });
  const narrow = authority("O=Example/CN=CA", wide, {
    extensions: only(directory("O=Example/OU=Team/OU=Inner")),
  });
  const leaf = person(narrow, { extensions: { [OID.subjectAltName]: null } }, subject);
  return { title, certificates: [leaf, narrow, wide], anchors: [ROOT], why };
}

/** The names of authorities are held against constraints, too (RFC 5280 §6.1.3 b). */
function authorityBetween(title: string, why: WhyCode | null, name: string): PathCase {
  const first = authority("CN=CA", ROOT, { extensions: only(directory("O=Example")) });
  const second = authority(name, first);
  const leaf = person(second, { extensions: { [OID.subjectAltName]: null } }, "O=Example/CN=Alice");
  return { title, certificates: [leaf, second, first], anchors: [ROOT], why };
}

function selfIssued(title: string, why: WhyCode | null, subject: string): PathCase {
  const first = authority("CN=CA", ROOT, { extensions: only(directory("O=Example")) });
  const second = authority("CN=CA", first);
  const leaf = person(second, { extensions: { [OID.subjectAltName]: null } }, subject);
  return { title, certificates: [leaf, second, first], anchors: [ROOT], why };
}

function otherNames(): PathCase[] {
  const upn = (value: string) => otherName("1.3.6.1.4.1.311.20.2.3", oid(value));
  const network = ip("c0000200ffffff00");
  return [
    named("a DNS name below", null, only(dns("example.org")), [alice, dns("mail.example.org")]),
    named("a DNS name elsewhere", NO, only(dns("example.org")), [alice, dns("example.com")]),
    named("a DNS name that only ends alike", NO, only(dns("example.org")), [alice, dns("badexample.org")]),
    named("an excluded DNS name", NO, never(dns("example.org")), [alice, dns("mail.example.org")]),
    named("a URI in the domain", null, only(uri(".example.org")), [
      alice,
      uri("http://www.example.org/a?b@c"),
    ]),
    named("a URI at the domain's own name", NO, only(uri(".example.org")), [
      alice,
      uri("http://example.org/"),
    ]),
    {
      ...named("a URI with a password", null, only(uri("example.org")), [
        alice,
        uri("ftp://a:b@example.org:21/"),
      ]),
      openssl: { says: "refused", because: "it takes the user's name for the host" },
    },
    named("a URI without a host", NO, only(uri("example.org")), [alice, uri("mailto:alice@example.org")]),
    named("an excluded URI", NO, never(uri("example.org")), [alice, uri("https://example.org:443/")]),
    named("an IP address in the network", null, only(network), [alice, ip("c0000205")]),
    named("an IP address elsewhere", NO, only(network), [alice, ip("c0000305")]),
    named("an excluded IP address", NO, never(network), [alice, ip("c0000205")]),
    named("a name of a kind that cannot be compared", NO, only(upn("1.2.3")), [alice, upn("1.2.3")]),
    named("an excluded name of a kind that cannot be compared", NO, never(upn("1.2.3")), [
      alice,
      upn("1.2.4"),
    ]),
    named("what is no address, where hosts are excluded", NO, never(mail("example.org")), [mail("alice")]),
    named("a constraint on a kind of name that is not there", null, only(upn("1.2.3")), [alice]),
    named("names of unconstrained kinds", null, only(mail("example.org")), [alice, dns("example.com")]),
    under("constraints that are none", "chain-invalid", {
      ca: { extensions: { [OID.nameConstraints]: derNull } },
    }),
  ];
}

export function nameConstraintCases(): PathCase[] {
  return [
    ...mailNames(),
    ...mailNamesInDisguise(),
    ...basesThatAreNone(),
    ...directoryNames(),
    ...otherNames(),
  ];
}
