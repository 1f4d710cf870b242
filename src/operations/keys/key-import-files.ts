/** A list's certificates in Sympa's file layout: `cert.pem` with `private_key`, apart for each use, and older ones. */
import { z } from "zod";
import { AppError, type Bytes, concatBytes, ok, utf8 } from "#base";
import { addListKey, listWithKeyPair, type ReadListKey, readListKey } from "#keys";
import type { ListKeyUse, StoredList } from "#store";
import { address, file } from "../input.ts";
import { sharedKeyPair, trustedBy } from "./key-import.ts";
import { type Context, operation } from "../operation.ts";
import { orRefuse, wantedList } from "../wanted.ts";

export interface ImportedPair {
  /** "cert.pem" with what stands behind it. */
  readonly name: string;
  readonly fingerprint: string;
  /** "open": it is of an older generation and only opens. */
  readonly use: ListKeyUse | "open";
  readonly faults: readonly string[];
}

export interface ImportedPairs {
  readonly pairs: readonly ImportedPair[];
  /** Files without their other half. */
  readonly unpaired: readonly string[];
}

const input = z.strictObject({
  list: address,
  files: z
    .array(z.strictObject({ name: z.string().max(255), file }))
    .min(1)
    .max(100),
  /** Sympa's `key_password`: one for all. */
  passphrase: z.string().max(1000).nullable().default(null),
  replace: z.boolean().default(false),
});

export const keyImportFiles = operation({
  name: "key.import-files",
  summary: "Give a list its certificates from a folder in Sympa's layout",
  input,
  async run(context, wanted) {
    const { db, clock } = context;
    const list = await db.read((tx) => wantedList(tx, wanted.list));
    const { pairs, unpaired } = paired(wanted.files);
    if (pairs.length === 0) throw nothingThere();
    const read: ReadPair[] = [];
    for (const pair of pairs)
      read.push(await readPair(context, { list, pair, passphrase: wanted.passphrase }));
    const whole = withEncryptionCertificate(read);
    const at = clock.now();
    for (const { key } of whole) {
      const other = await db.read((tx) => listWithKeyPair(tx, key, { except: list, at }));
      if (other !== null) throw sharedKeyPair(other);
    }
    await db.transact(async (tx) => {
      for (const { key, use } of whole) {
        const place = use === "open" ? { active: false } : { use };
        orRefuse(await addListKey(tx, { list, key, replace: wanted.replace, ...place }));
      }
    });
    return ok<ImportedPairs>({ pairs: whole.map(pairView), unpaired });
  },
});

interface Pair {
  readonly suffix: string;
  readonly use: ListKeyUse | "open";
  /** PEM: the certificates, then the key. */
  readonly file: Bytes;
}

const NAME = /^(cert\.pem|private_key)(\..+)?$/;

/** Older generations first, so that the ones in use come in last. Sympa prefers `.sign` and `.enc` to the bare pair. */
function paired(files: readonly { readonly name: string; readonly file: Bytes }[]) {
  const known = files.flatMap(({ name, file: content }) => {
    const [, kind = "", suffix = ""] = NAME.exec(name) ?? [];
    return kind === "" ? [] : [{ name, kind, suffix, content }];
  });
  const find = (kind: string, suffix: string) =>
    known.find((one) => one.kind === kind && one.suffix === suffix)?.content;
  const both = (suffix: string) =>
    find("cert.pem", suffix) !== undefined && find("private_key", suffix) !== undefined;
  const suffixes = [...new Set(known.map(({ suffix }) => suffix))].filter(both);
  const use = useOf(suffixes);
  const pairs = suffixes.map((suffix): Pair => {
    const [certificate = EMPTY, key = EMPTY] = [find("cert.pem", suffix), find("private_key", suffix)];
    return { suffix, use: use(suffix), file: concatBytes(certificate, utf8("\n"), key) };
  });
  const unpaired = known.filter(({ suffix }) => !both(suffix)).map(({ name }) => name);
  return { pairs: pairs.toSorted((a, b) => rank(a) - rank(b)), unpaired };
}

const EMPTY: Bytes = new Uint8Array();

function useOf(suffixes: readonly string[]): (suffix: string) => Pair["use"] {
  const signer = suffixes.includes(".sign") ? ".sign" : "";
  const opener = suffixes.includes(".enc") ? ".enc" : "";
  return (suffix) => {
    if (suffix === signer) return suffix === opener ? "both" : "sign";
    return suffix === opener ? "encrypt" : "open";
  };
}

function rank({ use }: Pair): number {
  return use === "open" ? 0 : 1;
}

interface ReadPair {
  readonly suffix: string;
  readonly use: Pair["use"];
  readonly key: ReadListKey;
}

async function readPair(
  context: Context,
  {
    list,
    pair,
    passphrase,
  }: { readonly list: StoredList; readonly pair: Pair; readonly passphrase: string | null },
): Promise<ReadPair> {
  const { suffix, use, file: content } = pair;
  const given = { file: content, passphrase, address: list.address, at: context.clock.now(), use };
  const key = await readListKey({ ...given, anchors: await trustedBy(context, list) });
  if (key.ok) return { suffix, use, key: key.value };
  const publicText = `cert.pem${suffix} with private_key${suffix}: ${key.error.publicText}`;
  throw new AppError({ code: key.error.code, publicText });
}

/** What is signed carries the certificate to seal answers to (RFC 8551 §2.5.3). */
function withEncryptionCertificate(read: readonly ReadPair[]): readonly ReadPair[] {
  const opener = read.find(({ use }) => use === "encrypt");
  if (opener === undefined) return read;
  return read.map((pair) => {
    if (pair.use !== "sign") return pair;
    const { secret } = pair.key;
    const own = opener.key.secret.certificates.slice(0, 1);
    const certificates = [...secret.certificates, ...own];
    return { ...pair, key: { ...pair.key, secret: { ...secret, certificates } } };
  });
}

function pairView({ suffix, use, key }: ReadPair): ImportedPair {
  const faults = use === "open" ? [] : key.faults;
  return { name: `cert.pem${suffix}`, fingerprint: key.secret.fingerprint, use, faults };
}

function nothingThere(): AppError {
  const publicText =
    "There is no pair of cert.pem and private_key (or cert.pem.sign with private_key.sign, .enc, …) in it.";
  return new AppError({ code: "bad-data", publicText });
}
