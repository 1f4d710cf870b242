/**
 * Paths of certificates after the sections of NIST's PKITS 4.8–4.13: policies and name constraints, each with the
 * verdict that RFC 5280 §6.1 gives with its default inputs.
 */
import type { Bytes, WhyCode } from "#base";
import { derNull, oid, sequence } from "../../src/smime/der.ts";
import { OID } from "../../src/smime/oids.ts";
import { type PathCase, ROOT, under } from "./path-cases.ts";
import {
  authority,
  directory,
  dns,
  inhibitAnyPolicy,
  ip,
  type Issued,
  mail,
  mappings,
  NAME_STRING,
  nameConstraints,
  otherName,
  person,
  policies,
  policyConstraints,
  uri,
  utf8Mail,
} from "./path-pki.ts";

type Extensions = Readonly<Record<string, Bytes | null>>;

const [P1, P2, P3] = [1, 2, 3].map((n) => `2.16.840.1.101.3.2.1.48.${n}`) as [string, string, string];
const ANY = OID.anyPolicy;
const explicit = policyConstraints(0);

/** Authorities from the top, the last entry is the person's. */
function chain(title: string, why: WhyCode | null, all: readonly Extensions[]): PathCase {
  return chainOf(
    title,
    why,
    all.map((extensions) => ({ extensions, self: false })),
  );
}

function chainOf(
  title: string,
  why: WhyCode | null,
  all: readonly { readonly extensions: Extensions; readonly self: boolean }[],
): PathCase {
  const certificates: Issued[] = [];
  let issuer = ROOT;
  for (const [place, { extensions, self }] of all.entries()) {
    const name = self ? issuer.name : `CN=CA ${place}`;
    const last = place === all.length - 1;
    issuer = last ? person(issuer, { extensions }) : authority(name, issuer, { extensions });
    certificates.unshift(issuer);
  }
  return { title, certificates, anchors: [ROOT], why };
}

const own = (extensions: Extensions = {}) => ({ extensions, self: false });
const self = (extensions: Extensions = {}) => ({ extensions, self: true });
const BAD = "chain-invalid";

function certificatePolicies(): PathCase[] {
  return [
    chain("no policies, none demanded", null, [{}, {}]),
    chain("unlike policies, none demanded", null, [policies(P1), policies(P2)]),
    chain("one policy all along", null, [{ ...explicit, ...policies(P1) }, policies(P1), policies(P1)]),
    chain("unlike policies, one demanded", BAD, [{ ...explicit, ...policies(P1) }, policies(P2)]),
    chain("a certificate between without policies", BAD, [
      { ...explicit, ...policies(P1) },
      {},
      policies(P1),
    ]),
    chain("a person without policies", BAD, [{ ...explicit, ...policies(P1) }, {}]),
    chain("one policy of two", null, [{ ...explicit, ...policies(P1, P2) }, policies(P2, P3), policies(P2)]),
    chain("each two share one, all share none", BAD, [
      { ...explicit, ...policies(P1, P2) },
      policies(P2, P3),
      policies(P3),
    ]),
    chain("anyPolicy above", null, [{ ...explicit, ...policies(ANY) }, policies(P1), policies(P1)]),
    chain("anyPolicy below", null, [{ ...explicit, ...policies(P1) }, policies(ANY), policies(P1)]),
    chain("anyPolicy below does not bring other policies", BAD, [
      { ...explicit, ...policies(P1) },
      policies(ANY),
      policies(P2),
    ]),
    chain("anyPolicy everywhere", null, [{ ...explicit, ...policies(ANY) }, policies(ANY), policies(ANY)]),
    chain("the same policy twice", BAD, [{ ...explicit, ...policies(P1) }, policies(P1, P1)]),
  ];
}

