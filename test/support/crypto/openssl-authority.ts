/** An authority that openssl runs: it issues certificates, revokes them and writes its lists. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { temporaryFolder } from "../database.ts";
import { openOpenssl, type OpensslPerson } from "./openssl.ts";

export interface OpensslAuthority {
  readonly certificate: string;
  /** Paths of its certificate, and of the index of what it issued. */
  readonly files: { readonly certificate: string; readonly key: string; readonly index: string };
  /** A person whose certificate says where the list is, or the responder. */
  issue(address: string, listAt: string | null, responderAt?: string): OpensslPerson;
  /** A certificate with these extensions, for a key of this kind and for so many days. */
  certify(name: string, how: Certifying): OpensslPerson;
  /** Somebody to answer for it, with this extendedKeyUsage. */
  responder(purpose?: string): OpensslPerson;
  /** Writes what was issued into the index: responders know nothing else. */
  enter(person: OpensslPerson): void;
  revoke(person: OpensslPerson): void;
  /** The list of this moment. */
  list(form: "der" | "pem"): Buffer;
  /** PEM of a list that names what changed since the first. */
  deltaList(): string;
}

export interface Certifying {
  readonly lines: readonly string[];
  /** As `openssl req` takes it. */
  readonly newKey?: readonly string[];
  readonly days?: number;
}

const SETTINGS = `[ca]
default_ca = here
[here]
database = index.txt
crlnumber = crlnumber
default_md = sha256
default_crl_days = 7
private_key = ca.key
certificate = ca.crt
[delta]
2.5.29.27 = critical,ASN1:INTEGER:1
`;

export function opensslAuthority(test: TestContext, name: string): OpensslAuthority {
  const folder = temporaryFolder(test);
  const program = openOpenssl();
  test.after(() => program.close());
  const at = (file: string): string => join(folder, file);
  const settings = SETTINGS.replaceAll(/= (\w+\.\w+|crlnumber)$/gm, (_all, file: string) => `= ${at(file)}`);
  for (const [file, text] of [
    ["ca.cnf", settings],
    ["index.txt", ""],
    ["crlnumber", "01\n"],
  ] as const)
    writeFileSync(at(file), text);
  const subject = ["-subj", `/CN=${name}`, "-keyout", at("ca.key"), "-out", at("ca.crt")];
  const extensions = ["basicConstraints=critical,CA:TRUE", "keyUsage=critical,keyCertSign,cRLSign"];
  const more = extensions.flatMap((one) => ["-addext", one]);
  program.must(["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", ...subject, ...more]);
  return {
    certificate: readFileSync(at("ca.crt"), "utf8"),
    files: { certificate: at("ca.crt"), key: at("ca.key"), index: at("index.txt") },
    issue: (address, listAt, responderAt) =>
      issue(program, at, { address, lines: personLines(address, listAt, responderAt) }),
    certify: (name, how) => issue(program, at, { address: name, ...how }),
    responder: (purpose = "OCSPSigning") =>
      issue(program, at, { address: `responder ${purpose}`, lines: [`extendedKeyUsage=${purpose}`] }),
    enter: ({ certificate }) => void program.must(["ca", "-config", at("ca.cnf"), "-valid", certificate]),
    revoke: ({ certificate }) => void program.must(["ca", "-config", at("ca.cnf"), "-revoke", certificate]),
    list(form) {
      program.must(["ca", "-config", at("ca.cnf"), "-gencrl", "-out", at("ca.crl")]);
      return program.must(["crl", "-in", at("ca.crl"), "-outform", form]);
    },
    deltaList() {
      program.must(["ca", "-config", at("ca.cnf"), "-gencrl", "-crlexts", "delta", "-out", at("delta.crl")]);
      return readFileSync(at("delta.crl"), "utf8");
    },
  };
}

function issue(
  { must }: Pick<ReturnType<typeof openOpenssl>, "must">,
  at: (file: string) => string,
  { address, lines, newKey = ["rsa:2048"], days = 20 }: Certifying & { readonly address: string },
): OpensslPerson {
  const [key, certificate, request, extensions] = ["key", "crt", "csr", "ext"].map((end) =>
    at(`${address}.${end}`),
  );
  if (!key || !certificate || !request || !extensions) throw new Error("unreachable");
  must(["req", "-newkey", ...newKey, "-nodes", "-subj", `/CN=${address}`, "-keyout", key, "-out", request]);
  writeFileSync(extensions, `${lines.join("\n")}\n`);
  const by = ["-CA", at("ca.crt"), "-CAkey", at("ca.key"), "-CAcreateserial", "-days", String(days)];
  must(["x509", "-req", "-in", request, ...by, "-extfile", extensions, "-out", certificate]);
  return { address, certificate, key };
}

function personLines(address: string, listAt: string | null, responderAt?: string): readonly string[] {
  return [
    `subjectAltName=email:${address}`,
    "keyUsage=critical,digitalSignature,keyEncipherment",
    "extendedKeyUsage=emailProtection",
    ...(listAt === null ? [] : [`crlDistributionPoints=URI:${listAt}`]),
    ...(responderAt === undefined ? [] : [`authorityInfoAccess=OCSP;URI:${responderAt}`]),
  ];
}
