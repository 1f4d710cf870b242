/**
 * The eight settings of the Secure List Server, asked by family. "A family at `no` is not used for that
 * purpose; the list's demand is the strictest of its families and is met by any family that is not at
 * `no`" (threat model, "Which rule wins").
 */
import type { Scheme } from "#base";
import type { ListSettings } from "#config";

export type Purpose = "post_encrypt" | "post_sign" | "distrib_encrypt" | "distrib_sign";
export type Demand = "no" | "yes" | "force";

export const SCHEMES: readonly Scheme[] = ["openpgp", "smime"];

const PREFIX = { openpgp: "gpg", smime: "smime" } as const;

/** One family's value for one purpose. As received, a list opens in both families where it chose none. */
export function familyDemand(settings: ListSettings, scheme: Scheme, purpose: Purpose): Demand {
  const asReceived = purpose === "post_encrypt" && settings.distribution === "as_received";
  return asReceived && SCHEMES.every((each) => valueOf(settings, each, purpose) === "no")
    ? "yes"
    : valueOf(settings, scheme, purpose);
}

function valueOf(settings: ListSettings, scheme: Scheme, purpose: Purpose): Demand {
  return settings[`${PREFIX[scheme]}_${purpose}`];
}

/**
 * The settings as they count for a post that came sealed and was opened: as received, it goes out sealed or not at
 * all, in the families that the list seals in, or in both where it chose none.
 */
export function settingsForOpened(settings: ListSettings): ListSettings {
  if (settings.distribution === "settings") return settings;
  const chosen = familiesFor(settings, "distrib_encrypt");
  const seals = (scheme: Scheme) => (chosen.length === 0 || chosen.includes(scheme) ? "force" : "no");
  return { ...settings, gpg_distrib_encrypt: seals("openpgp"), smime_distrib_encrypt: seals("smime") };
}

/** The strictest value of both families. */
export function listDemand(settings: ListSettings, purpose: Purpose): Demand {
  const values = SCHEMES.map((scheme) => familyDemand(settings, scheme, purpose));
  if (values.includes("force")) return "force";
  return values.includes("yes") ? "yes" : "no";
}

/** The families that may be used for a purpose. */
export function familiesFor(settings: ListSettings, purpose: Purpose): readonly Scheme[] {
  return SCHEMES.filter((scheme) => familyDemand(settings, scheme, purpose) !== "no");
}

const PURPOSES: readonly Purpose[] = ["post_encrypt", "post_sign", "distrib_encrypt", "distrib_sign"];

/** The families that the list uses for anything: signatures are looked at in these. */
export function usedFamilies(settings: ListSettings): readonly Scheme[] {
  return SCHEMES.filter((scheme) =>
    PURPOSES.some((purpose) => familyDemand(settings, scheme, purpose) !== "no"),
  );
}

/** Whether authorities say whose certificates are whose, and no owner has to. */
export function trustsAuthorities(settings: ListSettings): boolean {
  return settings.smime_trust === "ca" && usedFamilies(settings).includes("smime");
}

/** Whether the list has anything to do with keys; if not, no crypto room is loaded for its posts. */
export function usesKeys(settings: ListSettings): boolean {
  return usedFamilies(settings).length > 0;
}
