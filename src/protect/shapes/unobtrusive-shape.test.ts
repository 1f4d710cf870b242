import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { type Bytes, fromLatin1, latin1, LIMITS, toHex } from "#base";
import { composePart } from "#mime";
import {
  bindingOf,
  type Correspondent,
  correspondent,
  entity,
  mail,
  mixed,
  openFor,
  postFrom,
  sealed,
  signed,
} from "../../../test/support/programs/correspondents.ts";
import { detached, sigField, wrapped } from "../../../test/support/crypto/unobtrusive.ts";
import { judgeAuthor } from "../opening/judge-author.ts";

/** As it is signed: CRLF, one line end behind the last line. */
const PART = [
  "From: Alice <alice@example.org>",
  "To: team@example.org",
  "Subject: the plan",
  'Content-Type: text/plain; charset=utf-8; hp="clear"',
  "",
  "We meet at noon.",
  "",
].join("\r\n");

describe("a signature in Sig fields", () => {
  let list: Correspondent;
  let alice: Correspondent;
  let mallory: Correspondent;
  let genuine: string;

  before(async () => {
    [list, alice, mallory] = await Promise.all([
      correspondent("team"),
      correspondent("alice"),
      correspondent("mallory"),
    ]);
    genuine = sigField(await detached(alice, latin1(PART)));
  });

  async function judge(content: Bytes, message = postFrom(alice, content)) {
    const result = await openFor(message, [list], [alice, mallory]);
    assert.ok(result.ok);
    const opened = result.value;
    const author = judgeAuthor(opened, [bindingOf(alice), bindingOf(mallory)]);
    const verdicts = opened.signatures.map((one) => `${one.verdict} ${one.covers}`);
    return { opened, author, verdicts };
  }

  it("makes an author, protects header fields, and does not go on", async () => {
    const { opened, author, verdicts } = await judge(wrapped(genuine, PART));
    assert.deepEqual(verdicts, ["valid whole"]);
    assert.equal(author.authentic, true);
    assert.deepEqual(opened.layers, [{ kind: "signed", scheme: "openpgp" }]);
    assert.deepEqual(
      opened.headers.map(({ name, value, from }) => `${from} ${name}: ${value}`),
      [
        "protected From: Alice <alice@example.org>",
        "protected To: team@example.org",
        "protected Subject: the plan",
      ],
    );
    assert.equal(
      fromLatin1(opened.content),
      "Content-Type: text/plain; charset=utf-8\r\n\r\nWe meet at noon.\r\n",
    );
    assert.equal(opened.posterSigned, null);
    assert.deepEqual([opened.subjectProtected, opened.problems], [false, []]);
  });

  it("is of the canonical form, whatever happened to line ends and to empty lines at the end", async () => {
    const message = fromLatin1(postFrom(alice, wrapped(genuine, PART)));
    for (const changed of [
      message.replaceAll("\r\n", "\n"),
      fromLatin1(postFrom(alice, wrapped(genuine, `${PART}\r\n\r\n`))),
      fromLatin1(postFrom(alice, wrapped(genuine, PART.trimEnd()))),
    ]) {
      assert.equal((await judge(latin1(""), latin1(changed))).author.authentic, true);
    }
    for (const changed of [message.replace("noon", "midnight"), message.replace("the plan", "the flan")]) {
      const { author, verdicts } = await judge(latin1(""), latin1(changed));
      assert.deepEqual(verdicts, ["invalid whole"]);
      assert.equal(author.authentic, false);
    }
  });

  it("may be over the part as it stands", async () => {
    const bare = PART.trimEnd();
    const { author } = await judge(wrapped(sigField(await detached(alice, latin1(bare))), bare));
    assert.equal(author.authentic, true);
  });

  it("is read among others, of unknown types too, in any case of the name and any folding", async () => {
    const unknown = sigField(latin1("of another age"), "z");
    const ofMallory = sigField(await detached(mallory, latin1(PART)));
    const folded = genuine
      .replace("Sig: t=p; b=", "SIG:t = p;\r\n\tx=1;\r\n b =\r\n ")
      .replace("\r\n ", "\r\n   ");
    assert.deepEqual((await judge(wrapped(unknown + genuine, PART))).verdicts, ["valid whole"]);
    assert.equal((await judge(wrapped(folded, PART))).author.authentic, true);
    const both = await judge(wrapped(ofMallory + genuine, PART));
    assert.deepEqual(both.verdicts, ["valid whole", "valid whole"]);
    assert.equal(both.author.authentic ? null : both.author.why, "several-signers");
  });

  it("is malformed without a signature that can be read, and nothing at all if its type is unknown", async () => {
    for (const field of [
      "Sig: t=p\r\n",
      "Sig: t=p; b=!!\r\n",
      "Sig: t=p; b=\r\n",
      "Sig: t=p; t=p; b=AAAA\r\n",
    ]) {
      const { author, verdicts } = await judge(wrapped(field, PART));
      assert.deepEqual(verdicts, ["malformed whole"], field);
      assert.equal(author.authentic, false);
    }
    for (const field of ["Sig: t=c; b=AAAA\r\n", "Sig: b=AAAA\r\n", "Sig: \r\n", "X-Sig: t=p; b=AAAA\r\n"]) {
      assert.deepEqual((await judge(wrapped(field, PART))).verdicts, [], field);
    }
  });

  it("is read as far as the limit", async () => {
    const { signaturesPerMessage: most } = LIMITS;
    assert.equal((await judge(wrapped(genuine.repeat(most), PART))).verdicts.length, most);
    assert.deepEqual((await judge(wrapped(genuine.repeat(most + 1), PART))).verdicts, []);
  });

  it("means nothing where it is not the first field of the only part of the whole message", async () => {
    const whole = wrapped(genuine, PART);
    const footer = "Content-Type: text/plain\r\n\r\n-- \r\nthe list";
    for (const content of [
      wrapped(genuine, PART, footer),
      wrapped(`X-First: 1\r\n${genuine}`, PART),
      mixed(whole),
      mixed(whole, entity("hello\n")),
      latin1(genuine + PART),
      latin1(fromLatin1(whole).replace("multipart/mixed", "multipart/alternative")),
      latin1(`Content-Type: text/plain\r\n${fromLatin1(whole)}`),
      latin1(fromLatin1(whole).replace("\r\n\r\n", "\r\nContent-Type: text/plain\r\n\r\n")),
      composePart({
        fields: [["Content-Type", "message/rfc822; forwarded=no"]],
        body: postFrom(alice, whole),
      }),
      await sealed(list, whole),
      await signed(mallory, whole),
    ]) {
      const { author, opened } = await judge(content);
      assert.equal(author.authentic, false);
      const signers = opened.signatures.map((one) => one.signer);
      assert.ok(!signers.includes(alice.secret.fingerprint));
    }
  });

  it("is refused if the From outside is another one", async () => {
    const fields = [["From", mallory.address]] as const;
    const { author } = await judge(latin1(""), mail(fields, wrapped(genuine, PART)));
    assert.equal(author.authentic ? null : author.why, "from-mismatch");
  });

  it("remembers the same mark however the fields are written (S4)", async () => {
    const marks = await Promise.all(
      [wrapped(genuine, PART), wrapped(genuine, `${PART}\r\n`)].map(async (content) => {
        const [one] = (await judge(content)).opened.signatures;
        return one?.verdict === "valid" ? toHex(one.mark) : null;
      }),
    );
    assert.ok(marks[0] !== null && marks[0] === marks[1]);
  });
});
