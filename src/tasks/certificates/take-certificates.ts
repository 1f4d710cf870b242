/** Certificates that were found for an address, on every list that it is a member of (S9). */
import type { Bytes, EmailAddress } from "#base";
import { takeGivenKeys } from "#keys";
import { readStoredSettings, usedFamilies } from "#lists";
import type { PipelineSite } from "#pipeline";
import { listById, membershipsOf, type NewKeyOffer, type StoredMember } from "#store";

export type CertificateSite = Pick<PipelineSite, "db" | "clock" | "keyring" | "logger">;

export interface FoundCertificates {
  readonly address: EmailAddress;
  /** DER. */
  readonly certificates: readonly Bytes[];
  readonly via: NewKeyOffer["via"];
}

/** How many were bound, and how many wait for owners. */
export interface Taken {
  readonly bound: number;
  readonly offered: number;
}

/** @param wants which memberships; absent: all on lists that use S/MIME */
export async function takeCertificates(
  site: CertificateSite,
  found: FoundCertificates,
  wants: (member: StoredMember) => boolean = () => true,
): Promise<Taken> {
  const members = await site.db.read((tx) => membershipsOf(tx, found.address));
  const taken = { bound: 0, offered: 0 };
  for (const member of members) {
    if (!wants(member)) continue;
    for (const did of await takeOn(site, member, found)) {
      if (did === "bound" || did === "replaced") taken.bound += 1;
      if (did === "offered") taken.offered += 1;
    }
  }
  return taken;
}

async function takeOn(site: CertificateSite, member: StoredMember, found: FoundCertificates) {
  const list = await site.db.read((tx) => listById(tx, member.listId));
  if (list === null) return [];
  const { settings } = readStoredSettings(list.settings);
  if (!usedFamilies(settings).includes("smime")) return [];
  const { certificatesFound } = await import("#keys");
  const at = site.clock.now();
  const anchors = settings.smime_trust === "ca" ? await site.keyring.anchors(settings) : [];
  const to = { address: member.address, via: found.via, anchors, at };
  const keys = await certificatesFound(found.certificates, to);
  const taken = await site.db.transact((tx) => takeGivenKeys(tx, { member, keys, backed: true, at }));
  return taken.map(({ did }) => did);
}
