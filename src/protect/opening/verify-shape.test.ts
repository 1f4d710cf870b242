/** What a signature is worth, in mail whose line ends were changed on the way (RFC 3156 §5). */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Bytes, type Fingerprint, utf8 } from "#base";
import { parseMessage } from "#mime";
import {
  certificate,
  ed25519Key,
  FLAGS,
  fingerprintHex,
  keyFlags,
  keyRevocation,
  octets,
  signature,
  type SignatureParts,
  subpacket,
} from "../../../test/support/crypto/openpgp-forge.ts";
import { CONTENT_TYPES, signedData } from "../../../test/support/crypto/cms-forge.ts";
import { verifyShape } from "./verify-shape.ts";

const [MADE, SIGNED, NOW] = ["2026-01-01", "2026-05-31", "2026-06-01"].map((day) => new Date(day)) as [
  Date,
  Date,
  Date,
];
const CONTENT = "Content-Type: text/plain\r\n\r\nPay Bob 10 euros.\r\n";
const alice = ed25519Key(MADE);
const SIGNS = keyFlags(FLAGS.certify | FLAGS.sign);

interface Case {
  /** In the self-signature of Alice's user id. */
  readonly hashed?: readonly Bytes[];
  readonly direct?: readonly Bytes[];
  readonly signed?: Partial<SignatureParts>;
}

const CASES: Readonly<Record<string, Case>> = {
  valid: {},
  weak: { signed: { hash: "sha1" } },
  expired: { hashed: [SIGNS, subpacket(9, octets(0, 1, 0, 0))] },
  revoked: { direct: [keyRevocation(alice, NOW, 0)] },
  untrusted: { hashed: [keyFlags(FLAGS.certify)] },
};

/** The verdict on Alice's signature over `over`, of a message that reads `came`. */
async function verdictOf({ hashed = [SIGNS], direct = [], signed = {} }: Case, came: string, over = CONTENT) {
  const userIds = [{ text: utf8("Alice <alice@example.org>"), hashed }];
  const bytes = certificate({ primary: alice, userIds, at: MADE, direct });
  const fingerprint = fingerprintHex(alice) as Fingerprint;
  const parsed = parseMessage(utf8(came));
  assert.ok(parsed.ok);
  const made = signature({ by: alice, type: 0, over: utf8(over), at: SIGNED, ...signed });
  const { signatures } = await verifyShape(
    { kind: "detached", scheme: "openpgp", signed: parsed.value, signature: made },
    {
      at: NOW,
      signers: async () => [{ scheme: "openpgp", fingerprint, bytes, pinned: false }],
      anchors: [],
      trust: "bound",
      openedWith: [],
    },
  );
  return signatures.map(({ verdict }) => verdict);
}

describe("a signature over CRLF, of mail that has bare LF by now", () => {
  for (const [verdict, one] of Object.entries(CASES)) {
    it(`${verdict}: it is told as if no line end had changed`, async () => {
      assert.deepEqual(await verdictOf(one, CONTENT), [verdict]);
      assert.deepEqual(await verdictOf(one, CONTENT.replaceAll("\r\n", "\n")), [verdict]);
      assert.deepEqual(await verdictOf(one, CONTENT.replace("\r\n", "\n")), [verdict]);
    });
  }

  it("is wrong over other words, whatever ends their lines", async () => {
    const other = CONTENT.replace("10", "90");
    assert.deepEqual(await verdictOf({}, other), ["invalid"]);
    assert.deepEqual(await verdictOf({}, other.replaceAll("\r\n", "\n")), ["invalid"]);
  });
});

it("a signature over bare LF counts over the octets as they came", async () => {
  const came = CONTENT.replaceAll("\r\n", "\n");
  assert.deepEqual(await verdictOf({}, came, came), ["valid"]);
});

it("CMS that is about something else than data is told as what cannot be verified", async () => {
  const parsed = parseMessage(utf8(CONTENT));
  assert.ok(parsed.ok);
  const data = signedData({ signers: [], contentType: CONTENT_TYPES.envelopedData });
  const { signatures } = await verifyShape(
    { kind: "detached", scheme: "smime", signed: parsed.value, signature: data },
    { at: NOW, signers: async () => [], anchors: [], trust: "bound", openedWith: [] },
  );
  assert.deepEqual(signatures, [
    { verdict: "unsupported", why: "unsupported", scheme: "smime", covers: "whole" },
  ]);
});
