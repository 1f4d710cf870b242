/**
 * The authorities that a list trusts: its own, in its settings and in the files that it names; of a list that names none,
 * the site's. With them go the revocation lists that are known.
 */
import { type AuthorityFiles, type Bytes, oncePer, utf8 } from "#base";
import { type Database, fetchedListBytes, fetchedLists, revocationListsOfSite } from "#store";
import { smime } from "./crypto-rooms.ts";

/** What a list says of whom it trusts. */
export interface Trusting {
  readonly smime_ca: string;
  readonly cafile: string;
  readonly capath: string;
  readonly revocation: string;
}

/** DER of the authorities that a list trusts, and of their revocation lists. */
export type AnchorReader = (settings: Trusting) => Promise<readonly Bytes[]>;

/** Parsed texts that are remembered. */
const TEXTS = 100;

/** Parsed only where a list has authorities, and anew only when they changed. */
export function anchorReader(db: Pick<Database, "read">, files: AuthorityFiles): AnchorReader {
  const fetched = fetchedListReader(db);
  const fromText = rememberedTexts();
  return async ({ smime_ca: pem, cafile, capath, revocation }) => {
    const hasOwn = pem.trim() !== "" || cafile !== "" || capath !== "";
    const { files: named } = hasOwn ? await files.ofList({ cafile, capath }) : await files.ofSite();
    const own = [...(pem.trim() === "" ? [] : await fromText(pem)), ...(await authoritiesIn(named))];
    if (own.length === 0) return [];
    const beside = revocation === "off" ? await db.read(revocationListsOfSite) : await fetched();
    return [...own, ...beside];
  };
}

/** Certificates and revocation lists, DER. What is neither is passed over. */
const authoritiesIn: (files: readonly Bytes[]) => Promise<readonly Bytes[]> = oncePer(
  async (files: readonly Bytes[]): Promise<readonly Bytes[]> => {
    if (files.length === 0) return [];
    const { readCertificates, readRevocationLists } = await smime();
    return files.flatMap((file) => {
      const certificates = readCertificates(file);
      return [...(certificates.ok ? certificates.value : []), ...readRevocationLists(file)];
    });
  },
);

function rememberedTexts(): (pem: string) => Promise<readonly Bytes[]> {
  const known = new Map<string, Promise<readonly Bytes[]>>();
  return (pem) => {
    const found = known.get(pem) ?? authoritiesIn([utf8(pem)]);
    if (known.size >= TEXTS) known.clear();
    known.set(pem, found);
    return found;
  };
}

/** Lists can be large: they are read and parsed anew only when one of them was fetched anew. */
function fetchedListReader(db: Pick<Database, "read">): () => Promise<readonly Bytes[]> {
  let known: { readonly state: string; readonly lists: readonly Bytes[] } = { state: "", lists: [] };
  return () =>
    db.read(async (tx) => {
      const fetched = (await fetchedLists(tx)).filter(({ fetchedAt }) => fetchedAt !== null);
      const state = fetched.map(({ url, fetchedAt }) => `${url} ${fetchedAt?.getTime() ?? 0}`).join("\n");
      if (state !== known.state) known = { state, lists: await fetchedListBytes(tx) };
      return [...(await revocationListsOfSite(tx)), ...known.lists];
    });
}
