/**
 * `conclave.toml`: where the server keeps its data, listens and sends. Paths are relative to the file.
 * Secrets are not in it: it names the files that hold them.
 */
import { parse, TomlError } from "smol-toml";
import { z } from "zod";
import { directoryTable } from "./directory-config.ts";
import { webTable } from "./web-config.ts";
import { sympaNames, withSympaTasks } from "./sympa-names.ts";
import { err, LANGUAGES, ok, parseEmailAddress, type Result } from "#base";

const listener = z.strictObject({
  protocol: z
    .enum(["lmtp", "smtp"])
    .default("lmtp")
    .describe("LMTP for the MTA beside us, SMTP for trusted relays."),
  listen: z.string().min(1).default("run/lmtp.sock").describe("A socket path, or host:port."),
  mode: z
    .string()
    .regex(/^0?[0-7]{3}$/)
    .default("660")
    .describe("Access rights of the socket file."),
  group: z
    .string()
    .default("")
    .describe("Group that may write to the socket file: the MTA's, for example postfix."),
  peers: z
    .array(z.string())
    .default(["127.0.0.0/8", "::1"])
    .describe(
      "Addresses or ranges that may connect to host:port. This machine only, unless you name others.",
    ),
  trusted: z
    .boolean()
    .default(false)
    .describe(
      "true: only your own mail server can reach it, and Authentication-Results by trusted_authserv_ids count.",
    ),
  tls_cert_file: z.string().default("").describe("PEM certificate chain for STARTTLS; empty for none."),
  tls_key_file: z.string().default("").describe("PEM private key of that certificate."),
});

const relay = z.strictObject({
  host: z.string().min(1).default("127.0.0.1").describe("The MTA that takes our mail."),
  port: z.int().min(1).max(65_535).default(25),
  tls: z
    .enum(["auto", "require", "opportunistic", "implicit", "never"])
    .default("auto")
    .describe(
      "auto: STARTTLS is required unless the relay is this machine. opportunistic: if it is offered. implicit: TLS from the start, port 465.",
    ),
  ca_file: z
    .string()
    .default("")
    .describe("PEM file of the authority that signed the relay's certificate, if it is your own."),
  user: z.string().default("").describe("Name for SASL log-in; empty for none."),
  password_file: z.string().default("").describe("File that holds the password for SASL log-in."),
  connections: z.int().min(1).max(200).default(16).describe("Connections to the relay at the same time."),
});

const schedule = z.string().regex(/^(?:off|\S+(?: +\S+){4})$/, {
  error: 'give minute, hour, day, month and weekday, as in "20 4 * * *", or "off"',
});

const tasks = z.strictObject({
  erase_expired: schedule.default("7 * * * *").describe("Erase what its time is over for."),
  owner_summary: schedule
    .default("20 * * * *")
    .describe("Tell owners what lies with the server; each list's at most once a day."),
  send_digests: schedule
    .default("0 12 * * *")
    .describe("Send the digests of lists with digest_send_periodic = yes."),
  chk_cert_expiration: schedule
    .default("40 4 * * *")
    .describe("Warn members and owners of keys and certificates that expire."),
  crl_update: schedule
    .default("50 3 * * *")
    .describe("Fetch the revocation lists of the authorities that lists trust."),
  certificate_lookup: schedule
    .default("25 5 * * *")
    .describe("Look up members without a key in the directory of [directory]."),
  ocsp_update: schedule
    .default("35 * * * *")
    .describe("Ask the responders of those authorities about certificates, for lists with ocsp = yes."),
});

