/** The certificates that somebody who asks to join signed with: judged when they asked, or kept with what waits and judged then. */
import { z } from "zod";
import { type EmailAddress, type Fingerprint, LIMITS, NO_AUTHORITY_FILES, sameAddress } from "#base";
import { anchorReader, certificatesAlong, type CertificateBag, type GivenKey } from "#keys";
import { usedFamilies } from "#lists";
import type { StoredList, StoredRequest } from "#store";
import { settingsOf } from "../../lists/list-settings-of.ts";
import type { Context } from "../../operation.ts";

export interface BroughtKeys {
  readonly address: EmailAddress;
  readonly keys: readonly GivenKey[];
}

const octets = z.base64().max(Math.ceil((LIMITS.certificateBytes * 4) / 3) + 4);

/** One CMS signature's certificates as JSON: octets as base64, whoever signed by their fingerprint. */
export const signedWith = z.strictObject({
  signer: z.string().transform((text) => text as Fingerprint),
  certificates: z.array(octets).max(LIMITS.certificateChain),
  preference: octets.nullable(),
});

export type SignedWith = z.input<typeof signedWith>;

/** The signer's first; null: more than a request may carry. */
export function asSignedWith({ signer, certificates, preference }: CertificateBag): SignedWith | null {
  const total = certificates.reduce((sum, { length }) => sum + length, 0);
  if (certificates.length > LIMITS.certificateChain || total > LIMITS.certificateBytes) return null;
  const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");
  return {
    signer,
    certificates: certificates.map(base64),
    preference: preference === null ? null : base64(preference),
  };
}

const carrying = z.object({ signed: signedWith });

/** Of what waited, by whom the list trusts today; null: it carries none, or an owner decides about certificates. */
export async function broughtWith(
  { db, clock, authorityFiles = NO_AUTHORITY_FILES }: Context,
  list: StoredList,
  { input, email, actor }: Pick<StoredRequest, "input" | "email" | "actor">,
): Promise<BroughtKeys | null> {
  const settings = settingsOf(list);
  const carried = carrying.safeParse(JSON.parse(input));
  if (!carried.success || !sameAddress(email, actor)) return null;
  if (settings.smime_trust !== "ca" || !usedFamilies(settings).includes("smime")) return null;
  const { signer, certificates, preference } = carried.data.signed;
  const bag: CertificateBag = {
    signer,
    certificates: certificates.map((text) => Buffer.from(text, "base64")),
    preference: preference === null ? null : Buffer.from(preference, "base64"),
  };
  const anchors = await anchorReader(db, authorityFiles)(settings);
  const to = { address: email, via: "signature", anchors, at: clock.now() } as const;
  return { address: email, keys: await certificatesAlong(bag, to) };
}
