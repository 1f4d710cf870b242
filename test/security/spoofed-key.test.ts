/** Keys that say more than they prove: Alice's address in them makes no mail hers, and her own keys stay hers (S2). */
import assert from "node:assert/strict";
import { it } from "node:test";
import { type Bytes, concatBytes, latin1, utf8 } from "#base";
import { composePart } from "#mime";
import { entity, mail, multipartSigned, NOW } from "../support/programs/correspondents.ts";
import { inspect } from "../support/inspection.ts";
import {
  armouredSignature,
  bindingData,
  boundSubkey,
  certificate,
  type CertificateParts,
  certificationData,
  cv25519Key,
  ed25519Key,
  FLAGS,
  type ForgedKey,
  keyFlags,
  keyRevocation,
  octets,
  packet,
  signature,
  subpacket,
} from "../support/crypto/openpgp-forge.ts";

const MADE = new Date("2026-01-01T00:00:00Z");
const LATER = new Date("2026-02-01T00:00:00Z");
const DAY_LONG = octets(0, 1, 0x51, 0x80);
const CONTENT = entity("hello\n");
const ALICE = utf8("Alice <alice@example.org>");
const MALLORY = utf8("Mallory <mallory@example.org>");
const OWN = [{ text: MALLORY }];
const SIGNS = keyFlags(FLAGS.certify | FLAGS.sign);

const alice = ed25519Key(MADE);
const mallory = ed25519Key(MADE);
const subkey = ed25519Key(MADE);

function signedBy(by: ForgedKey, type = 0): Bytes {
  const armour = armouredSignature({ by, type, over: CONTENT, at: NOW });
  const part = composePart({
    fields: [["Content-Type", "application/pgp-signature"]],
    body: latin1(armour),
  });
  return multipartSigned("application/pgp-signature", "pgp-sha256", [CONTENT, part]);
}

async function authorOf(from: string, by: ForgedKey, ...keys: readonly Bytes[]): Promise<string> {
  const message = mail(
    [
      ["From", from],
      ["MIME-Version", "1.0"],
    ],
    signedBy(by),
  );
  const { author } = await inspect(message, { keys });
  return author.authentic ? `${author.address}` : "nobody";
}

const key = (parts: Partial<CertificateParts>): Bytes =>
  certificate({ primary: mallory, userIds: OWN, at: MADE, ...parts });

/** Alice's user id behind Mallory's own, with something that is to certify it. */
function withAlice(certification: Bytes): Bytes {
  return concatBytes(key({}), packet(13, ALICE), certification);
}

const overAlice = certificationData(mallory, ALICE);
const certifies = (hashed: readonly Bytes[] = [SIGNS], at = MADE): Bytes =>
  signature({ by: mallory, type: 0x13, over: overAlice, at, hashed });

const NOT_ALICE: Readonly<Record<string, Bytes>> = {
  "no certification": withAlice(octets()),
  "the certification of another key": withAlice(
    signature({ by: alice, type: 0x13, over: overAlice, at: MADE, hashed: [SIGNS] }),
  ),
  "what Alice certified of her own key": withAlice(
    signature({ by: alice, type: 0x13, over: certificationData(alice, ALICE), at: MADE, hashed: [SIGNS] }),
  ),
  "the certification of another user id": withAlice(
    signature({ by: mallory, type: 0x13, over: certificationData(mallory, MALLORY), at: MADE }),
  ),
  "a certification that is no certification": withAlice(
    signature({ by: mallory, type: 0x1f, over: overAlice, at: MADE, hashed: [SIGNS] }),
  ),
  "a certification that has expired": withAlice(certifies([SIGNS, subpacket(3, DAY_LONG)])),
  "a certification of tomorrow": withAlice(certifies([SIGNS], new Date("2027-01-01T00:00:00Z"))),
  "a certification with MD5": withAlice(
    signature({ by: mallory, type: 0x13, over: overAlice, at: MADE, hashed: [SIGNS], hash: "md5" }),
  ),
  "a certification with an unknown critical part": withAlice(certifies([SIGNS, subpacket(0x80 | 99)])),
  "a certification that was revoked": withAlice(
    concatBytes(certifies(), signature({ by: mallory, type: 0x30, over: overAlice, at: LATER })),
  ),
  "an attribute in the place of a user id": concatBytes(
    key({}),
    packet(17, ALICE),
    signature({ by: mallory, type: 0x13, over: overAlice, at: MADE, hashed: [SIGNS] }),
  ),
};

