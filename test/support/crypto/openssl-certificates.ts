/** Certificates of every kind that openssl makes, by one authority of its own. */
import { readFileSync } from "node:fs";
import type { TestContext } from "node:test";
import { openOpenssl, type Openssl, type OpensslPerson } from "./openssl.ts";

export interface OpensslCertificates {
  readonly ssl: Openssl;
  /** PEM. */
  readonly authority: string;
  certify(wanted: WantedCertificate): OpensslPerson;
  /** The certificate counts no more; gives the authority's newest list (PEM). */
  revoke(person: OpensslPerson): string;
}

export interface WantedCertificate {
  readonly address: string;
  readonly key: keyof typeof KEYS;
  /** Lines of an extension file; subjectAltName and emailProtection if it is not told. */
  readonly extensions: readonly string[];
  /** As openssl takes them, YYYYMMDDHHMMSSZ; a month from now if it is not told. */
  readonly dates?: readonly [string, string];
}

const KEYS = {
  rsa: ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"],
  ec: ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"],
} as const;

const SETTINGS = `[ca]
default_ca = here
[here]
database = INDEX
new_certs_dir = FOLDER
rand_serial = yes
crlnumber = NUMBER
default_md = sha256
default_days = 30
default_crl_days = 7
policy = any
unique_subject = no
[any]
commonName = supplied
`;

export function opensslCertificates(test: TestContext, name: string): OpensslCertificates {
  const ssl = openOpenssl();
  test.after(() => ssl.close());
  const own = { key: ssl.file("ca.key", ""), certificate: ssl.file("ca.crt", "") };
  const usage = ["basicConstraints=critical,CA:TRUE", "keyUsage=critical,keyCertSign,cRLSign"];
  const subject = ["-subj", `/CN=${name}`, "-days", "30", ...usage.flatMap((one) => ["-addext", one])];
  const files = ["-keyout", own.key, "-out", own.certificate];
  ssl.must(["req", "-x509", "-newkey", "rsa:2048", "-nodes", ...subject, ...files]);
  const folder = own.key.replace(/\/[^/]+$/, "");
  const places = { INDEX: ssl.file("index.txt", ""), NUMBER: ssl.file("crlnumber", "01\n"), FOLDER: folder };
  const text = SETTINGS.replaceAll(/INDEX|NUMBER|FOLDER/g, (word) => places[word as keyof typeof places]);
  const config = [
    "ca",
    "-batch",
    "-config",
    ssl.file("ca.cnf", text),
    "-cert",
    own.certificate,
    "-keyfile",
    own.key,
  ];
  let made = 0;
  return {
    ssl,
    authority: readFileSync(own.certificate, "utf8"),
    certify: (wanted) => certify(ssl, config, { ...wanted, number: ++made }),
    revoke(person) {
      ssl.must([...config, "-revoke", person.certificate]);
      return ssl.must([...config, "-gencrl"]).toString();
    },
  };
}

function certify(
  ssl: Openssl,
  config: readonly string[],
  { address, key: kind, extensions, dates, number }: WantedCertificate & { readonly number: number },
): OpensslPerson {
  const [key, certificate] = [ssl.file(`${number}.key`, ""), ssl.file(`${number}.crt`, "")];
  ssl.must(["genpkey", ...KEYS[kind], "-out", key]);
  const request = ssl.must(["req", "-new", "-key", key, "-subj", `/CN=${address}`]);
  const lines = ssl.file(`${number}.ext`, `${extensions.join("\n")}\n`);
  const [from, until] = dates ?? [];
  const times = from === undefined || until === undefined ? [] : ["-startdate", from, "-enddate", until];
  const files = [
    "-in",
    ssl.file(`${number}.csr`, request),
    "-out",
    certificate,
    "-extfile",
    lines,
    "-notext",
  ];
  ssl.must([...config, ...files, ...times]);
  return { address, certificate, key };
}
