import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { type Bytes, concatBytes, fromLatin1, LIMITS, type ListSecret, systemRandom, utf8 } from "#base";
import { composeMultipart, composePart } from "#mime";
import { readCertificates, unlockSecret } from "#smime";
import { corpusMessages, readCorpus } from "../../../test/support/corpus.ts";
import {
  bindingOf,
  correspondent,
  entity,
  mail,
  mixed,
  openFor,
  openRequest,
  postFrom,
  sealed,
  sealedCms,
  signed,
  teamOfBothFamilies,
} from "../../../test/support/programs/correspondents.ts";
import { judgeAuthor } from "./judge-author.ts";
import { openPost } from "./open-post.ts";

const TEXT = entity("hello\n");

const { list, smimeList, alice, bob } = await teamOfBothFamilies();

describe("openPost", () => {
  const open = (message: Bytes) => openFor(message, [list, smimeList], [alice, bob]);
  const openFailure = async (content: Bytes) => {
    const result = await open(postFrom(alice, content));
    assert.ok(!result.ok);
    return result;
  };

  it("gives a plain message as it is", async () => {
    const result = await open(postFrom(alice, TEXT));
    assert.ok(result.ok);
    const { content, headers, layers, signatures, integrity, wasEncrypted, wasSigned } = result.value;
    assert.equal(fromLatin1(content), fromLatin1(TEXT));
    assert.deepEqual(
      headers.map((field) => `${field.from} ${field.name}`),
      ["outer From", "outer To", "outer Subject"],
    );
    assert.deepEqual([layers, signatures, integrity, wasEncrypted, wasSigned], [[], [], true, null, null]);
  });

  it("opens, verifies and gives what is inside, for both families", async () => {
    const posts = [
      [alice, await sealed(list, TEXT, alice)],
      [alice, await sealed(list, await signed(alice, TEXT))],
      [bob, await sealed(smimeList, await signed(bob, TEXT))],
      [bob, await sealed(list, await signed(bob, TEXT))],
      [alice, await sealed(smimeList, await signed(alice, TEXT))],
    ] as const;
    for (const [author, content] of posts) {
      const result = await open(postFrom(author, content));
      assert.ok(result.ok);
      assert.equal(fromLatin1(result.value.content), fromLatin1(TEXT));
      assert.equal(result.value.sessionKeys.length, 1);
      assert.equal(result.value.wasSigned, author.secret.scheme);
      assert.deepEqual(result.value.problems, []);
      assert.equal(judgeAuthor(result.value, [bindingOf(author)]).authentic, true);
    }
  });

  it("opens as many layers as the limit, and no more", async () => {
    let content: Bytes = TEXT;
    for (let layers = 0; layers < LIMITS.cryptoLayers; layers += 1) content = await signed(alice, content);
    const atLimit = await open(postFrom(alice, content));
    assert.ok(atLimit.ok);
    assert.equal(fromLatin1(atLimit.value.content), fromLatin1(TEXT));
    assert.equal((await openFailure(await signed(alice, content))).why, "too-deep");
  });

  it("opens Exchange's form only around an empty text: with a word in it, it is a part of a message", async () => {
    const content = fromLatin1(await sealed(list, TEXT, alice));
    const boundary = /boundary="?([^";\r\n]+)/.exec(content)?.[1] ?? "";
    const exchange = (text: string): Bytes => {
      const type = `Content-Type: multipart/mixed; boundary="${boundary}"\r\n\r\n`;
      const first = `--${boundary}\r\nContent-Type: text/plain\r\n\r\n${text}\r\n`;
      return utf8(type + first + content.slice(content.indexOf("\r\n\r\n") + 4));
    };
    const empty = await open(postFrom(alice, exchange(" \r\n")));
    assert.ok(empty.ok && empty.value.wasEncrypted === "openpgp");
    const words = await open(postFrom(alice, exchange("a word")));
    assert.ok(words.ok);
    const { wasEncrypted, sessionKeys, content: left } = words.value;
    assert.deepEqual([wasEncrypted, sessionKeys], [null, []]);
    assert.match(fromLatin1(left), /a word/);
  });

  it("takes off nothing of an entity with two types: other programs may go by the other one", async () => {
    const twice = (content: Bytes): Bytes => concatBytes(utf8("Content-Type: text/html\r\n"), content);
    const after = (content: Bytes): Bytes =>
      utf8(fromLatin1(content).replace("\r\n\r\n", "\r\nContent-Type: text/html\r\n\r\n"));
    for (const content of [await sealed(list, TEXT, alice), await sealed(smimeList, TEXT)]) {
      const { sessionKeys, ...failure } = await openFailure(after(content));
      assert.deepEqual([failure.why, sessionKeys], ["not-whole", []]);
    }
    for (const content of [after(await signed(alice, TEXT)), after(await signed(bob, TEXT))]) {
      const result = await open(postFrom(alice, content));
      assert.ok(result.ok);
      assert.deepEqual(result.value.problems, ["not-whole"]);
      assert.equal(judgeAuthor(result.value, [bindingOf(alice), bindingOf(bob)]).authentic, false);
    }
    const plain = await open(postFrom(alice, twice(await signed(alice, TEXT))));
    assert.ok(plain.ok && plain.value.wasSigned === null);
  });

  it("reads inline text in one of a few charsets: what names it is not signed", async () => {
    for (const [named, read] of [
      ["ISO-8859-1", "iso-8859-1"],
      ["utf-8", "utf-8"],
      ["utf-16le", "utf-8"],
      ["cp037", "utf-8"],
      ["iso-2022-jp", "utf-8"],
    ]) {
      const head = `Content-Type: text/plain; charset=${named}\r\n\r\n`;
      const text = "-----BEGIN PGP SIGNED MESSAGE-----\r\n\r\nhello\r\n";
      const signature = "-----BEGIN PGP SIGNATURE-----\r\n\r\nAAAA\r\n-----END PGP SIGNATURE-----\r\n";
      const result = await open(postFrom(alice, utf8(head + text + signature)));
      assert.ok(result.ok);
      assert.ok(fromLatin1(result.value.content).startsWith(`Content-Type: text/plain; charset=${read}\r\n`));
    }
  });

  it("says why it cannot be opened, with the family and nothing else", async () => {
    const stranger = await correspondent("stranger");
    const strangeList = await correspondent("stranger", "smime");
    for (const [to, scheme] of [
      [stranger, "openpgp"],
      [strangeList, "smime"],
    ] as const) {
      const result = await open(postFrom(alice, await sealed(to, TEXT)));
      assert.ok(!result.ok);
      assert.deepEqual([result.why, result.scheme, result.sessionKeys], ["no-key", scheme, []]);
      assert.deepEqual(result.seen?.layers, [{ kind: "encrypted", scheme, opened: false, why: "no-key" }]);
      assert.deepEqual(result.seen.from.addresses, [alice.address]);
    }
  });

  it("leaves a family that is off as it came", async () => {
    const off = { openpgp: false, smime: false };
    const ciphertext = await sealed(list, TEXT, alice);
    const request = openRequest(postFrom(alice, ciphertext), [list], [alice]);
    const unopened = await openPost({ ...request, open: off });
    assert.ok(unopened.ok);
    assert.equal(fromLatin1(unopened.value.content), fromLatin1(ciphertext));
    assert.deepEqual(unopened.value.problems, ["family-off"]);
    const own = await signed(alice, TEXT);
    const unverified = await openPost({ ...openRequest(postFrom(alice, own), [], [alice]), verify: off });
    assert.ok(unverified.ok);
    assert.equal(fromLatin1(unverified.value.content), fromLatin1(own));
    assert.deepEqual(unverified.value.signatures, []);
  });

  it("opens the family that is on under a signature of the one that is off", async () => {
    const message = postFrom(bob, await signed(bob, await sealed(list, TEXT, alice)));
    const verify = { openpgp: true, smime: false };
    const result = await openPost({ ...openRequest(message, [list], [alice, bob]), verify });
    assert.ok(result.ok);
    assert.equal(result.value.wasEncrypted, "openpgp");
    assert.deepEqual(
      result.value.signatures.map((signature) => signature.scheme),
      ["openpgp"],
    );
  });

  it("takes a control part that says anything but Version: 1 for damage", async () => {
    const parts = (version: string): Bytes[] => [
      composePart({ fields: [["Content-Type", "application/pgp-encrypted"]], body: utf8(version) }),
      composePart({ fields: [["Content-Type", "application/octet-stream"]], body: utf8("x") }),
    ];
    for (const version of ["Version: 2", "Version", "Version: 1\r\nhello"]) {
      const parameters = [["protocol", "application/pgp-encrypted"]] as const;
      const content = composeMultipart({
        subtype: "encrypted",
        parameters,
        parts: parts(version),
        random: systemRandom,
      });
      const result = await open(postFrom(alice, content));
      assert.equal(result.ok ? "opened" : result.why, "malformed");
    }
  });

  it("verifies a message that came with bare LF throughout, and keeps its octets", async () => {
    for (const author of [alice, bob]) {
      const post = fromLatin1(postFrom(author, await signed(author, TEXT)));
      const result = await open(utf8(post.replaceAll("\r\n", "\n")));
      assert.ok(result.ok);
      assert.equal(judgeAuthor(result.value, [bindingOf(author)]).authentic, true);
      assert.ok(!fromLatin1(result.value.content).includes("\r"));
    }
  });

  it("counts no signature around what it cannot open as one over the whole", async () => {
    const stranger = await correspondent("stranger");
    const failed = await openFailure(await signed(alice, await sealed(stranger, TEXT)));
    assert.deepEqual(
      failed.seen?.signatures.map(({ verdict, covers }) => [verdict, covers]),
      [["valid", "part"]],
    );
    assert.ok(!judgeAuthor(failed.seen, [bindingOf(alice)]).authentic);
  });

  it("verifies one with bare LF in some lines, and none with a bare CR for a line end", async () => {
    const text = entity("one\ntwo\nthree\n");
    for (const author of [alice, bob]) {
      const post = fromLatin1(postFrom(author, await signed(author, text)));
      for (const [lines, authentic] of [
        ["one\ntwo\r\n", true],
        ["one\rtwo\r\n", false],
        ["one\r\r\ntwo\r\n", false],
        ["one\ntwo\r", false],
      ] as const) {
        const result = await open(utf8(post.replace("one\r\ntwo\r\n", lines)));
        assert.ok(result.ok);
        assert.equal(judgeAuthor(result.value, [bindingOf(author)]).authentic, authentic);
      }
    }
  });

  it("refuses what is beyond the limits", async () => {
    let deep = TEXT;
    for (let depth = 0; depth <= LIMITS.mimeDepth; depth += 1) deep = mixed(deep);
    const result = await open(postFrom(alice, deep));
    const nothing = { scheme: null, sessionKeys: [], seen: null };
    assert.deepEqual(result, { ok: false, why: "too-deep", ...nothing });
    const inside = await open(postFrom(alice, await sealed(list, deep)));
    assert.equal(inside.ok ? "opened" : inside.why, "too-deep");
    assert.equal(inside.ok ? 0 : inside.sessionKeys.length, 1);
  });

  it("hides a Subject that was sealed, and knows one that was not", async () => {
    for (const [outer, secret] of [
      ["...", true],
      ["Lunch", false],
    ] as const) {
      const inner = entity("hello\n", [
        ["Subject", "Lunch"],
        ["Content-Type", 'text/plain; protected-headers="v1"'],
      ]);
      const fields = [
        ["From", alice.address],
        ["Subject", outer],
      ] as const;
      const result = await open(mail(fields, await sealed(list, inner, alice)));
      assert.ok(result.ok);
      assert.equal(result.value.subjectProtected, secret);
      assert.equal(judgeAuthor(result.value, [bindingOf(alice)]).authentic, true);
    }
  });

  it("asks for a From inside with hp, which protects all fields or none", async () => {
    const inner = entity("hello\n", [["Content-Type", "text/plain; hp=cipher"]]);
    const result = await open(postFrom(alice, await sealed(list, inner, alice)));
    assert.ok(result.ok);
    const author = judgeAuthor(result.value, [bindingOf(alice)]);
    assert.equal(author.authentic ? null : author.why, "no-from");
  });

  it("answers every message of the corpus, and every damage to one of ours, without an exception", async () => {
    for (const { path, octets } of corpusMessages()) {
      const result = await open(octets);
      if (result.ok) assert.equal(judgeAuthor(result.value, [bindingOf(alice)]).authentic, false, path);
    }
    const posts = [
      postFrom(alice, await sealed(list, TEXT, alice)),
      postFrom(bob, sealedCms(smimeList, await signed(bob, TEXT), "cbc")),
      postFrom(bob, await signed(bob, await signed(alice, TEXT))),
    ];
    const damage = fc.record({
      post: fc.constantFrom(...posts),
      from: fc.nat(),
      length: fc.nat(40),
      by: fc.string(),
    });
    await fc.assert(
      fc.asyncProperty(damage, async ({ post, from, length, by }) => {
        const at = from % post.length;
        const damaged = concatBytes(post.subarray(0, at), utf8(by), post.subarray(at + length));
        assert.equal(typeof (await open(damaged)).ok, "boolean");
      }),
      { numRuns: 150 },
    );
  });
});

