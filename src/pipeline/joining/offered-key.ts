/**
 * The key that an answer brings: attached, in its Autocrypt field, or the certificate that it is signed with. Whether it
 * is theirs is shown later; here it has to name the address, encrypt and sign.
 */
import type { EmailAddress, Signature } from "#base";
import { familiesFor, settingsForOpened, usedFamilies } from "#lists";
import type { GivenKey, PreparedKey } from "#keys";
import type { InFlight } from "../in-flight.ts";
import { keyFilesAlong } from "../keys-along/key-files-along.ts";

/** null: none that can be used on this list. */
export async function offeredKey(mail: InFlight, address: EmailAddress): Promise<PreparedKey | null> {
  const { opened, judgedAt: at, list } = mail;
  if (opened === null) return null;
  const { certificatesAlong, openpgpKeysAlong } = await import("#keys");
  const attached = await openpgpKeysAlong(keyFilesAlong(opened, address), { address, at });
  const to = { address, via: "signature", anchors: [], at } as const;
  const certified: GivenKey[] = [];
  for (const signer of signersOf(opened.signatures))
    certified.push(...(await certificatesAlong({ signer, certificates: opened.certificates }, to)));
  const families = sealingFamilies(list.settings);
  return (
    [...attached, ...certified]
      .map(({ key }) => key)
      .find(({ recipient, description: { scheme, cannotSign } }) => {
        return recipient !== null && cannotSign === null && families.includes(scheme);
      }) ?? null
  );
}

function signersOf(signatures: readonly Signature[]) {
  return signatures.flatMap(({ scheme, covers, signer }) =>
    scheme === "smime" && covers === "whole" && signer !== undefined ? [signer] : [],
  );
}

/** Those that the list seals in; where it seals in none, those that it uses. */
function sealingFamilies(settings: InFlight["list"]["settings"]) {
  const sealing = familiesFor(settingsForOpened(settings), "distrib_encrypt");
  return sealing.length > 0 ? sealing : usedFamilies(settings);
}
