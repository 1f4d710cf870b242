/** Whether a list that trusts authorities has any (S2). */
import { type AuthorityFiles, NO_AUTHORITY_FILES } from "#base";
import type { StoredList } from "#store";
import { fail, type Finding } from "../finding.ts";
import { settingsOf } from "./list-settings-of.ts";

export async function checkTrust(
  list: StoredList,
  files: AuthorityFiles = NO_AUTHORITY_FILES,
): Promise<readonly Finding[]> {
  const { smime_trust, smime_ca, cafile, capath } = settingsOf(list);
  if (smime_trust !== "ca") return [];
  const todo = `conclave ca trust FILE --list ${list.address}`;
  const hasText = smime_ca.trim() !== "";
  const isNamed = hasText || cafile !== "" || capath !== "";
  const { files: read, missing } = isNamed ? await files.ofList({ cafile, capath }) : await files.ofSite();
  if (missing !== null) return [fail(list.address, `its authorities cannot be read: ${missing}`, todo)];
  if (hasText || read.length > 0) return [];
  const text =
    "smime_trust = ca, but it names no authority, and the site neither: no certificate will ever count";
  return [fail(list.address, text, todo)];
}
