import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { type Bytes, concatBytes, fromLatin1, inGroups, latin1, systemRandom, utf8 } from "#base";
import { encodeBase64Lines } from "#mime";
import * as openpgp from "#openpgp";
import * as smime from "#smime";
import {
  type Correspondent,
  correspondent,
  entity,
  mail,
  mixed,
  NOW,
  postFrom,
  sealed,
  sealedArmour,
  sealedCms,
  signed,
  teamOfBothFamilies,
} from "../../test/support/programs/correspondents.ts";
import { inspect, inspectAll, type InspectionKeys } from "../../test/support/inspection.ts";
import { inspectFile } from "./inspect-file.ts";
import { reportLines } from "./report/report-lines.ts";

const TEXT = entity("hello\n");
const PASSPHRASE = "correct horse";
const { list, smimeList, alice, bob } = await teamOfBothFamilies();

describe("inspectFile", () => {
  const publicFile = ({ secret, publicKey }: Correspondent): string =>
    secret.scheme === "openpgp" ? openpgp.armourKey(publicKey) : smime.armourCertificate(publicKey);
  const secretFile = async ({ secret, publicKey }: Correspondent): Promise<string> =>
    secret.scheme === "openpgp"
      ? openpgp.lockSecret(secret, PASSPHRASE)
      : smime.exportSecret(secret, PASSPHRASE) + smime.armourCertificate(publicKey);
  const ours = async (): Promise<InspectionKeys> => ({
    secrets: [await secretFile(list), await secretFile(smimeList)],
    keys: [publicFile(alice), publicFile(bob)],
    passphrases: [PASSPHRASE],
  });

  it("opens with locked keys and knows the author, in both families", async () => {
    const keys = await ours();
    for (const [author, content] of [
      [alice, await sealed(list, TEXT, alice)],
      [alice, await sealed(smimeList, await signed(alice, TEXT))],
      [bob, await sealed(smimeList, await signed(bob, TEXT))],
      [bob, await sealed(list, await signed(bob, TEXT))],
    ] as const) {
      const report = await inspect(postFrom(author, content), keys);
      assert.deepEqual(report.author, { address: author.address, authentic: true, why: null });
      assert.deepEqual(
        report.layers.map(({ kind, opened, why }) => [kind, opened, why]),
        [
          ["encrypted", true, null],
          ["signed", true, null],
        ],
      );
      const [signature] = report.signatures;
      assert.deepEqual([signature?.verdict, signature?.why, signature?.covers], ["valid", null, "whole"]);
      assert.equal(signature?.signer, author.secret.fingerprint);
      assert.deepEqual(signature.addresses, [author.address]);
      assert.equal(signature.at, NOW.toISOString());
      assert.deepEqual([report.subject, report.problems], ["outside", []]);
    }
  });

  it("has every field of a report, whatever the octets are", async () => {
    const fields = ["author", "file", "keyFiles", "layers", "message", "problems", "signatures", "subject"];
    const check = async (bytes: Bytes): Promise<void> => {
      const reports = await inspectAll(bytes);
      assert.ok(reports.length > 0);
      for (const report of reports) {
        assert.deepEqual(Object.keys(report).toSorted(), fields);
        assert.ok(!report.author.authentic && !report.problems.includes("internal"));
      }
    };
    const beginning = fc.constantFrom(
      "",
      "From ",
      "From: ",
      "-----BEGIN PGP MESSAGE-----\n\n",
      "0\u0080",
      "\u0085",
    );
    const octets = fc.tuple(beginning, fc.uint8Array({ maxLength: 300 }));
    await fc.assert(
      fc.asyncProperty(octets, ([start, rest]) => check(concatBytes(latin1(start), rest))),
      { numRuns: 300 },
    );
  });

  it("tells what is sealed to somebody else, with what can be seen from outside", async () => {
    const report = await inspect(postFrom(alice, await sealed(list, TEXT, alice)));
    const [layer] = report.layers;
    assert.deepEqual([layer?.kind, layer?.opened, layer?.why], ["encrypted", false, "no-key"]);
    const [keyId = ""] = layer?.recipients ?? [];
    const [words] = reportLines(report, { isNow: true, secrets: [], unused: [] }).filter((line) =>
      /Sealed/.test(line),
    );
    assert.match(words ?? "", new RegExp(`no secret key was given; it is for ${inGroups(keyId ?? "")}$`));
    assert.deepEqual(report.author, { address: alice.address, authentic: false, why: "no-key" });
    assert.deepEqual([report.subject, report.problems], ["outside", ["no-key"]]);
  });

  it("takes the public half of a secret key for nobody's", async () => {
    const { secrets, passphrases } = await ours();
    const report = await inspect(postFrom(list, await sealed(list, TEXT, list)), {
      secrets: secrets ?? [],
      passphrases: passphrases ?? [],
    });
    assert.deepEqual([report.signatures[0]?.verdict, report.author.authentic], ["unknown-key", false]);
  });

  it("judges bare OpenPGP and CMS, armoured or binary, without an author", async () => {
    const keys = await ours();
    const armour = await sealedArmour(list, await signed(alice, TEXT));
    const binary = Buffer.from(fromLatin1(armour).split("\r\n\r\n")[1]?.split("-----")[0] ?? "", "base64");
    const cms = fromLatin1(sealedCms(smimeList, await signed(bob, TEXT), "gcm")).split("\r\n\r\n")[1] ?? "";
    const pem = `-----BEGIN CMS-----\n${cms}-----END CMS-----\n`;
    for (const bytes of [armour, binary, latin1(cms), Buffer.from(cms, "base64"), latin1(pem)]) {
      const report = await inspect(bytes, keys);
      assert.deepEqual(report.author, { address: null, authentic: false, why: "no-message" });
      assert.equal(report.layers[0]?.opened, true);
      assert.deepEqual(
        report.signatures.map(({ verdict }) => verdict),
        ["valid"],
      );
    }
  });

  it("takes a bare text that nobody signed or sealed for neither", async () => {
    const packet = "-----BEGIN PGP MESSAGE-----\n\nywtiAAAAAABoZWxsbw==\n-----END PGP MESSAGE-----\n";
    const { layers, signatures, problems } = await inspect(latin1(packet), await ours());
    assert.deepEqual([layers, signatures, problems], [[], [], ["no-message"]]);
    const named = packet.replaceAll("PGP MESSAGE", "PGP ARMORED FILE");
    assert.deepEqual((await inspect(latin1(named), await ours())).problems, ["no-message"]);
  });

  it("judges a clear-signed text in a file that says more as a part", async () => {
    const input = { content: utf8("hello"), signWith: alice.secret, at: NOW };
    const { signature } = await openpgp.signDetached(input);
    const armour = `-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nhello\n${signature.trimEnd()}`;
    for (const text of [`${armour}\n-- \nAlice\n`, `hello,\n\n${armour}`]) {
      const { layers, signatures, problems } = await inspect(utf8(text), await ours());
      assert.deepEqual(
        [layers, signatures.map(({ verdict, covers }) => [verdict, covers])],
        [[], [["valid", "part"]]],
      );
      assert.deepEqual(problems, ["no-message", "not-whole"]);
    }
  });

  it("says of a signature alone whose it is, and that its content is missing", async () => {
    const input = { content: TEXT, at: NOW };
    const { signature: armour } = await openpgp.signDetached({ ...input, signWith: alice.secret });
    const { signature: der } = smime.signDetached({ ...input, signWith: bob.secret });
    for (const [author, bytes] of [
      [alice, latin1(armour)],
      [bob, der],
      [bob, encodeBase64Lines(der)],
    ] as const) {
      const { signatures, problems } = await inspect(bytes, await ours());
      const [signature] = signatures;
      assert.deepEqual([signature?.verdict, signature?.why], ["malformed", "content-missing"]);
      assert.equal(signature?.signer, author.secret.fingerprint);
      assert.deepEqual(problems, ["no-message", "content-missing"]);
    }
  });

  it("gives a report per message of an mbox, as they were before they were put there", async () => {
    const body = latin1("\r\nFrom here on\r\n>From there on\r\n");
    const content = concatBytes(latin1("Content-Type: text/plain\r\n"), body);
    const post = fromLatin1(postFrom(alice, await signed(alice, content))).replaceAll("\r\n", "\n");
    const quoted = post.replaceAll(/^(>*From )/gm, ">$1");
    const separator = "From alice@example.org Sat Nov 21 12:00:00 2026\n";
    const plain = fromLatin1(postFrom(bob, TEXT)).replaceAll("\r\n", "\n");
    const reports = await inspectAll(latin1(`${separator}${quoted}\n${separator}${plain}\n`), await ours());
    assert.deepEqual(
      reports.map(({ message, author }) => [message, author.address, author.authentic]),
      [
        [1, alice.address, true],
        [2, bob.address, false],
      ],
    );
  });

  it("tries the lines of an mbox as they stand where a writer quoted only some of them", async () => {
    const content = latin1("Content-Type: text/plain\r\n\r\n>From there on\r\n");
    const post = fromLatin1(postFrom(alice, await signed(alice, content))).replaceAll("\r\n", "\n");
    const mbox = latin1(`From alice@example.org Sat Nov 21 12:00:00 2026\n${post}\n`);
    const { author, message } = await inspect(mbox, await ours());
    assert.deepEqual([author.authentic, message], [true, 1]);
  });

  it("says that what nobody signed can have been changed in an encryption without integrity", async () => {
    const unsigned = postFrom(bob, sealedCms(smimeList, TEXT, "cbc"));
    assert.deepEqual((await inspect(unsigned, await ours())).problems, ["no-integrity"]);
    const good = postFrom(bob, sealedCms(smimeList, await signed(bob, TEXT), "cbc"));
    assert.deepEqual((await inspect(good, await ours())).problems, []);
  });

  it("says what a file is that is no mail", async () => {
    for (const [bytes, problem] of [
      [new Uint8Array(), "empty-file"],
      [utf8("hello\n"), "no-message"],
      [Buffer.from("1f8b0800", "hex"), "packed-file"],
      [alice.publicKey, "key-file"],
      [latin1(publicFile(alice)), "key-file"],
      [latin1(publicFile(bob)), "key-file"],
      [bob.publicKey, "key-file"],
      [bob.secret.secret, "key-file"],
      [await smime.exportPkcs12(bob.secret, PASSPHRASE, systemRandom), "key-file"],
    ] as const) {
      const { problems, author } = await inspect(bytes);
      assert.deepEqual([problems, author.why], [[problem], "no-message"]);
    }
  });

  it("tells in every report that a key file could not be used, and uses the others", async () => {
    const keys = { secrets: [await secretFile(smimeList)], keys: ["no key", publicFile(alice)] };
    const report = await inspect(postFrom(alice, await signed(alice, TEXT)), {
      ...keys,
      passphrases: ["wrong"],
    });
    assert.equal(report.author.authentic, true);
    assert.deepEqual(report.problems, ["key-file-unusable"]);
  });

  it("keeps people apart by their addresses: two signers of one address are one person", async () => {
    const again = await correspondent("alice");
    const twice = await signed(again, await signed(alice, TEXT));
    const keys = [publicFile(alice), publicFile(again), publicFile(bob)];
    assert.equal((await inspect(postFrom(alice, twice), { keys })).author.authentic, true);
    const both = await inspect(postFrom(bob, await signed(bob, await signed(alice, TEXT))), { keys });
    assert.deepEqual([both.author.authentic, both.author.why], [false, "several-signers"]);
  });

  it("shows the Subject from inside, and never counts a From that differs from the one outside", async () => {
    const inner = mail(
      [
        ["From", alice.address],
        ["Subject", "=?utf-8?Q?caf=C3=A9?="],
      ],
      entity("hello\n", [["Content-Type", 'text/plain; hp="cipher"']]),
    );
    const content = await sealed(list, await signed(alice, inner));
    const good = await inspect(postFrom(alice, content), await ours());
    assert.deepEqual([good.subject, good.author.authentic], ["café", true]);
    const forged = await inspect(postFrom(bob, content), await ours());
    assert.deepEqual(forged.author, { address: alice.address, authentic: false, why: "from-mismatch" });
  });

  it("counts no signature over a part, and opens nothing that is a part", async () => {
    const report = await inspect(postFrom(alice, mixed(TEXT, await sealed(list, TEXT, alice))), await ours());
    assert.deepEqual(
      report.layers.map(({ opened }) => opened),
      [false],
    );
    assert.equal(report.author.authentic, false);
  });

  it("survives a fault inside: the message has its report, and the fault is told", async () => {
    const broken = { ...smimeList.secret, secret: utf8("no key"), certificates: [] };
    const keyring = { secrets: [broken], known: [], anchors: [], unused: [], at: NOW, isNow: false };
    const faults: unknown[] = [];
    const post = postFrom(alice, sealedCms(smimeList, TEXT, "gcm"));
    const reports = inspectFile("a.eml", post, keyring, (fault) => faults.push(fault));
    const { value } = await reports.next();
    assert.deepEqual([value?.problems, value?.author.authentic, faults.length], [["internal"], false, 1]);
  });

  it("lets a key be given twice", async () => {
    const binary = await openpgp.publicPart(alice.secret);
    const keys = [publicFile(alice), binary];
    const report = await inspect(postFrom(alice, await signed(alice, TEXT)), { keys });
    assert.equal(report.author.authentic, true);
    assert.equal(report.signatures[0]?.signer, alice.secret.fingerprint);
  });
});
