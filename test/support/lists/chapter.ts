/**
 * The site of the chapter "Sympa with S/MIME and HTTPS": an authority and all certificates made by openssl, a list with
 * its certificate from a PKCS#12 file, members of whom nothing is known but their addresses.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { TestContext } from "node:test";
import { type Bytes, concatBytes, utf8 } from "#base";
import { formatField, toCrlf } from "#mime";
import { keyExportDirectory, keyImport, listCreate, memberAdd } from "#operations";
import { type OpensslAuthority, opensslAuthority } from "../crypto/openssl-authority.ts";
import { type Openssl, openOpenssl, type OpensslPerson } from "../crypto/openssl.ts";
import { temporaryFolder } from "../database.ts";
import { fileInput, newServer, type TestServer, type TestServerOptions } from "../server.ts";

export const LIST = "team@example.org";
export const ALICE = "alice@example.net";
export const BOB = "bob@example.net";
export const CAROL = "carol@example.net";
export const PAUL = "paul@example.net";
export const OWNER = "mia@example.org";
export const TEXT = "Content-Type: text/plain; charset=utf-8\r\n\r\nHeliotrop at nine.\r\n";

/** Another text: what is signed twice within a second is the same. */
export const saying = (text: string): string => `Content-Type: text/plain\r\n\r\nHeliotrop ${text}\r\n`;

const MAIL = "extendedKeyUsage=emailProtection";
const USES = {
  both: ["keyUsage=critical,digitalSignature,keyEncipherment", MAIL],
  ec: ["keyUsage=critical,digitalSignature,keyAgreement", MAIL],
  sign: ["keyUsage=critical,digitalSignature", MAIL],
  seal: ["keyUsage=critical,keyEncipherment", MAIL],
  unsaid: [MAIL],
  web: ["keyUsage=critical,digitalSignature", "extendedKeyUsage=serverAuth"],
} as const;
export const EC = ["ec", "-pkeyopt", "ec_paramgen_curve:P-256"];

export interface Chapter {
  readonly server: TestServer;
  readonly ca: OpensslAuthority;
  readonly ssl: Openssl;
  /** The list's certificate, as somebody to seal to and to judge by. */
  readonly list: OpensslPerson;
  /** Somebody with a certificate of the authority's, for these addresses. */
  readonly person: (addresses: readonly string[], how?: PersonOptions) => OpensslPerson;
  /** Signed by openssl, as it comes from a mail program; more certificates may come along. */
  readonly signed: (by: OpensslPerson, entity?: string, along?: readonly OpensslPerson[]) => Buffer;
  /** Posts it; what left the server because of it, by address. */
  readonly post: (
    from: string,
    content: Bytes | string,
    more?: Envelope,
  ) => Promise<ReadonlyMap<string, Buffer>>;
  /** Names of the files in the directory of members' certificates. */
  readonly certificates: () => Promise<readonly string[]>;
  /** What was decided of the newest mail: "accept", or the verb with its code. */
  readonly decision: () => Promise<string>;
}

interface PersonOptions {
  readonly use?: keyof typeof USES;
  readonly newKey?: readonly string[];
  readonly days?: number;
  readonly ca?: OpensslAuthority;
  readonly lines?: readonly string[];
}

interface Envelope {
  readonly to?: string;
  readonly subject?: string;
}

const PASSWORD = "one for all lists";

export async function chapterSite(
  test: TestContext,
  settings: Readonly<Record<string, string>> = {},
  options: TestServerOptions = {},
): Promise<Chapter> {
  const ca = opensslAuthority(test, "Our CA");
  const ssl = openOpenssl();
  test.after(() => ssl.close());
  const site = [`cafile = ${JSON.stringify(ca.files.certificate)}`, ...(options.site ?? [])];
  const server = await newServer(test, { ...options, site });
  const given = { distribution: "as_received", smime_trust: "ca", ...settings };
  await server.call(listCreate, { address: LIST, name: "Team", owners: [OWNER], settings: given });
  const list = ca.certify("team", { lines: [`subjectAltName=email:${LIST}`, ...USES.both] });
  const file = fileInput(pkcs12(test, ssl, { list, ca }));
  await server.call(keyImport, { list: LIST, file, passphrase: PASSWORD });
  for (const address of [ALICE, BOB, CAROL, PAUL])
    await server.call(memberAdd, { list: LIST, member: { address } });
  return { server, ca, ssl, list, ...verbs(server, { ca, ssl }) };
}

