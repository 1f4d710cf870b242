/**
 * Paths of certificates after the sections of NIST's PKITS 4.8–4.13: policies, then name constraints, each with the
 * verdict that RFC 5280 §6.1 gives with its default inputs.
 */
import type { Bytes, WhyCode } from "#base";
import { OID } from "../../../src/smime/asn1/oids.ts";
import { nameConstraintCases } from "./name-constraint-cases.ts";
import { type PathCase, ROOT } from "./path-cases.ts";
import {
  authority,
  inhibitAnyPolicy,
  type Issued,
  mappings,
  person,
  policies,
  policyConstraints,
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

export function constrainedPathCases(): PathCase[] {
  return [
    ...certificatePolicies(),
    ...explicitPolicy(),
    ...policyMappings(),
    ...inhibited(),
    ...nameConstraintCases(),
  ];
}
