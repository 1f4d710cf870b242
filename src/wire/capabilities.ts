/** What a server said in answer to EHLO or LHLO (RFC 5321 §4.1.1.1). */
import type { Reply } from "./reply.ts";

export interface Capabilities {
  readonly pipelining: boolean;
  readonly eightBitMime: boolean;
  readonly smtputf8: boolean;
  readonly starttls: boolean;
  /** Largest message in octets; null if it set no limit. */
  readonly size: number | null;
  readonly sizeKnown: boolean;
  /** SASL mechanisms, upper-case. */
  readonly auth: readonly string[];
}

export function parseCapabilities({ text }: Reply): Capabilities {
  const [, ...lines] = text.split("\n");
  const keywords = new Map(
    lines.map((line) => {
      const [keyword = "", ...parameters] = line.trim().toUpperCase().split(/[ =]+/);
      return [keyword, parameters] as const;
    }),
  );
  const size = Number(keywords.get("SIZE")?.[0] ?? 0);
  return {
    pipelining: keywords.has("PIPELINING"),
    eightBitMime: keywords.has("8BITMIME"),
    smtputf8: keywords.has("SMTPUTF8"),
    starttls: keywords.has("STARTTLS"),
    size: size > 0 ? size : null,
    sizeKnown: keywords.has("SIZE"),
    auth: keywords.get("AUTH") ?? [],
  };
}
