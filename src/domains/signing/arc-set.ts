/** One ARC set (RFC 8617 §5.1): what was found when the message came, a signature over it as it leaves, and the seal. */
import type { Bytes } from "#base";
import { coveredFields, type RawField, relaxedField } from "./header-fields.ts";
import { algorithmTag, messageTags, signedField, type SigningKey, timeTag } from "./signature-field.ts";

/** RFC 8617 §4.2.1. */
export const MOST_ARC_SETS = 50;

export type ChainStatus = "none" | "pass" | "fail";

export interface ArcWanted {
  /** Its number in the chain, from 1. */
  readonly instance: number;
  /** Of the sets that came. */
  readonly chain: ChainStatus;
  /** `authserv-id; method=result …` (RFC 8601 §2.2), on one line, in ASCII. */
  readonly results: string;
}

export interface ArcMessage extends ArcWanted {
  readonly fields: readonly RawField[];
  readonly bodyHash: Bytes;
  readonly at: Date;
}

/** The three fields, the seal first, each with its line end. */
export async function arcSet(key: SigningKey, message: ArcMessage): Promise<string> {
  const { instance } = message;
  const results = `ARC-Authentication-Results: i=${instance}; ${message.results.replaceAll("; ", ";\r\n ")}\r\n`;
  const signature = await messageSignature(key, message);
  const earlier = message.chain === "pass" ? earlierSets(message) : [];
  const own = [raw("arc-authentication-results", results), raw("arc-message-signature", signature)];
  const tags = [
    ["i", String(instance)],
    algorithmTag(key),
    ["cv", message.chain],
    ["d", key.domain],
    ["s", key.selector],
    timeTag(message.at),
  ] as const;
  const covers = [...earlier, ...own].map(relaxedField);
  return `${await signedField(key, { name: "ARC-Seal", tags, covers })}${signature}${results}`;
}

/** Covers no field of ARC (RFC 8617 §4.1.2). */
function messageSignature(key: SigningKey, { instance, fields, bodyHash, at }: ArcMessage): Promise<string> {
  const { names, canonical } = coveredFields(fields, ["dkim-signature"]);
  const tags = [["i", String(instance)] as const, ...messageTags(key, { names, bodyHash, at })];
  return signedField(key, { name: "ARC-Message-Signature", tags, covers: canonical });
}

const IN_ORDER = ["arc-authentication-results", "arc-message-signature", "arc-seal"] as const;

/** Of a chain that holds: each set has each field once (RFC 8617 §5.1.1). */
function earlierSets({ fields, instance }: ArcMessage): readonly RawField[] {
  const sets = Array.from({ length: instance - 1 }, (_, nth) => nth + 1);
  return sets.flatMap((number) =>
    IN_ORDER.flatMap((name) => fields.filter((field) => field.name === name && instanceOf(field) === number)),
  );
}

/** `i=` of a field of ARC; null: it has none that counts. */
export function instanceOf({ raw: field }: RawField): number | null {
  const found = /(?:^[^:]*:|;)\s*i\s*=\s*(\d{1,2})\s*(?:;|$)/.exec(field.replaceAll(/\r\n/g, ""));
  return found === null ? null : Number(found[1]);
}

function raw(name: string, field: string): RawField {
  return { name, raw: field.slice(0, -2) };
}
