/**
 * Search filters that ask an LDAP directory or a PostgreSQL database (Sympa's named filters). They stand in the operator's
 * folder; a server that did not answer is left alone for a minute.
 */
import { readFile } from "node:fs/promises";
import { type Clock, type Logger, LIMITS, type Result } from "#base";
import type { DirectoryFault, DirectoryServer } from "#directory";
import type { ScenarioSite } from "#operations";

type AskFilter = ScenarioSite["directory"];
type Query = Parameters<AskFilter>[0];
type Found = Result<boolean, DirectoryFault>;

const PAUSE_MS = 60_000;

export function askFilter({ clock, logger }: { readonly clock: Clock; readonly logger: Logger }): AskFilter {
  const silentUntil = new Map<string, number>();
  return async (query) => {
    const server = query.settings.get(query.kind === "ldap" ? "host" : "db_host") ?? "";
    const now = clock.now().getTime();
    if ((silentUntil.get(server) ?? 0) > now) return undefined;
    const found = await ask(query);
    if (found.ok) return found.value;
    if (found.error === "no-answer") silentUntil.set(server, now + PAUSE_MS);
    logger.warn("scenario.filter-not-answered", { kind: query.kind, why: found.error });
    return undefined;
  };
}

async function ask(query: Query): Promise<Found> {
  return query.kind === "ldap" ? askLdap(query) : askSql(query);
}

const SCOPES: ReadonlyMap<string, "base" | "one" | "sub"> = new Map([
  ["base", "base"],
  ["one", "one"],
  ["sub", "sub"],
]);

/** Whether there is an entry; none of its attributes is wanted (RFC 4511 §4.5.1.8). */
async function askLdap({ settings, filter }: Extract<Query, { kind: "ldap" }>): Promise<Found> {
  const { searchDirectory } = await import("#directory");
  const server = await ldapServer(settings);
  const scope = SCOPES.get(settings.get("scope") ?? "sub");
  if (server === null || scope === undefined) return { ok: false, error: "bad-filter" };
  const base = settings.get("suffix") ?? "";
  const found = await searchDirectory(server, { base, scope, filter, attributes: ["1.1"] });
  if (!found.ok) return found.error === "too-large" ? { ok: true, value: true } : found;
  return { ok: true, value: found.value.length > 0 };
}

/** null: its settings are none that are known here. */
async function ldapServer(settings: Query["settings"]): Promise<DirectoryServer | null> {
  const tls = settings.get("use_tls") ?? (settings.get("use_ssl") === "1" ? "ldaps" : "none");
  if (!["none", "starttls", "ldaps"].includes(tls)) return null;
  const dn = settings.get("bind_dn") ?? "";
  const ca = await certificates(settings.get("ca_file"));
  if (ca === undefined) return null;
  const [host = ""] = (settings.get("host") ?? "").split(/\s*,\s*/);
  return {
    url: `${tls === "ldaps" ? "ldaps" : "ldap"}://${host}`,
    startTls: tls === "starttls",
    ca,
    login: dn === "" ? null : { dn, password: settings.get("bind_password") ?? "" },
  };
}

/** null: none is named. Undefined: it is not there, or too large. */
async function certificates(path: string | undefined): Promise<Uint8Array | null | undefined> {
  if (path === undefined) return null;
  const octets = await readFile(path).catch(() => undefined);
  return octets === undefined || octets.length > LIMITS.keyFileBytes ? undefined : octets;
}

const POSTGRES: readonly string[] = ["pg", "postgresql", "postgres"];

async function askSql({ settings, statement, values }: Extract<Query, { kind: "sql" }>): Promise<Found> {
  if (!POSTGRES.includes((settings.get("db_type") ?? "").toLowerCase()))
    return { ok: false, error: "bad-filter" };
  const { askDatabase } = await import("#directory");
  const server = {
    host: settings.get("db_host") ?? "localhost",
    port: Number(settings.get("db_port") ?? 5432),
    database: settings.get("db_name") ?? "",
    user: settings.get("db_user") ?? "",
    password: settings.get("db_passwd") ?? "",
  };
  return askDatabase(server, { statement, values });
}
