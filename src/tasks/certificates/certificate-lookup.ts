/**
 * The task `certificate_lookup`: members without any key are looked up in the directory (RFC 4523). What is found follows
 * the same rules as what comes along with mail (S9). Nothing is asked while a post waits.
 */
import { type Bytes, type ListId, type MemberId } from "#base";
import type { DirectoryFault, DirectoryServer } from "#directory";
import { readStoredSettings, usedFamilies } from "#lists";
import { allLists, keysOfMembers, memberPage, type StoredMember } from "#store";
import type { TaskReport } from "../task.ts";
import { type CertificateSite, takeCertificates } from "./take-certificates.ts";

/** Where members' certificates are looked up. */
export interface CertificateDirectory {
  readonly server: DirectoryServer;
  readonly base: string;
  /** With `{address}` in it. */
  readonly filter: string;
}

/** Members in one question. */
const PAGE = 40;

/** Certificates themselves, and CMS with certificates in it (RFC 2798 §2.8). */
const ATTRIBUTES = [
  "userCertificate;binary",
  "userCertificate",
  "userSMIMECertificate;binary",
  "userSMIMECertificate",
];

/** @param directory null: there is none */
export async function lookUpCertificates(
  site: CertificateSite,
  directory: CertificateDirectory | null,
  stop: AbortSignal,
): Promise<TaskReport> {
  const figures = { asked: 0, bound: 0, offered: 0 };
  if (directory === null) return { figures, problem: null };
  for (const { id, settings: stored } of await site.db.read(allLists)) {
    if (!usedFamilies(readStoredSettings(stored).settings).includes("smime")) continue;
    for await (const keyless of keylessPages(site, id)) {
      if (stop.aborted) return { figures, problem: null };
      const fault = await lookUp(site, directory, { keyless, figures });
      if (fault === null) continue;
      site.logger.warn("directory.not-asked", { code: fault });
      return { figures, problem: "unavailable" };
    }
  }
  return { figures, problem: null };
}

async function* keylessPages(
  { db }: CertificateSite,
  listId: ListId,
): AsyncGenerator<readonly StoredMember[]> {
  for (let after: MemberId | undefined; ;) {
    const { page, keys } = await db.read(async (tx) => {
      const members = await memberPage(tx, { listId, after, limit: PAGE });
      const ids = members.map(({ id }) => id);
      return { page: members, keys: await keysOfMembers(tx, ids) };
    });
    const keyed = new Set(keys.map(({ memberId }) => memberId));
    const keyless = page.filter(({ id }) => !keyed.has(id));
    if (keyless.length > 0) yield keyless;
    after = page.at(-1)?.id;
    if (page.length < PAGE) return;
  }
}

interface Wanted {
  readonly keyless: readonly StoredMember[];
  readonly figures: Record<"asked" | "bound" | "offered", number>;
}

/** Why the directory gave no answer; null: it did. */
async function lookUp(
  site: CertificateSite,
  { server, base, filter }: CertificateDirectory,
  { keyless, figures }: Wanted,
): Promise<DirectoryFault | null> {
  const { escapeFilterValue, searchDirectory } = await import("#directory");
  const each = keyless.map(({ address }) => filter.replaceAll("{address}", escapeFilterValue(address)));
  const question = { base, scope: "sub", filter: `(|${each.join("")})`, attributes: ATTRIBUTES } as const;
  const found = await searchDirectory(server, question);
  if (!found.ok) return found.error;
  figures.asked += keyless.length;
  const values = found.value.flatMap(({ values: all }) => [...all.values()].flat());
  const certificates = await certificatesIn(values);
  for (const { address, id } of certificates.length === 0 ? [] : keyless) {
    const wants = (member: StoredMember): boolean => member.id === id;
    const taken = await takeCertificates(site, { address, certificates, via: "directory" }, wants);
    figures.bound += taken.bound;
    figures.offered += taken.offered;
  }
  return null;
}

/** What is no certificate is passed over. */
async function certificatesIn(values: readonly Bytes[]): Promise<readonly Bytes[]> {
  const { readCertificates } = await import("#smime");
  return values.flatMap((value) => {
    const read = readCertificates(value);
    return read.ok ? read.value : [];
  });
}
