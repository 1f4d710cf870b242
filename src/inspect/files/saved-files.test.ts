import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { gzipSync } from "node:zlib";
import { type Bytes, concatBytes, fromLatin1, latin1, utf8 } from "#base";
import * as openpgp from "#openpgp";
import {
  type Correspondent,
  correspondent,
  entity,
  mixed,
  postFrom,
  sealedArmour,
  signed,
} from "../../../test/support/programs/correspondents.ts";
import { readCorpus } from "../../../test/support/corpus.ts";
import { inspect } from "../../../test/support/inspection.ts";
import { nextStep } from "../report/next-step.ts";
import type { Report } from "../report/report.ts";

const GIVEN = { isNow: true, secrets: [], unused: [] };
const stepOf = (report: Report): string => nextStep(report, GIVEN) ?? "";

describe("files as people save them", () => {
  let alice: Correspondent;
  let post: Bytes;
  let keys: string[];

  before(async () => {
    alice = await correspondent("alice");
    post = postFrom(alice, await signed(alice, entity("hello\n")));
    keys = [openpgp.armourKey(alice.publicKey)];
  });

  it("reads what stands behind a byte order mark, and in Apple Mail's .emlx", async () => {
    const marked = concatBytes(latin1("\u00ef\u00bb\u00bf"), post);
    const plist = '<?xml version="1.0" encoding="UTF-8"?>\n<plist version="1.0"></plist>\n';
    const emlx = concatBytes(latin1(`${post.length}      \n`), post, latin1(plist));
    for (const file of [marked, emlx]) {
      const report = await inspect(file, { keys });
      assert.deepEqual([report.author.authentic, report.problems], [true, []]);
    }
    const numbered = await inspect(concatBytes(latin1("12\n"), post), { keys });
    assert.equal(numbered.author.authentic, false);
  });

  it("reads a mail below the quoted line of an mbox", async () => {
    const report = await inspect(concatBytes(latin1(">From alice Sat Nov 21 12:00:00 2026\r\n"), post), {
      keys,
    });
    assert.deepEqual([report.author.authentic, report.problems], [true, ["mbox-from-line"]]);
  });

  it("says what a file is that is read nowhere, and what to do", async () => {
    for (const [file, problem, step] of [
      [Buffer.from("d0cf11e0a1b11ae1000000", "hex"), "outlook-file", /as \.eml/],
      [gzipSync(post), "packed-file", /Unpack/],
      [latin1("PK\u0003\u0004 zip"), "packed-file", /Unpack/],
      [Buffer.from(`\u{feff}${fromLatin1(post)}`, "utf16le"), "utf16-file", /without changing/],
      [Buffer.from(fromLatin1(post), "utf16le"), "utf16-file", /without changing/],
    ] as const) {
      const report = await inspect(file);
      assert.deepEqual([report.problems, report.author.why], [[problem], "no-message"]);
      assert.match(stepOf(report), step);
    }
  });

  it("tells an encrypted file in a mail, and opens it not", async () => {
    const armour = fromLatin1(await sealedArmour(alice, utf8("secret")));
    for (const type of [
      'application/octet-stream; name="doc.pgp"',
      "application/pgp-encrypted",
      'application/x; name="a.asc"',
    ]) {
      const attachment = latin1(`Content-Type: ${type}\r\n\r\n${armour}`);
      const report = await inspect(postFrom(alice, mixed(entity("see there\n"), attachment)));
      assert.deepEqual(
        report.layers.map(({ opened, why, recipients }) => [opened, why, recipients.length]),
        [[false, "not-whole", 1]],
      );
      assert.deepEqual(report.problems, ["sealed-attachment"]);
    }
  });

  it("says what to do about a mail that is cut off", async () => {
    const sealedPost = fromLatin1(postFrom(alice, await signed(alice, entity("hello\n"))));
    const cut = await inspect(latin1(sealedPost.slice(0, sealedPost.indexOf("-----BEGIN PGP") + 100)), {
      keys,
    });
    assert.equal(cut.author.authentic, false);
    assert.match(stepOf(cut), /Save the whole mail again/);
  });

  it("blames no sender for what a list or a gateway added", async () => {
    const footed = mixed(await signed(alice, entity("hello\n")), entity("-- \nfooter\n"));
    const report = await inspect(postFrom(alice, footed), { keys });
    assert.ok(report.problems.includes("changed-on-the-way"));
    assert.match(stepOf(report), /A list or a gateway added text/);
  });

  it("gives advice about From only to a mail", async () => {
    const bare = await inspect(latin1("Content-Type: text/plain\r\n\r\nhello\r\n"));
    assert.equal(bare.author.why, "no-message");
    assert.match(stepOf(bare), /Save the whole mail/);
    const unreadable = await inspect(latin1("From: undisclosed\r\nSubject: x\r\n\r\nhello\r\n"));
    assert.equal(unreadable.author.why, "no-from");
  });

  it("knows the From that was signed, where the mail around it was not saved", async () => {
    const authority = "rfc9216/3.1-rsa-certification-authority-root-certificate.crt.pem";
    const anchors = [readCorpus(authority)];
    const keysAt = { anchors, at: new Date("2021-03-01T00:00:00Z") };
    const { author } = await inspect(readCorpus("rfc9788/C.3.1.1-signed-data.eml"), keysAt);
    assert.deepEqual([author.address, author.why], ["alice@smime.example", "from-mismatch"]);
  });
});
