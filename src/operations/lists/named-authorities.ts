/** The authorities that a list trusts as they lie: in its settings and files, or in those of a site whose lists name none. */
import { type AuthorityFiles, type AuthorityFilesRead, NO_AUTHORITY_FILES, utf8 } from "#base";
import type { ListSettings } from "#config";

export async function namedAuthorities(
  { smime_ca, cafile, capath }: Pick<ListSettings, "smime_ca" | "cafile" | "capath">,
  files: AuthorityFiles = NO_AUTHORITY_FILES,
): Promise<AuthorityFilesRead> {
  const own = smime_ca.trim() === "" ? [] : [utf8(smime_ca)];
  const isNamed = own.length > 0 || cafile !== "" || capath !== "";
  const read = isNamed ? await files.ofList({ cafile, capath }) : await files.ofSite();
  return { files: [...own, ...read.files], missing: read.missing };
}
