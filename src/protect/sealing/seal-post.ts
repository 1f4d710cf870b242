/** Sealing a composed post for one profile ("Seal once, exactly"): the body once, then a head per member. */
import { AppError, type ListSecret, ok, type Result, type Scheme } from "#base";
import { sealClear } from "./seal-clear.ts";
import { sealOpenpgp } from "./seal-openpgp.ts";
import { sealSmime } from "./seal-smime.ts";
import type { SealedPost, SealFailure, SealInput } from "./sealed-post.ts";
import { signClear } from "./sign-clear.ts";

/**
 * Seals, signs or only assembles, as the profile says. A sealed body that the list does not sign is for one
 * member alone: every member of a profile knows its session key and could replace it, so the caller seals
 * anew for each.
 *
 * @throws AppError key-unusable if the profile signs and the list has no key for that
 */
export async function sealPost(input: SealInput): Promise<Result<SealedPost, SealFailure>> {
  const { scheme, cipher } = input.profile;
  if (scheme === "clear") return sealClear(input);
  const signWith = signingSecret(input, scheme);
  if (cipher === "none") return signWith === null ? sealClear(input) : signClear(input, signWith);
  return ok(await (scheme === "openpgp" ? sealOpenpgp(input, signWith) : sealSmime(input, signWith)));
}

function signingSecret(input: SealInput, scheme: Scheme): ListSecret | null {
  if (!input.profile.sign) return null;
  const secret = input.secrets[scheme];
  if (secret !== null) return secret;
  throw new AppError({
    code: "key-unusable",
    publicText: "The list has no key to sign with. Make one with `conclave key generate`.",
    detail: scheme,
  });
}
