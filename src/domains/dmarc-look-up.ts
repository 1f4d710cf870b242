/**
 * The DMARC policy of an author's domain, by the tree walk of RFC 9989 §4.10. Where the DNS does not answer in time nothing
 * is known, and nobody's mail is held up for it.
 */
import { promises as dns } from "node:dns";
import { type Clock, LIMITS } from "#base";
import { Patience } from "./patience.ts";
import { Questions } from "./questions.ts";
import { remembered } from "./remembered.ts";

export type DmarcPolicy = "none" | "quarantine" | "reject";

/** null: none is published, or nobody answered. @param domain of an address, in any case, A-labels or U-labels */
export type DmarcLookUp = (domain: string) => Promise<DmarcPolicy | null>;

const TRIES = 2;

/**
 * What a domain says, or that nobody answers, is remembered for some minutes: a silent one holds up one mail.
 *
 * @param servers addresses of DNS servers, perhaps with ports; none: those of this machine
 */
export function dmarcLookUp(servers: readonly string[], clock: Clock): DmarcLookUp {
  const patience = new Patience();
  const resolver = new dns.Resolver({ timeout: LIMITS.dnsMs / TRIES, tries: TRIES });
  if (servers.length > 0) resolver.setServers(servers);
  return remembered(async (domain) => {
    const questions = new Questions(resolver);
    try {
      return await patience.within(LIMITS.dnsMs * TRIES, questions, policyOf(questions, domain));
    } catch {
      return null;
    }
  }, clock);
}

async function policyOf(questions: Questions, domain: string): Promise<DmarcPolicy | null> {
  const { dmarc } = await import("mailauth/lib/dmarc/index.js");
  const found = await dmarc({
    headerFrom: domain,
    spfDomains: [],
    dkimDomains: [],
    resolver: questions.ask,
  });
  if (found === false || found.status.result !== "fail") return null;
  return POLICIES.find((policy) => policy === found.policy) ?? null;
}

const POLICIES: readonly DmarcPolicy[] = ["none", "quarantine", "reject"];
