/** What stands in the TXT records of a name (RFC 1035 §3.3.14). */
import { promises as dns } from "node:dns";
import { LIMITS } from "#base";

/** Each record with its strings put together; [] if there is none; null: nobody answered. */
export type TxtLookUp = (name: string) => Promise<readonly string[] | null>;

const TRIES = 2;
/** The server said so. */
const THERE_IS_NONE: readonly unknown[] = ["ENOTFOUND", "ENODATA"];

/** @param servers addresses of DNS servers, perhaps with ports; none: those of this machine */
export function txtLookUp(servers: readonly string[]): TxtLookUp {
  const resolver = new dns.Resolver({ timeout: LIMITS.dnsMs / TRIES, tries: TRIES });
  if (servers.length > 0) resolver.setServers(servers);
  return async (name) => {
    try {
      return (await resolver.resolveTxt(name)).map((strings) => strings.join(""));
    } catch (thrown) {
      return THERE_IS_NONE.includes((thrown as NodeJS.ErrnoException).code) ? [] : null;
    }
  };
}
