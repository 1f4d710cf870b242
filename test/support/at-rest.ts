/** Everything that a server keeps, as octets, and whether a word is in it in any usual spelling. */
import { lstatSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import type { TestServer } from "./server.ts";

export interface Kept {
  readonly name: string;
  readonly octets: Buffer;
}

/** The data folder; on PostgreSQL the whole cluster after a checkpoint and every row of every table too. */
export async function everythingKept(server: TestServer): Promise<readonly Kept[]> {
  const own = filesIn(server.folder);
  const config = own.find(({ name }) => name.endsWith("conclave.toml"))?.octets.toString() ?? "";
  const url = /database = "(postgres:[^"]+)"/.exec(config)?.[1];
  if (url === undefined) return own;
  const rows = await readRows(url);
  const cluster = new URL(url.replace("@/", "@localhost/")).searchParams.get("host") ?? "";
  const files = filesIn(join(cluster, "data"));
  if (!files.some(({ name }) => name.includes("pg_wal")))
    throw new Error("the cluster's files are not there");
  return [...own, ...files, ...rows];
}

function filesIn(folder: string): Kept[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).flatMap((name) =>
    readKept(join(folder, name)),
  );
}

/** PostgreSQL may remove a file of its own between listing and reading. */
function readKept(path: string): Kept[] {
  const entry = lstatSync(path, { throwIfNoEntry: false });
  return entry?.isFile() === true ? [{ name: path, octets: readFileSync(path) }] : [];
}

/** As text, octets in hex: PostgreSQL compresses long values in its files. */
async function readRows(url: string): Promise<Kept[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("checkpoint");
    const tables = await client.query<{ name: string }>(
      "select table_name as name from information_schema.tables where table_schema = current_schema()",
    );
    const kept: Kept[] = [];
    for (const { name } of tables.rows) {
      const { rows } = await client.query<{ row: string }>(`select t::text as row from "${name}" t`);
      kept.push({ name: `table ${name}`, octets: Buffer.from(rows.map(({ row }) => row).join("\n")) });
    }
    return kept;
  } finally {
    await client.end();
  }
}

/** Where a word or a key is kept, in whatever spelling; [] if nowhere. */
export function placesOf(secret: string | Uint8Array, kept: readonly Kept[]): readonly string[] {
  const spellings = typeof secret === "string" ? spellingsOfWord(secret) : spellingsOf(Buffer.from(secret));
  return kept.flatMap(({ name, octets }) =>
    spellings.filter(({ needle }) => octets.includes(needle)).map(({ how }) => `${name} (${how})`),
  );
}

interface Spelling {
  readonly how: string;
  readonly needle: Buffer;
}

function spellingsOfWord(word: string): readonly Spelling[] {
  const utf8 = Buffer.from(word);
  const little = Buffer.from(word, "utf16le");
  const quoted = Array.from(utf8, (octet) =>
    octet < 0x7f ? String.fromCharCode(octet) : `=${octet.toString(16).toUpperCase()}`,
  ).join("");
  return [
    ...spellingsOf(utf8),
    { how: "latin1", needle: Buffer.from(word, "latin1") },
    { how: "utf-16le", needle: little },
    { how: "utf-16be", needle: Buffer.from(little).swap16() },
    { how: "quoted-printable", needle: Buffer.from(quoted) },
    { how: "percent", needle: Buffer.from(encodeURIComponent(word)) },
    { how: "json", needle: Buffer.from(escapedForJson(word)) },
  ];
}

function spellingsOf(octets: Buffer): readonly Spelling[] {
  return [
    { how: "as it is", needle: octets },
    { how: "hex", needle: Buffer.from(octets.toString("hex")) },
    { how: "HEX", needle: Buffer.from(octets.toString("hex").toUpperCase()) },
    ...[0, 1, 2].map((shift) => ({ how: `base64 at ${shift}`, needle: inBase64(octets, shift) })),
  ];
}

/** What of the base64 does not depend on the neighbours, `shift` octets behind a group of three. */
function inBase64(octets: Buffer, shift: number): Buffer {
  const encoded = Buffer.concat([Buffer.alloc(shift), octets])
    .toString("base64")
    .replaceAll("=", "");
  const end = (shift + octets.length) % 3 === 0 ? encoded.length : encoded.length - 1;
  return Buffer.from(encoded.slice(shift === 0 ? 0 : shift + 1, end));
}

function escapedForJson(word: string): string {
  return word.replaceAll(/[^\x20-\x7e]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
