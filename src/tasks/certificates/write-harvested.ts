/** Writes certificates that came along with mail into the folder, and takes back what they take the place of. */
import { createHash } from "node:crypto";
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Bytes, type EmailAddress, utf8 } from "#base";
import { certificateFileName, type CertificateUse } from "#operations";
import {
  type CertificateFileState,
  certificateFiles,
  forgetCertificateFile,
  type HarvestedCertificate,
  harvestedSince,
  noteCertificateFile,
} from "#store";
import type { CertificateSite } from "./take-certificates.ts";

/** Files that somebody else put there stay as they are. */
export async function writeHarvested(site: CertificateSite, folder: string, since: Date): Promise<void> {
  const harvested = await site.db.read((tx) => harvestedSince(tx, since));
  for (const one of harvested) {
    const known = new Map((await site.db.read(certificateFiles)).map((file) => [file.name, file]));
    await writeOne(site, { folder, known }, one);
  }
}

interface Folder {
  readonly folder: string;
  readonly known: ReadonlyMap<string, CertificateFileState>;
}

async function writeOne(
  site: CertificateSite,
  { folder, known }: Folder,
  { address, certificate, description }: HarvestedCertificate,
): Promise<void> {
  const { armourCertificate } = await import("#smime");
  const use = useOf(description);
  const name = certificateFileName(address, use);
  const content = utf8(armourCertificate(certificate));
  const own = await ownFile(folder, name, known);
  if (own === "theirs") return;
  await writeWhole(join(folder, name), content);
  const state = { name, digest: digestOf(content), written: true, problem: "" };
  await site.db.transact((tx) => noteCertificateFile(tx, state, site.clock.now()));
  for (const other of OTHERS[use]) await takeBack(site, { folder, known }, { address, use: other });
}

function useOf({ cannotSign, cannotEncrypt }: HarvestedCertificate["description"]): CertificateUse {
  if (cannotEncrypt === "key-cannot-encrypt") return "sign";
  return cannotSign === "key-cannot-sign" ? "enc" : "both";
}

/** One for both uses stands in for two, and two for one; the second half of a pair leaves the first. */
const OTHERS: Readonly<Record<CertificateUse, readonly CertificateUse[]>> = {
  both: ["sign", "enc"],
  sign: [],
  enc: ["both"],
};

/** Whether a file is there that we did not write, or that was changed since. */
async function ownFile(
  folder: string,
  name: string,
  known: Folder["known"],
): Promise<"ours" | "theirs" | "none"> {
  const present = await readFile(join(folder, name)).catch(() => null);
  if (present === null) return "none";
  const state = known.get(name);
  return state?.written === true && state.digest === digestOf(present) ? "ours" : "theirs";
}

async function takeBack(
  site: CertificateSite,
  { folder, known }: Folder,
  { address, use }: { readonly address: EmailAddress; readonly use: CertificateUse },
): Promise<void> {
  const name = certificateFileName(address, use);
  if ((await ownFile(folder, name, known)) !== "ours") return;
  await rm(join(folder, name), { force: true });
  await site.db.transact((tx) => forgetCertificateFile(tx, name));
}

/** Nobody reads half of it: it is renamed when it is whole. */
async function writeWhole(path: string, content: Bytes): Promise<void> {
  const beside = path.replace(/([^/]+)$/, ".$1.new");
  await writeFile(beside, content, { mode: 0o644 });
  await rename(beside, path);
}

function digestOf(content: Bytes): string {
  return createHash("sha256").update(content).digest("hex");
}
