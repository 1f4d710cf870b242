/**
 * Name constraints of an authority (RFC 5280 §4.2.1.10) on the names of a certificate under it. A constraint
 * that cannot be applied to a name of its kind leaves that name out.
 */
import { LIMITS, oncePer } from "#base";
import { childrenOf, type Element } from "../asn1/ber.ts";
import { alternativeNamesOf, mailNamesOf } from "./certificate-addresses.ts";
import type { Certificate } from "./certificate.ts";
import { Cursor } from "../asn1/cursor.ts";
import { isEmptyName } from "./distinguished-name.ts";
import { fitsSubtree } from "./fits-subtree.ts";
import { type GeneralName, isMailName, readGeneralName } from "./general-name.ts";
import { OID } from "../asn1/oids.ts";
import { refuse } from "../asn1/refusal.ts";

interface NameConstraints {
  readonly permitted: readonly GeneralName[];
  readonly excluded: readonly GeneralName[];
}

/** Names compared so far for one message. */
export interface NameBudget {
  namesCompared: number;
}

/** Whether the authority may vouch for every name of this certificate; refuses beyond the budget. */
export function allowsNames(authority: Certificate, certificate: Certificate, budget: NameBudget): boolean {
  const { permitted, excluded } = constraintsOf(authority);
  if (permitted.length + excluded.length === 0) return true;
  const names = constrainedNamesOf(certificate);
  budget.namesCompared += names.length * (permitted.length + excluded.length);
  if (budget.namesCompared > LIMITS.constrainedNames) refuse("too-large");
  return names.every(
    (name) => isPermitted(name, permitted) && !excluded.some((base) => isExcluded(name, base)),
  );
}

/** NameConstraints ::= SEQUENCE { permittedSubtrees [0] OPTIONAL, excludedSubtrees [1] OPTIONAL } */
const constraintsOf: (authority: Certificate) => NameConstraints = oncePer((authority) => {
  const extension = authority.extensions.get(OID.nameConstraints);
  if (!extension) return { permitted: [], excluded: [] };
  const fields = Cursor.over(extension.value);
  const permitted = fields.optional(0xa0);
  const excluded = fields.optional(0xa1);
  return { permitted: permitted ? basesOf(permitted) : [], excluded: excluded ? basesOf(excluded) : [] };
});

/** GeneralSubtree ::= SEQUENCE { base, minimum [0] DEFAULT 0, maximum [1] OPTIONAL }: only bases have a meaning. */
function basesOf(subtrees: Element): GeneralName[] {
  return childrenOf(subtrees).map((subtree) => {
    const fields = new Cursor(subtree);
    const base = readGeneralName(fields.any());
    const minimum = fields.optional(0x80);
    if (!fields.done || minimum?.content.some((octet) => octet !== 0)) refuse("unsupported");
    return base;
  });
}

/** All that the certificate says its holder is called. */
const constrainedNamesOf: (certificate: Certificate) => readonly GeneralName[] = oncePer((certificate) => {
  const others = alternativeNamesOf(certificate).filter((name) => !isMailName(name));
  const subject = isEmptyName(certificate.subject)
    ? []
    : [{ form: "directoryName" as const, name: certificate.subject }];
  return [...mailNamesOf(certificate), ...others, ...subject];
});

/** Some base of the name's kind takes it in, or no base is of its kind. */
function isPermitted(name: GeneralName, permitted: readonly GeneralName[]): boolean {
  const answers = permitted.filter((base) => concerns(base, name)).map((base) => fitsSubtree(name, base));
  return answers.length === 0 || answers.includes(true);
}

/** A name that nobody can compare with the base counts as excluded. */
function isExcluded(name: GeneralName, base: GeneralName): boolean {
  return concerns(base, name) && fitsSubtree(name, base) !== false;
}

function concerns(base: GeneralName, name: GeneralName): boolean {
  return kindOf(base) === kindOf(name);
}

/** RFC 9598 §6: both forms of mail names are of one kind; so is one that cannot be read. */
function kindOf(name: GeneralName): string {
  if (isMailName(name)) return "mail";
  if (name.form !== "other") return name.form;
  return name.kind === OID.smtpUtf8Mailbox ? "mail" : name.kind;
}
