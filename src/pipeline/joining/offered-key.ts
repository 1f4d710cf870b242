/**
 * The key that an answer brings: attached, in its Autocrypt field, or the certificate that it is signed with. Whether it
 * is theirs is shown later; here it has to name the address, encrypt and sign: alone, or two certificates that split the work.
 */
import type { EmailAddress, Signature } from "#base";
import { familiesFor, settingsForOpened, usedFamilies } from "#lists";
import type { GivenKey, PreparedKey } from "#keys";
import type { InFlight } from "../in-flight.ts";
import { keyFilesAlong } from "../keys-along/key-files-along.ts";

export interface OfferedKey {
  /** Mail can be sealed to it. */
  readonly key: PreparedKey;
  /** null: it signs, too. */
  readonly signing: PreparedKey | null;
}

/** null: none that can be used on this list. */
export async function offeredKey(mail: InFlight, address: EmailAddress): Promise<OfferedKey | null> {
  const { opened, judgedAt: at, list } = mail;
  if (opened === null) return null;
  const { certificatesAlong, openpgpKeysAlong } = await import("#keys");
  const attached = await openpgpKeysAlong(keyFilesAlong(opened, address), { address, at });
  const families = sealingFamilies(list.settings);
  const offered: (OfferedKey | null)[] = attached.map((one) => together([one]));
  const to = { address, via: "signature", anchors: [], at } as const;
  for (const maker of signersOf(opened.signatures))
    offered.push(together(await certificatesAlong({ ...maker, certificates: opened.certificates }, to)));
  return offered.find((one) => one !== null && families.includes(one.key.description.scheme)) ?? null;
}

/** Of one signer, what signed first. null: nothing seals, or nothing signs. */
function together(given: readonly GivenKey[]): OfferedKey | null {
  const keys = given.map(({ key }) => key);
  const sealing = keys.findLast(({ recipient }) => recipient !== null);
  if (sealing === undefined) return null;
  if (sealing === keys[0] && sealing.description.cannotSign === null) return { key: sealing, signing: null };
  const signing = keys.find(({ description }) => description.cannotSign === null);
  return signing === undefined ? null : { key: sealing, signing };
}

function signersOf(signatures: readonly Signature[]) {
  return signatures.flatMap(({ scheme, covers, signer, encryptionPreference: preference = null }) =>
    scheme === "smime" && covers === "whole" && signer !== undefined ? [{ signer, preference }] : [],
  );
}

/** Those that the list seals in; where it seals in none, those that it uses. */
function sealingFamilies(settings: InFlight["list"]["settings"]) {
  const sealing = familiesFor(settingsForOpened(settings), "distrib_encrypt");
  return sealing.length > 0 ? sealing : usedFamilies(settings);
}
