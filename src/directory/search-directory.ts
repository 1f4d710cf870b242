/** One question to a directory: connected, asked and closed again, with bounds on time and size. No referral is followed. */
import type { ConnectionOptions } from "node:tls";
import { Client, type Entry, FilterParser, ResultCodeError } from "ldapts";
import { type Bytes, err, LIMITS, ok, type Result } from "#base";
import { METERED } from "./metered-connection.ts";

export interface DirectoryServer {
  /** `ldap://HOST[:PORT]`, or `ldaps://` for TLS from the start. */
  readonly url: string;
  /** TLS on an `ldap://` connection before anything is said (RFC 4511 §4.14). */
  readonly startTls: boolean;
  /** PEM of the authority that signed the server's certificate; null: those that Node knows. */
  readonly ca: Bytes | null;
  /** null: nobody in particular asks. */
  readonly login: { readonly dn: string; readonly password: string } | null;
}

export interface DirectorySearch {
  readonly base: string;
  readonly scope: "base" | "one" | "sub";
  /** RFC 4515; values in it are escaped by whoever writes it. */
  readonly filter: string;
  readonly attributes: readonly string[];
}

/** "no-answer": not reached, not in time, or without an end. "refused": the name and password, or the question. */
export type DirectoryFault = "no-answer" | "refused" | "bad-filter" | "too-large";

export interface DirectoryEntry {
  readonly dn: string;
  /** By the attribute's name in small letters, without its options such as `;binary`. */
  readonly values: ReadonlyMap<string, readonly Bytes[]>;
}

export async function searchDirectory(
  server: DirectoryServer,
  search: DirectorySearch,
): Promise<Result<readonly DirectoryEntry[], DirectoryFault>> {
  if (!isFilter(search.filter)) return err("bad-filter");
  const tlsOptions: ConnectionOptions = server.ca === null ? {} : { ca: Buffer.from(server.ca) };
  const { directoryMs } = LIMITS;
  const client = new Client({
    url: server.url,
    timeout: directoryMs,
    connectTimeout: directoryMs,
    tlsOptions,
    ...METERED,
  });
  try {
    return await asked(client, { server, search, tlsOptions });
  } catch (thrown) {
    return err(faultOf(thrown));
  } finally {
    await client.unbind().catch(() => {});
  }
}

/** RFC 4511 §4.1.9: sizeLimitExceeded. */
const SIZE_LIMIT_EXCEEDED = 4;

function faultOf(thrown: unknown): DirectoryFault {
  if (!(thrown instanceof ResultCodeError)) return "no-answer";
  return thrown.code === SIZE_LIMIT_EXCEEDED ? "too-large" : "refused";
}

interface Question {
  readonly server: DirectoryServer;
  readonly search: DirectorySearch;
  readonly tlsOptions: ConnectionOptions;
}

async function asked(
  client: Client,
  { server, search, tlsOptions }: Question,
): Promise<Result<readonly DirectoryEntry[], DirectoryFault>> {
  if (server.startTls) await client.startTLS(tlsOptions);
  if (server.login !== null) await client.bind(server.login.dn, server.login.password);
  const { base, attributes, scope, filter } = search;
  const { searchEntries } = await client.search(base, {
    scope,
    filter,
    attributes: [...attributes],
    explicitBufferAttributes: [...attributes],
    // One more, so that more than there may be is noticed.
    sizeLimit: LIMITS.directoryEntries + 1,
    timeLimit: Math.ceil(LIMITS.directoryMs / 1000),
    derefAliases: "never",
  });
  const entries = searchEntries.map(entryOf);
  const size = entries
    .flatMap(({ values }) => [...values.values()].flat())
    .reduce((sum, one) => sum + one.length, 0);
  return size > LIMITS.directoryBytes || entries.length > LIMITS.directoryEntries
    ? err("too-large")
    : ok(entries);
}

function entryOf({ dn, ...attributes }: Entry): DirectoryEntry {
  const values = new Map<string, Bytes[]>();
  for (const [name, found] of Object.entries(attributes)) {
    const key = name.toLowerCase().replace(/;.*$/s, "");
    const all = Array.isArray(found) ? found : [found];
    values.set(key, [...(values.get(key) ?? []), ...all.map((one) => Buffer.from(one))]);
  }
  return { dn, values };
}

function isFilter(filter: string): boolean {
  try {
    FilterParser.parseString(filter);
    return true;
  } catch {
    return false;
  }
}
