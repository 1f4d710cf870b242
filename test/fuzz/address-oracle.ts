/** Knows which OpenPGP key proves which address: no change to a file of keys makes one prove another. */
import { addressKey, type Bytes } from "#base";
import { readKeyring } from "#inspect";
import { NOW } from "../support/programs/correspondents.ts";

export class AddressOracle {
  readonly #proved = new Set<string>();

  /** A file that nobody changed. */
  async learn(octets: Bytes): Promise<void> {
    for (const claim of await claimsIn(octets)) this.#proved.add(claim);
  }

  /** What is proved all of a sudden: "FINGERPRINT address". */
  async forged(octets: Bytes): Promise<readonly string[]> {
    return (await claimsIn(octets)).filter((claim) => !this.#proved.has(claim));
  }
}

/** A certificate says of itself what it likes: whoever names it believes it. */
async function claimsIn(bytes: Bytes): Promise<readonly string[]> {
  const keys = [{ path: "fuzz", bytes }];
  const { known } = await readKeyring({ secrets: [], keys, anchors: [], passphrases: [], at: NOW });
  return known
    .filter(({ key }) => key.scheme === "openpgp")
    .flatMap(({ key, description }) =>
      description.addresses.map((address) => `${key.fingerprint} ${addressKey(address)}`),
    );
}
