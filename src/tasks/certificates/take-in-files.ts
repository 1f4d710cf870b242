/** Takes in the files of a folder that are new or have changed. One file's trouble is not another's. */
import { createHash } from "node:crypto";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import {
  type AddressKey,
  addressKey,
  type Bytes,
  type EmailAddress,
  type KeyDescription,
  LIMITS,
  sameAddress,
  type WhyCode,
} from "#base";
import { addressInFileName } from "#operations";
import {
  certificateFiles,
  type CertificateFileState,
  forgetCertificateFile,
  noteCertificateFile,
} from "#store";
import { type CertificateSite, takeCertificates } from "./take-certificates.ts";

type Seen = ReadonlyMap<string, string>;

/**
 * @param before what the look before saw: name, and time with size
 * @returns the same of this look
 */
export async function takeInFiles(site: CertificateSite, folder: string, before: Seen): Promise<Seen> {
  const now = await filesIn(folder);
  const known = new Map((await site.db.read(certificateFiles)).map((one) => [one.name, one]));
  for (const [name, state] of now)
    if (before.get(name) !== state) await takeIn(site, { folder, name, known: known.get(name) });
  const gone = [...known.keys()].filter((name) => !now.has(name));
  if (gone.length > 0)
    await site.db.transact(async (tx) => {
      for (const name of gone) await forgetCertificateFile(tx, name);
    });
  return now;
}

/** Files of these addresses count as not seen. */
export function withoutThose(seen: Seen, addresses: ReadonlySet<AddressKey>): Seen {
  if (addresses.size === 0) return seen;
  const isOther = (name: string): boolean => {
    const address = addressInFileName(name);
    return address === null || !addresses.has(addressKey(address));
  };
  return new Map([...seen].filter(([name]) => isOther(name)));
}

/** Those that begin with a dot are somebody's that is not ready. */
async function filesIn(folder: string): Promise<Seen> {
  const seen = new Map<string, string>();
  for (const name of (await readdir(folder)).toSorted()) {
    const found = name.startsWith(".") ? null : await stat(join(folder, name)).catch(() => null);
    if (found?.isFile() === true) seen.set(name, `${found.mtimeMs} ${found.size} ${found.ino}`);
  }
  return seen;
}

interface OneFile {
  readonly folder: string;
  readonly name: string;
  readonly known: CertificateFileState | undefined;
}

async function takeIn(site: CertificateSite, { folder, name, known }: OneFile): Promise<void> {
  const bytes = await readSmall(join(folder, name));
  const digest = createHash("sha256")
    .update(bytes ?? "")
    .digest("hex");
  // What we wrote ourselves came from a list, and goes to no other by this way.
  if (known?.written === true && known.digest === digest) return;
  const problem = bytes === null ? "too-large" : await whyNotTaken(site, name, bytes);
  // Whose it is stands in its name: the log says only what is wrong.
  if (problem !== null && problem !== known?.problem)
    site.logger.warn("certificates.file-not-taken", { code: problem });
  const state = { name, digest, written: false, problem: problem ?? "" };
  await site.db.transact((tx) => noteCertificateFile(tx, state, site.clock.now()));
}

async function readSmall(path: string): Promise<Bytes | null> {
  const bytes = await readFile(path).catch(() => null);
  return bytes === null || bytes.length > LIMITS.keyFileBytes ? null : bytes;
}

/** What `doctor` says of a file that was not taken in. */
export type FileProblem = "no-address" | "no-certificate" | "not-theirs" | "too-large" | "expired";

async function whyNotTaken(site: CertificateSite, name: string, bytes: Bytes): Promise<FileProblem | null> {
  const address = addressInFileName(name);
  if (address === null) return "no-address";
  const { readCertificates } = await import("#smime");
  const read = readCertificates(bytes);
  if (!read.ok) return "no-certificate";
  const theirs = await thoseOf(site, read.value, address);
  if (theirs.length === 0) return "not-theirs";
  if (theirs.every(({ cannotSign, cannotEncrypt }) => isOver(cannotSign) || isOver(cannotEncrypt)))
    return "expired";
  await takeCertificates(site, { address, certificates: read.value, via: "folder" });
  return null;
}

function isOver(why: WhyCode | null): boolean {
  return why === "key-expired";
}

async function thoseOf(
  { clock }: CertificateSite,
  certificates: readonly Bytes[],
  address: EmailAddress,
): Promise<readonly KeyDescription[]> {
  const { describeCertificate } = await import("#smime");
  return certificates.flatMap((der) => {
    const described = describeCertificate(der, clock.now());
    const isTheirs = described.ok && described.value.addresses.some((one) => sameAddress(one, address));
    return isTheirs ? [described.value] : [];
  });
}
