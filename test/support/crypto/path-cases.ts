/**
 * Paths of certificates that are right or wrong in one place, after the sections of NIST's PKITS 4.1–4.7: signatures,
 * dates, names, key roll-over, basic constraints, key usage. Each with the verdict that RFC 5280 §6.1 gives.
 */
import { generateKeyPairSync, sign } from "node:crypto";
import type { Bytes, WhyCode } from "#base";
import { USAGE } from "../../../src/smime/certificates/build-certificate.ts";
import { der, derNull, oid, sequence, smallInteger } from "../../../src/smime/asn1/der.ts";
import { OID } from "../../../src/smime/asn1/oids.ts";
import {
  authority,
  directory,
  isAuthority,
  type Issued,
  NAME_STRING,
  nameOf,
  newKey,
  type PathSpec,
  person,
  purposes,
  root,
  rsaKey,
  rsaSha256,
  type SignatureForm,
  tampered,
  usage,
} from "./path-pki.ts";

export interface PathCase {
  readonly title: string;
  /** The person's certificate, then what comes along. */
  readonly certificates: readonly Issued[];
  readonly anchors: readonly Issued[];
  readonly why: WhyCode | null;
  /** Where openssl 3.0 says otherwise, or cannot be asked: why. */
  readonly openssl?: OtherOpinion;
}

export interface OtherOpinion {
  /** nothing: not to be asked. */
  readonly says: "valid" | "refused" | "nothing";
  readonly because: string;
}

export const ROOT: Issued = root("CN=Root");

/** Under one authority between the root and the person. */
export function under(
  title: string,
  why: WhyCode | null,
  spec: { readonly ca?: PathSpec; readonly leaf?: PathSpec; readonly root?: Issued },
): PathCase {
  const anchor = spec.root ?? ROOT;
  const ca = authority("CN=CA", anchor, spec.ca);
  return { title, certificates: [person(ca, spec.leaf), ca], anchors: [anchor], why };
}

const ed25519: SignatureForm = {
  algorithm: sequence(oid(OID.ed25519)),
  sign: (tbs, key) => sign(null, tbs, key),
};
const mlDsa44: SignatureForm = { ...ed25519, algorithm: sequence(oid(OID.mlDsa44)) };
const rsaSha1: SignatureForm = {
  algorithm: sequence(oid("1.2.840.113549.1.1.5"), derNull),
  sign: (tbs, key) => sign("sha1", tbs, key),
};
const pssParameters = (): Bytes => {
  const sha256 = sequence(oid(OID.sha256), derNull);
  const mask = sequence(oid(OID.mgf1), sha256);
  return sequence(der(0xa0, sha256), der(0xa1, mask), der(0xa2, smallInteger(32)));
};
const rsaPss: SignatureForm = {
  algorithm: sequence(oid(OID.rsassaPss), pssParameters()),
  sign: (tbs, key) => sign("sha256", tbs, { key, padding: 6, saltLength: 32 }),
};
const lying: SignatureForm = { algorithm: rsaSha256.algorithm, sign: (tbs, key) => sign("sha256", tbs, key) };

function signatures(): PathCase[] {
  const ca = authority("CN=CA", ROOT);
  const good = person(ca);
  const badCa = tampered(authority("CN=CA", ROOT, { key: ca.key }));
  const strong = rsaKey(2048);
  return [
    { title: "a chain as it should be", certificates: [good, ca], anchors: [ROOT], why: null },
    {
      title: "a wrong signature of the root",
      certificates: [good, badCa],
      anchors: [ROOT],
      why: "chain-untrusted",
    },
    {
      title: "a wrong signature of the authority",
      certificates: [tampered(good), ca],
      anchors: [ROOT],
      why: "chain-untrusted",
    },
    under("RSA with SHA-256", null, { ca: { key: strong }, leaf: { signature: rsaSha256 } }),
    under("RSA-PSS", null, { ca: { key: strong }, leaf: { signature: rsaPss } }),
    under("P-384", null, { ca: { key: newKey("P-384") } }),
    under("Ed25519", null, {
      ca: { key: generateKeyPairSync("ed25519") },
      leaf: { signature: ed25519 },
    }),
    {
      ...under("ML-DSA-44", null, {
        ca: { key: generateKeyPairSync("ml-dsa-44") },
        leaf: { signature: mlDsa44 },
      }),
      openssl: { says: "refused", because: "3.0 does not know ML-DSA" },
    },
    under("RSA with SHA-1", "chain-weak", { ca: { key: strong }, leaf: { signature: rsaSha1 } }),
    under("RSA of 1024 bits", "chain-weak", { ca: { key: rsaKey(1024) }, leaf: { signature: rsaSha256 } }),
    under("an algorithm that is not the key's", "chain-untrusted", { leaf: { signature: lying } }),
  ];
}

