/** What openssl's responder cannot write; what it does is in test/interop/ocsp-openssl.test.ts. */
import assert from "node:assert/strict";
import { sign } from "node:crypto";
import { test } from "node:test";
import { type Bytes, HOUR_MS, utf8 } from "#base";
import { makeAuthority, makePerson } from "../../../test/support/crypto/pki.ts";
import { TAG } from "../asn1/ber.ts";
import { der, derNull, octetString, oid, retag, sequence } from "../asn1/der.ts";
import { OID } from "../asn1/oids.ts";
import { extension } from "../certificates/build-certificate.ts";
import { readCertificate } from "../certificates/certificate.ts";
import { certificateId } from "./certificate-id.ts";
import { readStatusResponse } from "./status-response.ts";

const AT = new Date("2026-11-21T12:00:00Z");
const authority = makeAuthority();
const [certificate = new Uint8Array()] = makePerson({ kind: "p256" }, authority).certificates;
const issuer = authority.certificate;
const about = { certificate: readCertificate(certificate), issuer: readCertificate(issuer) };

interface Extensions {
  readonly ofAll?: Bytes;
  readonly ofOne?: Bytes;
}

/** OCSPResponse that says "good" for an hour, signed by the authority itself (RFC 6960 §4.2.1). */
function answer({ ofAll, ofOne }: Extensions): Bytes {
  const [now, next] = [timeAt(AT), timeAt(new Date(AT.getTime() + HOUR_MS))];
  const one = ofOne === undefined ? [] : [der(0xa1, sequence(ofOne))];
  const good = retag(derNull, 0x80);
  const single = sequence(certificateId(about), good, now, der(0xa0, next), ...one);
  const all = ofAll === undefined ? [] : [der(0xa1, sequence(ofAll))];
  const tbs = sequence(der(0xa1, about.issuer.subject), now, sequence(single), ...all);
  const signature = der(TAG.bitString, Buffer.from([0]), sign("sha256", tbs, authority.key));
  const basic = sequence(tbs, sequence(oid(OID.ecdsaWithSha256)), signature);
  const bytes = sequence(oid(OID.ocspBasic), octetString(basic));
  return sequence(Buffer.from([0x0a, 1, 0]), der(0xa0, bytes));
}

function timeAt(at: Date): Bytes {
  return der(TAG.generalizedTime, utf8(`${at.toISOString().replaceAll(/[-T:]/g, "").slice(0, 14)}Z`));
}

function judged(extensions: Extensions): string {
  const question = { certificate, issuer, nonce: Buffer.alloc(32, 1), at: AT, lists: [] };
  const read = readStatusResponse(answer(extensions), question);
  return read.ok ? read.value.status : read.error;
}

test("what must be understood and is not spoils an answer, of all or of one certificate; the rest is passed over", () => {
  const [unknown, critical] = [extension("1.3.6.1.4.1.99999.1", derNull), critically("1.3.6.1.4.1.99999.1")];
  assert.equal(judged({}), "good");
  assert.equal(judged({ ofAll: unknown, ofOne: unknown }), "good");
  assert.equal(judged({ ofAll: critical }), "malformed");
  assert.equal(judged({ ofOne: critical }), "malformed");
});

test("a nonce that comes back is the one that was sent", () => {
  assert.equal(judged({ ofAll: extension(OID.ocspNonce, octetString(Buffer.alloc(32, 1))) }), "good");
  assert.equal(judged({ ofAll: extension(OID.ocspNonce, octetString(Buffer.alloc(32, 2))) }), "other-nonce");
});

function critically(id: string): Bytes {
  return extension(id, derNull, true);
}
