import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type Bytes, concatBytes, utf8 } from "#base";
import { composePart } from "#mime";
import { armourKey } from "#openpgp";
import { entity, mail, multipartSigned, NOW } from "../../../test/support/programs/correspondents.ts";
import { inspect } from "../../../test/support/inspection.ts";
import {
  armouredSignature,
  certificate,
  certificationData,
  ed25519Key,
  keyRevocation,
  octets,
  packet,
  signature,
  subpacket,
} from "../../../test/support/crypto/openpgp-forge.ts";
import { readKeyring } from "./keyring.ts";

const MADE = new Date("2026-01-01T00:00:00Z");
const primary = ed25519Key(MADE);
const ALICE = utf8("Alice <alice@example.org>");
const KEY = certificate({
  primary,
  userIds: [{ text: utf8("Al <al@example.org>") }, { text: ALICE }],
  at: MADE,
});
const TEXT = entity("hello\n");
const SIGNATURE = composePart({
  fields: [["Content-Type", "application/pgp-signature"]],
  body: utf8(armouredSignature({ by: primary, type: 0, over: TEXT, at: NOW })),
});
const MAIL = mail(
  [
    ["From", "alice@example.org"],
    ["MIME-Version", "1.0"],
  ],
  multipartSigned("application/pgp-signature", "pgp-sha256", [TEXT, SIGNATURE]),
);
const revocation = keyRevocation(primary, new Date("2026-02-01T00:00:00Z"), 2);
const armoured = inArmour("PGP PUBLIC KEY BLOCK", revocation);
const asSignature = inArmour("PGP SIGNATURE", revocation);
const userRevocation = concatBytes(
  packet(13, ALICE),
  signature({
    by: primary,
    type: 0x30,
    over: certificationData(primary, ALICE),
    at: new Date("2026-02-01T00:00:00Z"),
    hashed: [subpacket(29, octets(32))],
  }),
);

function inArmour(kind: string, bytes: Bytes): string {
  return `-----BEGIN ${kind}-----\n\n${Buffer.from(bytes).toString("base64")}\n-----END ${kind}-----\n`;
}

test("the key is good without its revocation", async () => {
  assert.equal((await inspect(MAIL, { keys: [KEY] })).author.authentic, true);
});

describe("a revocation takes the author away", () => {
  const CASES: readonly (readonly [string, readonly (Bytes | string)[]])[] = [
    ["in another block of the file", [armourKey(KEY) + armoured]],
    ["behind the key", [concatBytes(KEY, revocation)]],
    ["in another file", [KEY, armoured]],
    ["in an earlier binary file", [revocation, KEY]],
    ["in a file of signatures", [KEY, asSignature]],
    ["of the user id, where it stands again", [concatBytes(KEY, userRevocation)]],
    [
      "of the user id, in another copy of the key",
      [KEY, concatBytes(packet(6, primary.body), userRevocation)],
    ],
  ];
  for (const [where, keys] of CASES) {
    test(where, async () => {
      const report = await inspect(MAIL, { keys });
      assert.equal(report.author.authentic, false);
    });
  }
});

test("a file of a revocation alone is in use", async () => {
  const files = [KEY, revocation, utf8(armoured), utf8(asSignature)];
  const keys = files.map((bytes, place) => ({ path: `${place}`, bytes }));
  const { unused } = await readKeyring({ secrets: [], keys, anchors: [], passphrases: [], at: NOW });
  assert.deepEqual(unused, []);
});
