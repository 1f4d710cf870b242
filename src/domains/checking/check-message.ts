/**
 * What can be told of a message by what domains publish: its DKIM signatures, the DMARC policy that they meet, and the ARC
 * chain that it brings. mailauth verifies, as strictly as the RFCs are. SPF is not asked: the client that brought the
 * message is our own mail server.
 */
import { promises as dns } from "node:dns";
import type { DKIMResult, DKIMVerifyResult } from "mailauth";
import { type Bytes, fromLatin1, latin1, LIMITS, view } from "#base";
import { Patience } from "../patience.ts";
import { Questions } from "../questions.ts";
import type { ChainStatus } from "../signing/arc-set.ts";
import { type ArcSeen, arcSeen } from "./arc-seen.ts";
import { splitFields } from "../signing/header-fields.ts";

/** One result as in RFC 8601 §2.2: `dkim`, `pass`, `[["header.d", "example.org"]]`. */
export interface CheckResult {
  readonly method: string;
  readonly result: string;
  readonly properties: readonly (readonly [name: string, value: string])[];
}

export interface MessageChecked {
  readonly results: readonly CheckResult[];
  /** null: some record could not be asked for. */
  readonly chain: ChainStatus | null;
  readonly arc: ArcSeen;
}

/** null: nobody answered in time. @param spf domains for which a trusted mail server said that SPF passes */
export type MessageCheck = (message: Bytes, spf?: readonly string[]) => Promise<MessageChecked | null>;

const TRIES = 2;

/** @param servers addresses of DNS servers, perhaps with ports; none: those of this machine */
export function messageCheck(servers: readonly string[], patience = new Patience()): MessageCheck {
  const resolver = new dns.Resolver({ timeout: LIMITS.dnsMs / TRIES, tries: TRIES });
  if (servers.length > 0) resolver.setServers(servers);
  return (message, spf = []) => {
    const questions = new Questions(resolver);
    return patience.within(LIMITS.messageCheckMs, questions, check(questions, message, spf));
  };
}

async function check(questions: Questions, message: Bytes, spf: readonly string[]): Promise<MessageChecked> {
  const { dkimVerify } = await import("mailauth/lib/dkim/verify.js");
  const { arc } = await import("mailauth/lib/arc/index.js");
  const options = { resolver: questions.ask, strict: true };
  const looked = withFewerSignatures(message);
  const found = await dkimVerify(looked, options);
  const signatures = found.results.filter(({ signingDomain }) => signingDomain !== undefined).map(judged);
  const sealed = found.arc as Parameters<typeof arc>[0];
  const { status } = await arc(sealed, options);
  // What nobody answered about, or covers what was not looked at, fails as a forgery does, and must not be called one.
  const isUnknown = questions.isUnanswered || looked.length < message.length;
  const newest = sealed.lastEntry?.messageSignature;
  const claimed = newest !== undefined && isAddedTo(newest) ? "fail" : status.result;
  const chain = claimed === "fail" && isUnknown ? null : CHAINS[claimed];
  const dmarc = await dmarcPass(signatures, { ...found, spf }, questions);
  return {
    results: [...signatures.map(dkimResult), ...dmarc],
    chain: chain ?? null,
    arc: arcSeen(headerOf(message)),
  };
}

const CHAINS: Readonly<Record<string, ChainStatus>> = { none: "none", pass: "pass", fail: "fail" };

/** Of what `l=` left open something is there: anybody may have added it (RFC 6376 §8.2). */
function isAddedTo({ status }: DKIMResult): boolean {
  return status.result === "pass" && (status.underSized ?? 0) > 0;
}

/** RFC 8601 §2.7.1: one that verifies and is not taken. */
function judged(signature: DKIMResult): DKIMResult {
  const { status } = signature;
  return isAddedTo(signature) ? { ...signature, status: { ...status, result: "policy" } } : signature;
}

function dkimResult({ status }: DKIMResult): CheckResult {
  const { d, s, b } = (status.header ?? {}) as Readonly<Record<string, unknown>>;
  const named = [
    ["header.d", d],
    ["header.s", s],
    ["header.b", b],
  ] as const;
  const properties = named.flatMap(([name, value]) =>
    typeof value === "string" ? [[name, value] as const] : [],
  );
  return { method: "dkim", result: status.result, properties };
}

interface Verified extends Pick<DKIMVerifyResult, "headerFrom" | "fromFields"> {
  readonly spf: readonly string[];
}

/** Only that it passes, or that there is no policy: what SPF would have said is not known here. */
async function dmarcPass(
  signatures: readonly DKIMResult[],
  { headerFrom, fromFields, spf }: Verified,
  questions: Questions,
): Promise<readonly CheckResult[]> {
  const passed = signatures.filter(({ status }) => status.result === "pass");
  const { dmarc } = await import("mailauth/lib/dmarc/index.js");
  const found = await dmarc({
    headerFrom,
    fromFields,
    spfDomains: [...spf],
    dkimDomains: passed.map(({ signingDomain = "", status }) => ({
      domain: signingDomain,
      aligned: status.aligned ?? false,
    })),
    resolver: questions.ask,
    strict: true,
  });
  if (found === false || (found.status.result !== "pass" && found.status.result !== "none")) return [];
  const from = found.status.header?.from;
  const properties = typeof from === "string" ? [["header.from", from] as const] : [];
  return [{ method: "dmarc", result: found.status.result, properties }];
}

function headerOf(message: Bytes): string {
  const end = view(message).indexOf("\r\n\r\n");
  return fromLatin1(end < 0 ? message : message.subarray(0, end + 2));
}

/** Each signature costs a question and a hash of the body: those beyond the bound are not looked at (S10). */
function withFewerSignatures(message: Bytes): Buffer {
  const header = headerOf(message);
  const fields = splitFields(header);
  const signatures = fields.filter(({ name }) => name === "dkim-signature");
  const left = new Set(signatures.slice(LIMITS.dkimSignatures));
  if (left.size === 0) return view(message);
  const kept = fields.filter((field) => !left.has(field)).map(({ raw }) => `${raw}\r\n`);
  return Buffer.concat([latin1(kept.join("")), message.subarray(header.length)]);
}
