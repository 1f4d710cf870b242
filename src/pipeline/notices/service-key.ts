/** The key that mail of the list itself, and no post, is sealed to: whichever its reader has, of a family of the list's first. */
import { keyUsability, type MemberId, type Recipient } from "#base";
import { familiesFor, type List, SCHEMES, settingsForOpened, usedFamilies, usesKeys } from "#lists";
import { keysOfMembers, type Reader } from "#store";

/** null: they have none that mail can be sealed to, or the list has nothing to do with keys. */
export async function serviceKey(
  tx: Reader,
  list: List,
  { member, at }: { readonly member: MemberId; readonly at: Date },
): Promise<Recipient | null> {
  if (!usesKeys(list.settings)) return null;
  const keys = await keysOfMembers(tx, [member]);
  const usable = keys.map((key) => keyUsability(key, at).usable).filter((one) => one !== null);
  const seals = familiesFor(settingsForOpened(list.settings), "distrib_encrypt");
  return (
    [...seals, ...usedFamilies(list.settings), ...SCHEMES]
      .map((scheme) => usable.find((one) => one.scheme === scheme))
      .find((one) => one !== undefined) ?? null
  );
}
