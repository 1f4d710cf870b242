/** openssl as the program of S/MIME people: keys, certificates, signing, sealing, judging. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Bytes } from "#base";
import { toCrlf } from "#mime";
import { peer } from "../programs/peers.ts";

export interface OpensslPerson {
  readonly address: string;
  /** Paths of PEM files. */
  readonly certificate: string;
  readonly key: string;
}

export type OpensslKind = "rsa" | "p256" | "p384";

export interface Openssl {
  /** Runs and throws unless openssl is content; gives its output. */
  must(args: readonly string[], input?: Bytes | string): Buffer;
  /** A self-signed certificate for mail, with its key. */
  person(address: string, kind: OpensslKind): OpensslPerson;
  sign(by: OpensslPerson, entity: Bytes | string, form: "detached" | "opaque"): Buffer;
  /** With the line ends of mail, as a mail program sends it. */
  seal(to: OpensslPerson, entity: Bytes, cipher: string): Buffer;
  /** What a person sees in a mail for them, octet for octet; throws if it does not open. */
  open(reader: OpensslPerson, mail: Bytes): Buffer;
  /** The signed octets; throws unless the signature is good and by this certificate. */
  verify(mail: Bytes, certificate: string): Buffer;
  file(name: string, content: Bytes | string): string;
  close(): void;
}

const NEW_KEY: Readonly<Record<OpensslKind, readonly string[]>> = {
  rsa: ["-newkey", "rsa:2048"],
  p256: ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"],
  p384: ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-384"],
};

/** CRLF as it is, no text header of openssl's own. */
const AS_IS = ["-binary", "-crlfeol"];

export function openOpenssl(): Openssl {
  const folder = mkdtempSync(join(tmpdir(), "conclave-ssl-"));
  const file = (name: string, content: Bytes | string): string => {
    const path = join(folder, name);
    writeFileSync(path, content, { mode: 0o600 });
    return path;
  };
  const must = (args: readonly string[], input: Bytes | string = ""): Buffer => {
    const done = spawnSync(peer("openssl").path, args, { input, maxBuffer: 256 * 1024 * 1024 });
    if (done.status !== 0) throw new Error(`openssl ${args.join(" ")}: ${done.stderr.toString()}`);
    return done.stdout;
  };
  return {
    must,
    file,
    person: (address, kind) => makePerson({ must, folder }, address, kind),
    sign(by, entity, form) {
      const detached = form === "opaque" ? ["-nodetach"] : [];
      const who = ["-signer", by.certificate, "-inkey", by.key, "-md", "sha256"];
      return must(["cms", "-sign", ...AS_IS, ...detached, ...who], entity);
    },
    seal(to, entity, cipher) {
      const sealed = must(["cms", "-encrypt", ...AS_IS, `-${cipher}`, to.certificate], entity);
      return Buffer.from(toCrlf(sealed));
    },
    open(reader, mail) {
      const who = ["-recip", reader.certificate, "-inkey", reader.key];
      return must(["cms", "-decrypt", ...who, "-in", file("sealed.eml", mail)]);
    },
    verify(mail, certificate) {
      const out = join(folder, "verified");
      const trust = ["-CAfile", certificate, "-purpose", "any"];
      must(["cms", "-verify", "-in", file("signed.eml", mail), ...trust, "-out", out]);
      return readFileSync(out);
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function makePerson(
  { must, folder }: { readonly must: Openssl["must"]; readonly folder: string },
  address: string,
  kind: OpensslKind,
): OpensslPerson {
  const certificate = join(folder, `${address}.crt`);
  const key = join(folder, `${address}.key`);
  const usage = kind === "rsa" ? "keyEncipherment" : "keyAgreement";
  must([
    "req",
    "-x509",
    ...NEW_KEY[kind],
    "-nodes",
    "-days",
    "30",
    "-subj",
    `/CN=${address}`,
    "-keyout",
    key,
    "-out",
    certificate,
    "-addext",
    `subjectAltName=email:${address}`,
    "-addext",
    `keyUsage=critical,digitalSignature,${usage}`,
    "-addext",
    "extendedKeyUsage=emailProtection",
  ]);
  return { address, certificate, key };
}
