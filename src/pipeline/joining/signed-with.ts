/** Whether a mail is signed as a whole with a certain key that nobody bound yet: it is judged once more, by that key. */
import type { SignerKey } from "#base";
import type { PreparedKey } from "#keys";
import type { InFlight } from "../in-flight.ts";
import { isSignedInTime } from "../facts/signed-in-time.ts";
import type { PipelineSite } from "../site.ts";

export async function isSignedWith(site: PipelineSite, mail: InFlight, key: PreparedKey): Promise<boolean> {
  if (mail.opened?.integrity === false) return false;
  const { scheme, fingerprint, revoked } = key.description;
  const signer: SignerKey = { scheme, fingerprint, bytes: key.bytes, pinned: true, revoked };
  const judged = await site.crypt.open({
    message: mail.raw,
    at: mail.judgedAt,
    secrets: (await site.keyring.secrets(mail.list.id)).all,
    signers: () => Promise.resolve([signer]),
    anchors: [],
    trust: "bound",
    open: { openpgp: true, smime: true },
    verify: { openpgp: true, smime: true },
  });
  for (const one of judged.ok ? judged.value.sessionKeys : judged.sessionKeys) one.fill(0);
  if (!judged.ok) return false;
  return judged.value.signatures.some(
    (one) =>
      one.verdict === "valid" &&
      one.covers === "whole" &&
      one.signer === fingerprint &&
      isSignedInTime(one.at, mail.arrivedAt),
  );
}