function dates(): PathCase[] {
  return [
    under("an authority not yet valid", "chain-expired", { ca: { notBefore: "270101000000Z" } }),
    under("a person not yet valid", "key-not-yet-valid", { leaf: { notBefore: "270101000000Z" } }),
    under("UTCTime before 2000", null, { ca: { notBefore: "990101000000Z" } }),
    under("GeneralizedTime where UTCTime belongs", null, { leaf: { notBefore: "20020101000000Z" } }),
    under("an expired authority", "chain-expired", { ca: { notAfter: "261101000000Z" } }),
    under("an expired person", "key-expired", { leaf: { notAfter: "261101000000Z" } }),
    under("expired before 2000", "key-expired", {
      leaf: { notBefore: "980101000000Z", notAfter: "990101000000Z" },
    }),
    under("valid for ever", null, { leaf: { notAfter: "99991231235959Z" } }),
    under("an expired anchor", "chain-expired", { root: root("CN=Old", { notAfter: "261101000000Z" }) }),
  ];
}

function names(): PathCase[] {
  const called = (text: string, tag?: number) => ({ issuerName: nameOf(text, tag) });
  const words = root("O=Many Words/CN=The Root");
  const sub = (title: string, why: WhyCode | null, name: Bytes): PathCase =>
    under(title, why, { ca: { issuerName: name }, root: words });
  const domain = root("DC=org/DC=example/SERIAL=5/CN=Root");
  return [
    under("another issuer", "chain-untrusted", { leaf: called("CN=Somebody") }),
    sub("the parts of a name in another order", "chain-untrusted", nameOf("CN=The Root/O=Many Words")),
    sub("white space inside a name", null, nameOf("O=Many   Words/CN=The Root")),
    sub("white space around a name", null, nameOf("O= Many Words /CN=The Root")),
    sub("letter case", null, nameOf("O=MANY words/CN=the root")),
    sub("PrintableString for UTF8String", null, nameOf("O=Many Words/CN=The Root", NAME_STRING.printable)),
    sub("BMPString for UTF8String", null, nameOf("O=Many Words/CN=The Root", NAME_STRING.bmp)),
    under("a name of domain components", null, {
      ca: called("DC=ORG/DC=Example/SERIAL=5/CN=root"),
      root: domain,
    }),
    under("a shorter name", "chain-untrusted", { ca: called("DC=org/DC=example/SERIAL=5"), root: domain }),
    {
      ...under("letters beyond ASCII in another case", null, {
        ca: { issuerName: nameOf("CN=ZÜRICH") },
        root: root("CN=Zürich"),
      }),
      openssl: { says: "refused", because: "it folds ASCII letters only" },
    },
  ];
}

function rollOver(): PathCase[] {
  const [old, renewed] = [root("CN=Root"), root("CN=Root")];
  const newWithOld = authority("CN=Root", old, { key: renewed.key });
  const oldWithNew = authority("CN=Root", renewed, { key: old.key });
  return [
    {
      title: "a new key signed with the old one",
      certificates: [person(renewed), newWithOld],
      anchors: [old],
      why: null,
    },
    {
      title: "an old key signed with the new one",
      certificates: [person(old), oldWithNew],
      anchors: [renewed],
      why: null,
    },
    {
      title: "an old key without the certificate between",
      certificates: [person(old), newWithOld],
      anchors: [renewed],
      why: "chain-untrusted",
    },
  ];
}

const LENIENT: OtherOpinion = { says: "nothing", because: "-x509_strict wants more than RFC 5280 §6" };

function basicConstraints(): PathCase[] {
  const none = (more: PathSpec["extensions"]) => ({ extensions: { [OID.basicConstraints]: null, ...more } });
  const plain = `noncritical:${OID.basicConstraints}`;
  return [
    under("an authority without basicConstraints", "chain-invalid", { ca: none({}) }),
    under("cA is false, critical", "chain-invalid", { ca: none({ [OID.basicConstraints]: sequence() }) }),
    under("cA is false, not critical", "chain-invalid", { ca: none({ [plain]: sequence() }) }),
    {
      ...under("cA is true, not critical", null, { ca: none({ [plain]: isAuthority() }) }),
      openssl: LENIENT,
    },
    pathLength("pathLenConstraint 0, one below", "chain-invalid", [0, null]),
    pathLength("pathLenConstraint 0, none below", null, [0]),
    pathLength("pathLenConstraint 1, one below", null, [1, null]),
    pathLength("pathLenConstraint 1, 0 below it", null, [1, 0]),
    pathLength("pathLenConstraint 1, two below", "chain-invalid", [1, null, null]),
    pathLength("pathLenConstraint 6, 4, 0, 4", "chain-invalid", [6, 4, 0, 4]),
    pathLength("pathLenConstraint 6, 4, 1, 4", null, [6, 4, 1, 4]),
    pathLength("pathLenConstraint 0, and a self-issued one", null, [0, "self-issued"]),
    pathLength("pathLenConstraint 0, a self-issued one and another", "chain-invalid", [
      0,
      "self-issued",
      null,
    ]),
    pathLength("pathLenConstraint 1, self-issued ones at both", null, [1, "self-issued", 0, "self-issued"]),
  ];
}