/** What a browser exports, with the authority in it. */
function pkcs12(
  test: TestContext,
  ssl: Openssl,
  { list, ca }: { readonly list: OpensslPerson; readonly ca: OpensslAuthority },
): Bytes {
  const out = `${temporaryFolder(test)}/list.p12`;
  const from = ["-inkey", list.key, "-in", list.certificate, "-certfile", ca.files.certificate];
  ssl.must(["pkcs12", "-export", ...from, "-passout", `pass:${PASSWORD}`, "-out", out]);
  return readFileSync(out);
}

type Verbs = Pick<Chapter, "person" | "signed" | "post" | "certificates" | "decision">;

function verbs(server: TestServer, { ca, ssl }: Pick<Chapter, "ca" | "ssl">): Verbs {
  let count = 0;
  return {
    person(addresses, { use = "both", ca: issuer = ca, lines = [], ...how } = {}) {
      const names = `subjectAltName=${addresses.map((one) => `email:${one}`).join(",")}`;
      return issuer.certify(`person ${(count += 1)}`, { lines: [names, ...USES[use], ...lines], ...how });
    },
    signed(by, entity = TEXT, along = []) {
      const beside = along.map((one) => readFileSync(one.certificate, "utf8")).join("");
      const certificates = along.length === 0 ? [] : ["-certfile", ssl.file(`along-${(count += 1)}`, beside)];
      const who = ["-signer", by.certificate, "-inkey", by.key, "-md", "sha256", ...certificates];
      const made = ssl.must(["cms", "-sign", "-binary", "-crlfeol", ...who], entity).toString("latin1");
      return Buffer.from(made.replaceAll(/\r?\n/g, "\r\n").replace(/^MIME-Version: 1\.0\r\n/, ""), "latin1");
    },
    async post(from, content, { to = LIST, subject = "about Heliotrop" } = {}) {
      const before = server.sink.messages.length;
      const fields = [
        ["From", from],
        ["To", to],
        ["Subject", subject],
        ["Message-ID", `<chapter-${(count += 1)}@laptop.example>`],
        ["MIME-Version", "1.0"],
      ].map(([name = "", value = ""]) => formatField(name, value));
      const body = Buffer.from(toCrlf(Buffer.from(content)));
      await server.post({ from, to, message: concatBytes(...fields, withoutVersion(body)) });
      const sent = server.sink.messages.slice(before);
      return new Map(sent.flatMap(({ recipients, data }) => recipients.map((one) => [one, data] as const)));
    },
    async certificates() {
      return (await server.call(keyExportDirectory, { list: LIST })).map(({ name }) => name).toSorted();
    },
    async decision() {
      const row = await server.db.read((tx) =>
        tx.query
          .selectFrom("inbox")
          .select(["decision", "code"])
          .orderBy("id", "desc")
          .executeTakeFirstOrThrow(),
      );
      return row.decision === "accept" ? "accept" : `${row.decision} ${row.code}`;
    },
  };
}

function withoutVersion(content: Buffer): Bytes {
  return utf8(content.toString("latin1").replace(/^MIME-Version: 1\.0\r\n/, ""));
}

/** The copy of somebody, which must be there. */
export function copyFor(copies: ReadonlyMap<string, Buffer>, address: string): Buffer {
  return copies.get(address) ?? assert.fail(`${address} got nothing`);
}

/** Signed by somebody whom the authority vouches for, as openssl judges it; the signed octets. */
export function verifiedBy(ssl: Openssl, mail: Bytes, ca: OpensslAuthority): string {
  const out = ssl.file("verified", "");
  const trust = ["-CAfile", ca.files.certificate, "-purpose", "smimesign"];
  ssl.must(["cms", "-verify", "-in", ssl.file("judged.eml", mail), ...trust, "-out", out]);
  return readFileSync(out, "latin1");
}
