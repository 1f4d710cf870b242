/** Whatever is changed in certificates and key files, the answer is a value, never an exception. */
import { test } from "node:test";
import fc from "fast-check";
import type { Bytes } from "#base";
import { damaged } from "../../test/support/crypto/damaged.ts";
import {
  authority,
  directory,
  mail,
  nameConstraints,
  person,
  policies,
  policyConstraints,
  root,
} from "../../test/support/crypto/path-pki.ts";
import { certificateBag, clearSafe, keyBag, nestedBag, pfx } from "../../test/support/crypto/pkcs12-forge.ts";
import { makePerson } from "../../test/support/crypto/pki.ts";
import { readCertificate } from "./certificates/certificate.ts";
import { whyChainFails } from "./certificates/chain.ts";
import * as smime from "./index.ts";
import { attempt } from "./asn1/refusal.ts";
import { whyPathFails } from "./certificates/validate-path.ts";

const AT = new Date("2026-11-21T12:00:00Z");
const ALICE = makePerson({ kind: "p256" });
const CERTIFICATE = ALICE.certificates[0]!;

test("a damaged PKCS#12 file is unlocked or refused", async () => {
  const bags = [keyBag(ALICE.secret), certificateBag(CERTIFICATE)];
  const file = await pfx([clearSafe(...bags), clearSafe(nestedBag(...bags))]);
  const property = fc.asyncProperty(damaged(file), async (bent) => {
    await smime.unlockSecret(bent, "");
  });
  await fc.assert(property, { numRuns: 300 });
});

test("a chain with a damaged certificate is judged", () => {
  const anchor = root("CN=Root");
  const constraints = {
    ...nameConstraints([mail("example.org"), directory("CN=Alice")]),
    ...policyConstraints(0),
  };
  const ca = authority("CN=CA", anchor, { extensions: { ...constraints, ...policies("1.2.3") } });
  const leaf = person(ca, { extensions: policies("1.2.3") });
  const judge = (certificates: readonly Bytes[]) => {
    const read = certificates.flatMap((der) => {
      const one = attempt(() => readCertificate(der));
      return one.ok ? [one.value] : [];
    });
    const [first, ...rest] = read;
    if (first) whyChainFails(first, { embedded: rest, anchors: read.slice(1), at: AT });
    // Signatures of damaged certificates do not fit: what they say is read all the same.
    whyPathFails(read, { at: AT, budget: { namesCompared: 0 }, revocationLists: [] });
  };
  fc.assert(
    fc.property(damaged(leaf.der), damaged(ca.der), (bentLeaf, bentCa) => {
      judge([bentLeaf, ca.der, anchor.der]);
      judge([leaf.der, bentCa, anchor.der]);
    }),
    { numRuns: 500 },
  );
});
