/** Digests or single posts: what a member may choose, by the list's settings. */
import { z } from "zod";
import { AppError, type MemberId } from "#base";
import type { ListSettings } from "#config";
import { chooseDigest, type DigestForm, type StoredMember, type Transactor } from "#store";

/** mime, plain: in digests of that form. on: of the list's. off: each post by itself. */
export const DIGEST_CHOICES = ["mime", "plain", "on", "off"] as const;
export type DigestChoice = (typeof DIGEST_CHOICES)[number];

/** What somebody who joins says of digests: whether they want them, in the list's form, or in which form. */
export const digestAsked = z.union([z.boolean(), z.enum(["mime", "plain"])]);
export type DigestAsked = z.output<typeof digestAsked>;

/** Whether the list lets members choose it. */
export function mayChoose(
  { digestable, nondigestable }: ListSettings,
  { digest }: Pick<StoredMember, "digest">,
  choice: DigestChoice,
): boolean {
  if (choice === "off") return digest === "" || nondigestable === "yes" || digestable === "no";
  return digestable === "yes";
}

/** @throws AppError not-allowed where the list has no such thing */
export async function setDigest(
  tx: Transactor,
  { settings, member }: { readonly settings: ListSettings; readonly member: StoredMember },
  choice: DigestChoice,
): Promise<void> {
  if (!mayChoose(settings, member, choice)) throw refused(choice);
  await chooseDigest(tx, member.id, formOf(settings, choice));
}

/** By the list's settings, or as they asked when they joined; what the list has not they do not get. */
export async function beginDigestOfNew(
  tx: Transactor,
  { settings, id }: { readonly settings: ListSettings; readonly id: MemberId },
  asked: DigestAsked | undefined,
): Promise<void> {
  const isDefault = settings.digest_is_default === "yes" || settings.nondigestable === "no";
  const wanted =
    settings.digestable === "yes" && (settings.nondigestable === "no" || (asked ?? isDefault) !== false);
  const choice = typeof asked === "string" ? asked : "on";
  if (wanted) await chooseDigest(tx, id, formOf(settings, choice));
}

function formOf({ mime_is_default_digest: isMime }: ListSettings, choice: DigestChoice): "" | DigestForm {
  if (choice === "off") return "";
  if (choice === "on") return isMime === "yes" ? "mime" : "plain";
  return choice;
}

function refused(choice: DigestChoice): AppError {
  const publicText =
    choice === "off"
      ? "This list sends its posts in digests only. Nothing was changed."
      : "This list sends no digests. Nothing was changed.";
  return new AppError({ code: "not-allowed", publicText });
}
