/** Keys of a list's own that its settings need and that are not there. */
import type { Scheme } from "#base";
import type { ListSettings } from "#config";
import { familiesFor, SCHEMES } from "../families.ts";

/** Families, by what the list's own keys do: those that it has, or those that it lacks. */
export interface OwnKeys {
  readonly opening: readonly Scheme[];
  readonly signing: readonly Scheme[];
}

export const ALL_KEYS: OwnKeys = { opening: SCHEMES, signing: SCHEMES };

export function missingListKeys(settings: ListSettings, own: OwnKeys): OwnKeys {
  const opening = mayDoWithout(settings, own) ? [] : familiesFor(settings, "post_encrypt");
  return {
    opening: opening.filter((scheme) => !own.opening.includes(scheme)),
    signing: familiesFor(settings, "distrib_sign").filter((scheme) => !own.signing.includes(scheme)),
  };
}

/** The families in which the list needs a key and has none. */
export function familiesWithoutKey(settings: ListSettings, own: OwnKeys): readonly Scheme[] {
  const { opening, signing } = missingListKeys(settings, own);
  return SCHEMES.filter((scheme) => opening.includes(scheme) || signing.includes(scheme));
}

/** As received, nobody asked for a family: a key in one of them is enough. */
function mayDoWithout(settings: ListSettings, { opening }: OwnKeys): boolean {
  const chosen = settings.gpg_post_encrypt !== "no" || settings.smime_post_encrypt !== "no";
  return settings.distribution === "as_received" && !chosen && opening.length > 0;
}
