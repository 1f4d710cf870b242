/** The place of the next set in an ARC chain (RFC 8617 §5.1), read from the fields that are there. */
import { instanceOf, MOST_ARC_SETS } from "../signing/arc-set.ts";
import { relaxedField, splitFields } from "../signing/header-fields.ts";

export interface ArcSeen {
  /** The number of the next set; null: the chain takes no more. */
  readonly next: number | null;
}

const ARC = /^arc-(?:seal|message-signature|authentication-results)$/;

/** @param header with its line ends; an octet a character */
export function arcSeen(header: string): ArcSeen {
  const fields = splitFields(header).filter(({ name }) => ARC.test(name));
  const sets = fields.map((field) => ({ field, instance: instanceOf(field) }));
  // A set without a number is in no chain: nothing can be put behind it.
  if (sets.some(({ instance }) => instance === null || instance < 1)) return { next: null };
  const last = Math.max(0, ...sets.map(({ instance }) => instance ?? 0));
  const hasFailed = sets.some(
    ({ field, instance }) =>
      instance === last &&
      field.name === "arc-seal" &&
      /[;:]\s*cv\s*=\s*fail\s*(?:;|$)/i.test(relaxedField(field)),
  );
  return { next: hasFailed || last >= MOST_ARC_SETS ? null : last + 1 };
}
