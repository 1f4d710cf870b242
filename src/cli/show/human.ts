/** How sizes, times and fingerprints read in tables. */

export const SCHEME_NAMES = { openpgp: "OpenPGP", smime: "S/MIME" } as const;

/** kB as people say it: 1 kB is 1024 octets. */
export function size(bytes: number): string {
  const MB = 1024 * 1024;
  if (bytes >= MB) return `${(bytes / MB).toFixed(1)} MB`;
  return `${Math.ceil(bytes / 1024)} kB`;
}

/** A time in ISO 8601, in UTC to the minute. */
export function time(at: string | null): string {
  return at === null ? "-" : `${at.slice(0, 16).replace("T", " ")} UTC`;
}

/** Until when a key is good. */
export function validity(expiresAt: string | null): string {
  return expiresAt === null ? "does not expire" : `good until ${expiresAt.slice(0, 10)}`;
}

export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}
