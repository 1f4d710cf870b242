/** Sealing one post for 1,000 members: the body once and a head for each, beside the mathematics alone. */
import { type Recipient, type Scheme, systemRandom } from "#base";
import { composeText } from "#mime";
import { headOf, isSealed, sealPost } from "#protect";
import { makePerson, type Person } from "../../src/main/demo/people.ts";
import { decodeRecipient, encodeRecipient } from "../../src/store/lists/key-json.ts";
import { CIPHERS, SCHEME_NAMES } from "./open-and-verify.ts";
import { ownRecipient } from "./own-key.ts";
import { rawBody, rawKeyPacket, rawPrivate } from "./raw-crypto.ts";
import type { Bench, Found, RunOptions } from "./row.ts";
import { sizesOf, textOf } from "./sizes.ts";
import { timedBeside } from "./spread.ts";

const MEMBERS = 1000;
const PROFILE = { key: "bench", sign: true, language: "en", marked: false } as const;

export const sealing: Bench = {
  name: "seal",
  about: "signing and sealing a post for 1,000 members whose keys come from the database: milliseconds",
  async *run(options) {
    for (const scheme of ["openpgp", "smime"] as const) yield* bySize(scheme, options);
  },
};

async function* bySize(scheme: Scheme, { quick }: RunOptions): AsyncGenerator<Found> {
  const members = quick ? 50 : MEMBERS;
  const list = await makePerson("List", scheme);
  const stored = encodeRecipient(await ownRecipient(await makePerson("Member", scheme)));
  const cipher = CIPHERS[scheme];
  const keyPacket = rawKeyPacket(scheme === "openpgp" ? "x25519" : "rsa3072");
  const keys = rawPrivate(cipher);
  for (const { name, octets, rounds } of sizesOf(quick)) {
    const body = rawBody(cipher, octets);
    const text = textOf(octets);
    const [raw, figure] = await timedBeside(rounds, [
      () => {
        keys.sign();
        body();
        for (let nth = 0; nth < members; nth++) keyPacket();
      },
      () => {
        const recipients = Array.from({ length: members }, () => decodeRecipient(stored));
        return seal(list, text, recipients);
      },
    ]);
    if (raw === undefined || figure === undefined) return;
    const limit = { of: "encryption, digests and public keys alone", figure: raw.median };
    const title = `seal for ${members.toLocaleString("en")}, ${SCHEME_NAMES[scheme]}, ${name}`;
    yield { name: title, unit: "ms", figure, limit };
  }
}

async function seal(list: Person, text: string, recipients: readonly Recipient[]): Promise<void> {
  const { scheme, secret, address } = list;
  const fields = [
    ["From", address],
    ["To", address],
    ["Subject", "bench"],
  ] as const;
  const sealed = await sealPost({
    profile: { ...PROFILE, scheme, cipher: scheme === "openpgp" ? "seipd1" : "cbc" },
    post: { outer: fields, protected: fields, block: null, content: composeText(text) },
    secrets: { openpgp: null, smime: null, [scheme]: secret },
    at: new Date(),
    random: systemRandom,
  });
  if (!sealed.ok || !isSealed(sealed.value.body)) throw new Error("it was not sealed");
  for (const recipient of recipients) headOf(scheme, recipient, sealed.value.body);
}
