/** Lists that trust authorities, and the certificates that those issued to their members. */
import type { Bytes, ListId, MemberKeyId } from "#base";
import { type List, readStoredSettings, usedFamilies } from "#lists";
import type { PipelineSite } from "#pipeline";
import { allLists, memberKeyPage, renewMemberKey, type StoredMemberKey } from "#store";

const PAGE = 200;

type Site = Pick<PipelineSite, "db" | "clock" | "keyring">;

export interface Trusting {
  /** DER of authorities, and of the revocation lists that are known. */
  readonly anchors: readonly Bytes[];
  /** Certificates of members. */
  readonly issued: readonly StoredMemberKey[];
}

/** @param wants what a list's settings must say besides `revocation` */
export async function trustingLists(
  site: Site,
  wants: (settings: List["settings"]) => boolean,
): Promise<readonly Trusting[]> {
  const found: Trusting[] = [];
  for (const { id, settings: stored } of await site.db.read(allLists)) {
    const { settings } = readStoredSettings(stored);
    if (settings.revocation === "off" || !wants(settings)) continue;
    if (!usedFamilies(settings).includes("smime")) continue;
    const anchors = await site.keyring.anchors(settings);
    if (anchors.length > 0) found.push({ anchors, issued: await issuedOn(site, id, anchors) });
  }
  return found;
}

/** Only who is vouched for can name an address that is asked; who was revoked was vouched for. */
async function issuedOn(
  { db, clock }: Site,
  listId: ListId,
  anchors: readonly Bytes[],
): Promise<readonly StoredMemberKey[]> {
  const { pathStatuses } = await import("#smime");
  const at = clock.now();
  const isIssued = ({ publicKey: certificate }: StoredMemberKey): boolean =>
    (pathStatuses({ certificate, embedded: [], anchors, at }) ?? []).length > 0;
  const found: StoredMemberKey[] = [];
  for (let after: MemberKeyId | undefined; ;) {
    const page = await db.read((tx) => memberKeyPage(tx, { listId, after, limit: PAGE }));
    found.push(...page.filter((key) => key.scheme === "smime" && isIssued(key)));
    after = page.at(-1)?.id;
    if (page.length < PAGE) return found;
  }
}

/** Certificates that their issuer took back stay bound and are good for nothing. How many were good until then. */
export async function revokeMemberKeys(
  { db }: Pick<Site, "db">,
  keys: readonly StoredMemberKey[],
): Promise<number> {
  const counting = keys.filter(({ description }) => !description.revoked);
  await db.transact(async (tx) => {
    for (const { id, ...key } of counting)
      await renewMemberKey(tx, id, {
        ...key,
        description: { ...key.description, revoked: true },
        recipient: null,
      });
  });
  return counting.length;
}
