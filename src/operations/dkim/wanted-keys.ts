import { z } from "zod";
import { AppError } from "#base";
import { dkimKeys, type Reader, type StoredDkimKey } from "#store";

/** RFC 6376 §3.1: labels of the DNS. */
export const selector = z
  .string()
  .toLowerCase()
  .max(63)
  .regex(/^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/, {
    error: "give letters, digits and hyphens",
  });

interface Wanted {
  readonly domain: string;
  /** Absent: all that fit. */
  readonly selector?: string | undefined;
  /** Absent: in any state. */
  readonly state?: StoredDkimKey["state"] | undefined;
}

/** @throws AppError not-found if there is none */
export async function wantedDkimKeys(tx: Reader, wanted: Wanted): Promise<readonly StoredDkimKey[]> {
  const found = (await dkimKeys(tx)).filter(
    (key) =>
      key.domain === wanted.domain &&
      (wanted.selector === undefined || key.selector === wanted.selector) &&
      (wanted.state === undefined || key.state === wanted.state),
  );
  if (found.length > 0) return found;
  const which = wanted.state === undefined ? "" : ` that is ${wanted.state}`;
  const publicText = `There is no such DKIM key of ${wanted.domain}${which}. See: conclave dkim show`;
  throw new AppError({ code: "not-found", publicText });
}