function explicitPolicy(): PathCase[] {
  const skip = (count: number) => [policyConstraints(count), {}, {}, {}, {}];
  return [
    chain("requireExplicitPolicy 10, four below", null, skip(10)),
    chain("requireExplicitPolicy 5, four below", null, skip(5)),
    chain("requireExplicitPolicy 4, four below", BAD, skip(4)),
    chain("requireExplicitPolicy 7, then 2 below", BAD, [policyConstraints(7), policyConstraints(2), {}, {}]),
    chain("requireExplicitPolicy of the person", BAD, [{}, policyConstraints(0)]),
    chain("requireExplicitPolicy of the person, who has one", null, [
      policies(P1),
      { ...policyConstraints(0), ...policies(P1) },
    ]),
    chainOf("requireExplicitPolicy 2, and a self-issued one", null, [
      own(policyConstraints(2)),
      self(),
      own(),
    ]),
    chainOf("requireExplicitPolicy 2, and another", BAD, [own(policyConstraints(2)), own(), own()]),
  ];
}

function policyMappings(): PathCase[] {
  const top = { ...explicit, ...policies(P1) };
  const maps = mappings([P1, P2]);
  return [
    chain("a mapped policy", null, [{ ...top, ...maps }, policies(P2)]),
    chain("a policy that was mapped away", BAD, [{ ...top, ...maps }, policies(P1)]),
    chain("mapped twice", null, [
      { ...top, ...maps },
      { ...policies(P2), ...mappings([P2, P3]) },
      policies(P3),
    ]),
    chain("mapped to two", null, [{ ...top, ...mappings([P1, P2], [P1, P3]) }, policies(P3)]),
    chain("mapped from anyPolicy's", null, [{ ...explicit, ...policies(ANY), ...maps }, policies(P2)]),
    chain("a mapping of anyPolicy", BAD, [{ ...top, ...mappings([ANY, P1]) }, policies(P1)]),
    chain("a mapping to anyPolicy", BAD, [{ ...top, ...mappings([P1, ANY]) }, policies(P1)]),
    chain("inhibitPolicyMapping 0 for those below", BAD, [
      { ...policyConstraints(0, 0), ...policies(P1) },
      { ...policies(P1), ...maps },
      policies(P2),
    ]),
    chain("inhibitPolicyMapping 1, mapped by the next", null, [
      { ...policyConstraints(0, 1), ...policies(P1) },
      { ...policies(P1), ...maps },
      policies(P2),
    ]),
    chain("inhibitPolicyMapping 1, mapped by the one after", BAD, [
      { ...policyConstraints(0, 1), ...policies(P1) },
      policies(P1),
      { ...policies(P1), ...maps },
      policies(P2),
    ]),
    chainOf("inhibitPolicyMapping 1, self-issued ones do not count", null, [
      own({ ...policyConstraints(0, 1), ...policies(P1) }),
      self(policies(P1)),
      own({ ...policies(P1), ...maps }),
      own(policies(P2)),
    ]),
  ];
}

function inhibited(): PathCase[] {
  const top = (count: number) => ({ ...explicit, ...policies(P1), ...inhibitAnyPolicy(count) });
  return [
    chain("inhibitAnyPolicy 0", BAD, [top(0), policies(ANY)]),
    chain("inhibitAnyPolicy 0 leaves named ones", null, [top(0), policies(ANY, P1)]),
    chain("inhibitAnyPolicy 1, one below", null, [top(1), policies(ANY), policies(P1)]),
    chain("inhibitAnyPolicy 1, two below", BAD, [top(1), policies(ANY), policies(ANY)]),
    chain("inhibitAnyPolicy 5, lowered to 0 below", BAD, [
      top(5),
      { ...policies(P1), ...inhibitAnyPolicy(0) },
      policies(ANY),
    ]),
    chainOf("inhibitAnyPolicy 0, a self-issued one may", null, [
      own(top(0)),
      self(policies(ANY)),
      own(policies(P1)),
    ]),
    chainOf("inhibitAnyPolicy 0, a self-issued one and the person", BAD, [
      own(top(0)),
      self(policies(ANY)),
      own(policies(ANY)),
    ]),
  ];
}

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
    under("constraints that are none", BAD, { ca: { extensions: { [OID.nameConstraints]: derNull } } }),
  ];
}

export function constrainedPathCases(): PathCase[] {
  return [
    ...certificatePolicies(),
    ...explicitPolicy(),
    ...policyMappings(),
    ...inhibited(),
    ...mailNames(),
    ...mailNamesInDisguise(),
    ...basesThatAreNone(),
    ...directoryNames(),
    ...otherNames(),
  ];
}