it("takes Alice's address from a user id that the key itself certifies, as far as it was given", async () => {
  assert.equal(await authorOf("alice@example.org", mallory, withAlice(certifies())), "alice@example.org");
});

for (const [what, bytes] of Object.entries(NOT_ALICE)) {
  it(`takes no address from a user id with ${what}`, async () => {
    assert.equal(await authorOf("alice@example.org", mallory, bytes), "nobody");
    assert.equal(await authorOf("mallory@example.org", mallory, bytes), "mallory@example.org");
  });
}

const bind = (flags: number, hashed: readonly Bytes[] = [], backSignedBy = subkey): Bytes =>
  boundSubkey({ primary: mallory, subkey, at: MADE, flags, hashed, backSignedBy });
const overSubkey = bindingData(mallory, subkey);

const NO_SIGNER: Readonly<Record<string, Bytes>> = {
  "is nobody's": key({}),
  "signed nothing back": key({
    subkeys: [boundSubkey({ primary: mallory, subkey, at: MADE, flags: FLAGS.sign })],
  }),
  "did not sign back itself": key({ subkeys: [bind(FLAGS.sign, [], mallory)] }),
  "only encrypts": key({ subkeys: [bind(FLAGS.encrypt)] }),
  "only certifies": key({ subkeys: [bind(FLAGS.certify)] }),
  "has expired": key({ subkeys: [bind(FLAGS.sign, [subpacket(9, DAY_LONG)])] }),
  "has an expired binding": key({ subkeys: [bind(FLAGS.sign, [subpacket(3, DAY_LONG)])] }),
  "was revoked": key({
    subkeys: [
      concatBytes(
        bind(FLAGS.sign),
        signature({
          by: mallory,
          type: 0x28,
          over: overSubkey,
          at: LATER,
          hashed: [subpacket(29, octets(0))],
        }),
      ),
    ],
  }),
  "was revoked in front of its binding": key({
    subkeys: [
      concatBytes(
        packet(14, subkey.body),
        signature({ by: mallory, type: 0x28, over: overSubkey, at: LATER }),
        bind(FLAGS.sign).subarray(packet(14, subkey.body).length),
      ),
    ],
  }),
  "is bound by another": key({
    subkeys: [
      concatBytes(
        packet(14, subkey.body),
        signature({ by: alice, type: 0x18, over: overSubkey, at: MADE, hashed: [keyFlags(FLAGS.sign)] }),
      ),
    ],
  }),
  "belongs to a key that has expired": key({
    userIds: [{ text: MALLORY, hashed: [SIGNS, subpacket(9, DAY_LONG)] }],
    subkeys: [bind(FLAGS.sign)],
  }),
  "belongs to a revoked key": key({
    direct: [keyRevocation(mallory, LATER, 1)],
    subkeys: [bind(FLAGS.sign)],
  }),
};

it("takes a signature of a subkey that signs, and signed back", async () => {
  const bytes = key({ subkeys: [bind(FLAGS.sign)] });
  assert.equal(await authorOf("mallory@example.org", subkey, bytes), "mallory@example.org");
});

for (const [what, bytes] of Object.entries(NO_SIGNER)) {
  it(`takes no signature of a subkey that ${what}`, async () => {
    assert.equal(await authorOf("mallory@example.org", subkey, bytes), "nobody");
  });
}

it("leaves Alice her mail, whoever took her key into their own, and gives it to nobody else", async () => {
  const hers = certificate({ primary: alice, userIds: [{ text: ALICE }], at: MADE });
  const taken = key({
    subkeys: [boundSubkey({ primary: mallory, subkey: alice, at: MADE, flags: FLAGS.sign })],
  });
  for (const keys of [
    [hers, taken],
    [taken, hers],
  ]) {
    assert.equal(await authorOf("alice@example.org", alice, ...keys), "alice@example.org");
    assert.equal(await authorOf("mallory@example.org", alice, ...keys), "nobody");
  }
});

it("takes no certification or confirmation for a signature over mail", async () => {
  const encryption = cv25519Key(MADE);
  const bytes = key({
    subkeys: [boundSubkey({ primary: mallory, subkey: encryption, at: MADE, flags: FLAGS.encrypt })],
  });
  for (const type of [0x02, 0x10, 0x13, 0x18, 0x1f, 0x40, 0x50]) {
    const message = mail([["From", "mallory@example.org"]], signedBy(mallory, type));
    assert.equal((await inspect(message, { keys: [bytes] })).author.authentic, false, `${type}`);
  }
});
