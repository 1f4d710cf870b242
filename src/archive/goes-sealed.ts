import type { ListSettings } from "#config";
import { listDemand } from "#lists";

/** Whether a kept post goes to nobody but sealed: its copies did, or those of today would. */
export function goesSealed({ sealed }: { readonly sealed: boolean }, settings: ListSettings): boolean {
  return sealed || listDemand(settings, "distrib_encrypt") !== "no";
}
