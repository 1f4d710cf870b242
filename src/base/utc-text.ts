/** Times as people read them in mail and on a terminal, in UTC. */

/** `2026-11-28` */
export function utcDay(at: Date): string {
  return at.toISOString().slice(0, 10);
}

/** `2026-11-28 09:30 UTC` */
export function utcMinute(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
