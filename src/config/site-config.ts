/**
 * `conclave.toml`: where the server keeps its data, listens and sends. Paths are relative to the file.
 * Secrets are not in it: it names the files that hold them.
 */
import { parse, TomlError } from "smol-toml";
import { z } from "zod";
import { err, ok, type Result } from "#base";

const listener = z.strictObject({
  protocol: z.enum(["lmtp", "smtp"]).describe("LMTP for the MTA beside us, SMTP for trusted relays."),
  listen: z.string().min(1).describe("A socket path, or host:port."),
  mode: z
    .string()
    .regex(/^0?[0-7]{3}$/)
    .default("660")
    .describe("Access rights of the socket file."),
  group: z
    .string()
    .default("")
    .describe("Group that may write to the socket file: the MTA's, for example postfix."),
});

const relay = z.strictObject({
  host: z.string().min(1).default("127.0.0.1").describe("The MTA that takes our mail."),
  port: z.int().min(1).max(65_535).default(25),
  tls: z
    .enum(["auto", "require", "never"])
    .default("auto")
    .describe("auto: TLS is required unless the relay is this machine."),
  ca_file: z
    .string()
    .default("")
    .describe("PEM file of the authority that signed the relay's certificate, if it is your own."),
  user: z.string().default("").describe("Name for SASL log-in; empty for none."),
  password_file: z.string().default("").describe("File that holds the password for SASL log-in."),
  connections: z.int().min(1).max(200).default(10).describe("Connections to the relay at the same time."),
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
  log_addresses: z.boolean().default(false).describe("Whether logs may hold mail addresses."),
  log_level: z.enum(["debug", "info", "warn", "error"]).default("info"),
  listeners: z
    .array(listener)
    .default([{ protocol: "lmtp", listen: "run/lmtp.sock", mode: "660", group: "" }])
    .describe("The doors for mail."),
  relay: relay.prefault({}).describe("Where mail goes out."),
});

export type SiteConfig = z.output<typeof siteSchema>;

export function parseSiteConfig(text: string): Result<SiteConfig, readonly string[]> {
  try {
    const parsed = siteSchema.safeParse(parse(text));
    if (parsed.success) return ok(parsed.data);
    return err(
      parsed.error.issues.map((issue) => `${issue.path.join(".") || "conclave.toml"}: ${issue.message}`),
    );
  } catch (thrown) {
    if (thrown instanceof TomlError) return err([`line ${thrown.line}: ${thrown.message.split("\n", 1)[0]}`]);
    throw thrown;
  }
}

/** What the first run writes: every setting with its meaning, the defaults commented out. */
export function describeSiteConfig(): string {
  return [
    "# Conclave. Lines that start with # are the defaults.",
    "",
    ...describe(siteSchema, ""),
    ...describeTable("[[listeners]]", listener),
    ...describeTable("[relay]", relay),
  ].join("\n");
}

function describeTable(heading: string, table: z.ZodObject): string[] {
  return ["", `# ${heading}`, ...describe(table, "# ")];
}

function describe(table: z.ZodObject, indent: string): string[] {
  return Object.entries(table.shape).flatMap(([name, field]) =>
    describeField(name, field as z.ZodType, indent),
  );
}

function describeField(name: string, field: z.ZodType, indent: string): string[] {
  const meaning = field.description === undefined ? [] : [`${indent}# ${field.description}`];
  const fallback = field.safeParse(undefined);
  if (fallback.success && typeof fallback.data === "object") return [];
  const value = fallback.success ? JSON.stringify(fallback.data) : '"…"';
  return [...meaning, `# ${name} = ${value}`];
}