/** Each authority under the one before. */
function pathLength(
  title: string,
  why: WhyCode | null,
  lengths: readonly (number | null | "self-issued")[],
): PathCase {
  const chain: Issued[] = [];
  let issuer = ROOT;
  for (const [place, length] of lengths.entries()) {
    const constraint = { extensions: { [OID.basicConstraints]: isAuthority(asNumber(length)) } };
    issuer = authority(length === "self-issued" ? issuer.name : `CN=CA ${place}`, issuer, constraint);
    chain.unshift(issuer);
  }
  return { title, certificates: [person(issuer), ...chain], anchors: [ROOT], why };
}

function asNumber(length: number | null | "self-issued"): number | null {
  return typeof length === "number" ? length : null;
}

function keyUsages(): PathCase[] {
  const plain = `noncritical:${OID.keyUsage}`;
  const none = { [OID.keyUsage]: null };
  const signs = usage(USAGE.digitalSignature);
  const serverAuth = purposes("1.3.6.1.5.5.7.3.1");
  const mailToo = purposes("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.4");
  return [
    under("keyCertSign is not set, critical", "chain-invalid", {
      ca: { extensions: { [OID.keyUsage]: signs } },
    }),
    under("keyCertSign is not set, not critical", "chain-invalid", {
      ca: { extensions: { ...none, [plain]: signs } },
    }),
    { ...under("an authority without keyUsage", null, { ca: { extensions: none } }), openssl: LENIENT },
    under("an authority for servers only", "chain-invalid", {
      ca: { extensions: { [OID.extKeyUsage]: serverAuth } },
    }),
    under("an authority for servers and mail", null, { ca: { extensions: { [OID.extKeyUsage]: mailToo } } }),
    under("an unknown extension, not critical", null, { leaf: { extensions: { "1.2.3.4": derNull } } }),
    under("an unknown critical extension", "chain-invalid", {
      leaf: { extensions: { "critical:1.2.3.4": derNull } },
    }),
    under("an unknown critical extension of the authority", "chain-invalid", {
      ca: { extensions: { "critical:1.2.3.4": derNull } },
    }),
    {
      ...under("a negative serial number", null, { leaf: { serial: "ff" } }),
      openssl: { says: "nothing", because: "versions of it differ" },
    },
    under("a serial number of 20 octets", null, { leaf: { serial: "7f".repeat(20) } }),
  ];
}

/** Ends, circles and old versions. */
function ends(): PathCase[] {
  const ca = authority("CN=CA", ROOT);
  const leaf = person(ca);
  const [a, b] = [root("CN=A"), root("CN=B")];
  const aByB = authority("CN=A", b, { key: a.key });
  const bByA = authority("CN=B", a, { key: b.key });
  const old = root("CN=Version 1", { version: 1 });
  const oldWithExtensions = root("CN=Version 1", { version: 2 });
  const oldBetween = authority("CN=Version 1", ROOT, { version: 1 });
  const twin = authority("CN=CA", ROOT);
  const alive = authority("CN=CA", ROOT, { key: ca.key });
  const expired = authority("CN=CA", ROOT, { key: ca.key, notAfter: "261101000000Z" });
  const anonymous = authority("", ROOT, {
    extensions: { [`critical:${OID.subjectAltName}`]: sequence(directory("CN=CA")) },
  });
  return [
    { title: "an intermediate is the anchor", certificates: [leaf], anchors: [ca], why: null },
    { title: "the person is the anchor", certificates: [leaf], anchors: [leaf], why: null },
    { title: "the authority is missing", certificates: [leaf], anchors: [ROOT], why: "chain-untrusted" },
    { title: "no anchors", certificates: [leaf, ca, ROOT], anchors: [], why: "chain-untrusted" },
    {
      title: "in a circle, no anchor",
      certificates: [person(a), aByB, bByA],
      anchors: [],
      why: "chain-untrusted",
    },
    { title: "cross-signed to an anchor", certificates: [person(a), aByB, bByA], anchors: [b], why: null },
    {
      title: "an anchor of version 1",
      certificates: [person(old)],
      anchors: [old],
      why: null,
      openssl: LENIENT,
    },
    {
      title: "an authority of version 1 between",
      certificates: [person(oldBetween), oldBetween],
      anchors: [ROOT],
      why: "chain-invalid",
    },
    {
      title: "extensions where the version has none",
      certificates: [person(oldWithExtensions), oldWithExtensions],
      anchors: [oldWithExtensions],
      why: "chain-invalid",
    },
    {
      title: "a person of version 1",
      certificates: [person(ca, { version: 1 }), ca],
      anchors: [ROOT],
      why: null,
      openssl: LENIENT,
    },
    {
      title: "another key of the same name first",
      certificates: [leaf, twin, ca],
      anchors: [ROOT],
      why: null,
    },
    { title: "an expired twin first", certificates: [leaf, expired, alive], anchors: [ROOT], why: null },
    {
      title: "an authority without a name",
      certificates: [person(anonymous), anonymous],
      anchors: [ROOT],
      why: "chain-invalid",
    },
  ];
}

export function pathCases(): PathCase[] {
  return [
    ...signatures(),
    ...dates(),
    ...names(),
    ...rollOver(),
    ...basicConstraints(),
    ...keyUsages(),
    ...ends(),
  ];
}
