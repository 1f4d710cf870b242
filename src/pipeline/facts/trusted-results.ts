/** What mail servers whose word counts wrote into Authentication-Results (RFC 8601). */
import { type Entity, type Field, type MethodResult, parseAuthenticationResults } from "#mime";

/**
 * What is not well formed counts for nothing, and so does a field with white space before its colon (RFC 5322 §4.5.8): no
 * server writes it today, and those that take forged fields off may pass over it.
 *
 * @param authservIds of servers whose word counts; others may have been written by anybody
 */
export function trustedResults(message: Entity, authservIds: readonly string[]): readonly MethodResult[] {
  const known = new Set(authservIds.map((id) => id.toLowerCase()));
  return message.header
    .all("authentication-results")
    .filter(isPlain)
    .flatMap(({ value }) => {
      const parsed = parseAuthenticationResults(value);
      return parsed !== null && known.has(parsed.authservId) ? parsed.results : [];
    });
}

const COLON = 0x3a;

function isPlain({ name, raw }: Field): boolean {
  return raw[name.length] === COLON;
}