export const siteSchema = z.strictObject({
  hostname: z.string().default("localhost").describe("Our name in SMTP greetings, Message-IDs and Received."),
  database: z
    .string()
    .default("sqlite:conclave.db")
    .describe("sqlite:FILE, or postgres://… when one machine is not enough."),
  master_key_file: z
    .string()
    .default("master.key")
    .describe("The key that seals all secrets in the database. Keep a copy elsewhere."),
  run: z.string().default("run").describe("Folder for the local sockets."),
  command_addresses: z
    .array(z.string().regex(/^[\w.-]+$/, { error: "give what stands before the @" }))
    .default(["conclave", "sympa"])
    .describe(
      "What stands before the @ of addresses that take commands about any list, in each domain that has one. [] for none.",
    ),
  templates: z
    .string()
    .min(1)
    .default("templates")
    .describe("Folder with texts of your own, such as en/daily_cert_expiration.txt."),
  trusted_authserv_ids: z
    .array(z.string().min(1))
    .default([])
    .describe(
      "Your mail server's name in Authentication-Results. It must remove such fields of that name from what comes in.",
    ),
  authserv_id: z
    .string()
    .regex(/^[\w.-]*$/, { error: "give a name such as lists.example.org" })
    .default("")
    .describe("Our own name in Authentication-Results and ARC fields that we write. Empty: hostname."),
  dkim_domain: z
    .string()
    .default("")
    .describe(
      "A domain whose DKIM keys sign mail of lists whose own domain has none (conclave dkim). Empty for nobody's.",
    ),
  dns_servers: z
    .array(z.string().min(1))
    .default([])
    .describe(
      "DNS servers that are asked for policies and keys of mail domains (DMARC, DKIM), such as 192.0.2.53. [] for those of this machine.",
    ),
  fetch_private_addresses: z
    .boolean()
    .default(false)
    .describe("true: revocation lists and responders may be at addresses of your own networks."),
  language: z
    .enum(LANGUAGES)
    .default("en")
    .describe("Of new lists, and of answers to mail about any list. en, de, fr, nl or es."),
  listmaster: z
    .array(z.string().refine((text) => parseEmailAddress(text).ok, { error: "give mail addresses" }))
    .default([])
    .describe("Who looks after all lists, for scenarios that ask is_listmaster."),
  scenario_folder: z
    .string()
    .default("")
    .describe(
      "Your own scenarios, as Sympa has them: scenari/, search_filters/, and DOMAIN/scenari/. Empty for none.",
    ),
  filters_ask: z
    .boolean()
    .default(false)
    .describe(
      "true: search filters in that folder may ask the LDAP directories and PostgreSQL databases that they name.",
    ),
  use_blocklist: z
    .array(z.string())
    .default(["send", "create_list"])
    .describe("What people in search_filters/blocklist.txt may not do."),
  ...sympaNames,
  log_level: z.enum(["debug", "info", "warn", "error"]).default("info"),
  log_addresses: z
    .enum(["full", "hashed", "none"])
    .default("none")
    .describe(
      "Mail addresses in the log: as they are, as names that hold while the server runs, or not at all.",
    ),
  listeners: z.array(listener).prefault([{}]).describe("The doors for mail."),
  relay: relay.prefault({}).describe("Where mail goes out."),
  directory: directoryTable.prefault({}).describe("Where certificates of members are looked up."),
  web: webTable.prefault({}).describe("The door for browsers."),
  tasks: tasks.prefault({}).describe("When scheduled work is done."),
});

export type SiteConfig = z.output<typeof siteSchema>;

export function parseSiteConfig(text: string): Result<SiteConfig, readonly string[]> {
  try {
    const parsed = siteSchema.safeParse(parse(text));
    if (parsed.success) return ok(withSympaTasks(parsed.data));
    return err(parsed.error.issues.map(explain));
  } catch (thrown) {
    if (thrown instanceof TomlError) return err([`line ${thrown.line}: ${thrown.message.split("\n", 1)[0]}`]);
    throw thrown;
  }
}

/** A setting of a table that stands outside of it is the likeliest mistake: only the line above was forgotten. */
function explain({ path, message, code, ...issue }: z.core.$ZodIssue): string {
  const where = path.join(".") || "conclave.toml";
  const keys = code === "unrecognized_keys" && "keys" in issue ? (issue.keys as readonly string[]) : [];
  const table = [
    ["[relay]", relay],
    ["[directory]", directoryTable],
    ["[[listeners]]", listener],
    ["[web]", webTable],
    ["[tasks]", tasks],
  ] as const;
  const home = table.find(
    ([, { shape }]) => path.length === 0 && keys.some((key) => Object.hasOwn(shape, key)),
  );
  return home === undefined
    ? `${where}: ${message}`
    : `${where}: ${message}; it stands below a line ${home[0]}`;
}

/** What the first run writes: every setting with its meaning; take the # away to change one. */
export function describeSiteConfig(): string {
  return [
    "## Conclave. Lines that start with one # are the defaults: take it away to change them.",
    "## What stands below [[listeners]], [relay], [directory], [web] or [tasks] needs that line too.",
    ...describe(siteSchema),
    ...describeTable("[[listeners]]", listener),
    ...describeTable("[relay]", relay),
    ...describeTable("[directory]", directoryTable),
    ...describeTable("[web]", webTable),
    "",
    '## When scheduled work is done: minute, hour, day, month and weekday in UTC, or "off".',
    ...describeTable("[tasks]", tasks),
  ].join("\n");
}

function describeTable(heading: string, table: z.ZodObject): string[] {
  return ["", `# ${heading}`, ...describe(table)];
}

function describe(table: z.ZodObject): string[] {
  return Object.entries(table.shape).flatMap(([name, field]) => describeField(name, field as z.ZodType));
}

function describeField(name: string, field: z.ZodType): string[] {
  const value: unknown = field.parse(undefined);
  if (isTable(value)) return [];
  const meaning = field.description === undefined ? [] : [`## ${field.description}`];
  return ["", ...meaning, `# ${name} = ${JSON.stringify(value)}`];
}

function isTable(value: unknown): boolean {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === "object" && first !== null;
}
