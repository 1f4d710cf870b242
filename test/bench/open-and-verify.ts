/** Opening a sealed post and verifying who signed it, by size, beside the mathematics alone. */
import type { Bytes, ListSecret, Scheme, SignerKey } from "#base";
import { openPost } from "#protect";
import { makePerson, type Person, writeSealed } from "../../src/main/demo/people.ts";
import { ownRecipient, publicKeyOf } from "./own-key.ts";
import { type RawCipher, rawBody, rawPrivate } from "./raw-crypto.ts";
import type { Bench, Found, RunOptions } from "./row.ts";
import { sizesOf, textOf } from "./sizes.ts";
import { timedBeside } from "./spread.ts";

export const CIPHERS: Readonly<Record<Scheme, RawCipher>> = { openpgp: "aes-256-cfb", smime: "aes-256-cbc" };
export const SCHEME_NAMES: Readonly<Record<Scheme, string>> = { openpgp: "OpenPGP", smime: "S/MIME" };

export const openAndVerify: Bench = {
  name: "open",
  about: "opening a sealed post and verifying its signature: milliseconds",
  async *run(options) {
    for (const scheme of ["openpgp", "smime"] as const) {
      const [writer, list] = [await makePerson("Writer", scheme), await makePerson("List", scheme)];
      yield* bySize({ writer, list }, options);
    }
  },
};

interface People {
  readonly writer: Person;
  readonly list: Person;
}

async function* bySize({ writer, list }: People, { quick }: RunOptions): AsyncGenerator<Found> {
  const recipient = await ownRecipient(list);
  const signer = await publicKeyOf(writer);
  for (const { name, octets, rounds } of sizesOf(quick)) {
    const letter = { from: writer, to: list.address, subject: "x", text: textOf(octets) };
    const rest = { inReplyTo: null, messageId: "<1@bench.example>" };
    const message = await writeSealed(writer, { ...letter, ...rest }, recipient);
    const [body, keys] = [rawBody(CIPHERS[list.scheme], octets), rawPrivate(CIPHERS[list.scheme])];
    const [raw, figure] = await timedBeside(rounds, [
      () => {
        keys.open();
        body();
      },
      () => open(message, list.secret, signer),
    ]);
    if (raw === undefined || figure === undefined) return;
    const limit = { of: "decryption, digests and public keys alone", figure: raw.median };
    yield { name: `open and verify, ${SCHEME_NAMES[list.scheme]}, ${name}`, unit: "ms", figure, limit };
  }
}

/** Throws if the message did not open or its signature is not good: then nothing was measured. */
async function open(message: Bytes, secret: ListSecret, signer: SignerKey): Promise<void> {
  const families = { openpgp: true, smime: true };
  const opened = await openPost({
    message,
    secrets: [secret],
    signers: async () => [signer],
    at: new Date(),
    anchors: [],
    trust: "bound",
    open: families,
    verify: families,
  });
  if (!opened.ok || opened.value.signatures[0]?.verdict !== "valid") throw new Error("it did not open");
}