describe("openPost with the messages of RFC 9788 appendix C.3", () => {
  const pem = (name: string): Buffer => readCorpus(`rfc9216/${name}.pem`);
  const AT = new Date("2025-06-01T00:00:00Z");

  async function bob(): Promise<ListSecret> {
    const secret = await unlockSecret(
      Buffer.concat([
        pem("5.4-bob-s-decryption-private-key-material.key"),
        pem("5.3-bob-s-encryption-end-entity-certificate.crt"),
      ]),
      null,
    );
    assert.ok(secret.ok);
    return secret.value;
  }

  function certificate(name: string): Bytes {
    const read = readCertificates(pem(name));
    assert.ok(read.ok && read.value[0]);
    return read.value[0];
  }

  for (const file of ["own-wrap-enveloped", "own-wrap-authenveloped"]) {
    it(`opens ${file}: opaque signature, protected Subject`, async () => {
      const result = await openPost({
        message: readCorpus(`rfc9788/${file}.eml`),
        at: AT,
        secrets: [await bob()],
        signers: () => Promise.resolve([]),
        anchors: [certificate("3.1-rsa-certification-authority-root-certificate.crt")],
        trust: "ca",
        open: { openpgp: true, smime: true },
        verify: { openpgp: true, smime: true },
      });
      assert.ok(result.ok, JSON.stringify(result));
      const { signatures, subjectProtected, headers, from, content, integrity } = result.value;
      assert.equal(signatures[0]?.verdict, "valid", JSON.stringify(signatures));
      assert.deepEqual(from, { addresses: ["alice@smime.example"], entries: 1, mismatch: false });
      assert.equal(subjectProtected, true);
      assert.equal(integrity, true);
      assert.deepEqual(
        headers.map(({ name }) => name),
        ["Subject", "Message-ID", "From", "To", "Date", "User-Agent"],
      );
      assert.equal(headers[0]?.value, "smime-signed-enc-hp-baseline");
      assert.match(
        fromLatin1(content),
        /^Content-Transfer-Encoding: 7bit\r\nContent-Type: text\/plain; charset="utf-8"\r\n\r\nThis is/,
      );
    });
  }
});
