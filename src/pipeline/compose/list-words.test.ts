import assert from "node:assert/strict";
import { test } from "node:test";
import { asId, type EmailAddress, type ListId, systemRandom, utf8, view } from "#base";
import { listSettings } from "#config";
import { decodeText, type Entity, parseMessage } from "#mime";
import { listWords, withListWords } from "./list-words.ts";

const WORDS = { above: "Above\r\n", below: "Below\r\n" };
const UMLAUTS = { above: "", below: "Grüße\r\n" };

function worded(text: string, words = WORDS): Entity {
  const parsed = parseMessage(withListWords(utf8(text.replaceAll("\n", "\r\n")), words, systemRandom));
  assert.ok(parsed.ok);
  return parsed.value;
}

function bodyOf(text: string, words = WORDS): string {
  return view(worded(text, words).body).toString().replaceAll("\r\n", "\n");
}

const TEXT = "Content-Type: text/plain; charset=utf-8";

test("a plain text takes the words in, where its character set and encoding hold them as they are", () => {
  assert.equal(bodyOf("\nhello\n"), "Above\nhello\nBelow\n");
  assert.equal(bodyOf("\nhello"), "Above\nhello\nBelow\n", "a line without an end gets one");
  assert.equal(bodyOf(`${TEXT}\nContent-Transfer-Encoding: 8bit\n\nä\n`, UMLAUTS), "ä\nGrüße\n");
  assert.equal(
    bodyOf(`${TEXT}\nContent-Transfer-Encoding: quoted-printable\n\n=C3=A4\n`),
    "Above\n=C3=A4\nBelow\n",
  );
});

test("what cannot hold them stays as it is, with parts beside it", () => {
  const others = [
    "\nhello\n",
    `${TEXT}\nContent-Transfer-Encoding: base64\n\naGVsbG8=\n`,
    "Content-Type: text/plain; charset=iso-2022-jp\n\nhello\n",
    "Content-Type: text/html\n\n<p>hello\n",
    `Content-Type: multipart/alternative; boundary=b\n\n--b\n\nhello\n--b--\n`,
    `${TEXT}\nContent-Disposition: attachment\n\nhello\n`,
  ];
  for (const text of others) {
    const { contentType, children } = worded(text, UMLAUTS);
    assert.equal(contentType.essence, "multipart/mixed", text);
    assert.equal(view(children[0]?.raw ?? utf8("")).toString(), text.replaceAll("\n", "\r\n"));
    assert.equal(decodeText(children[1]!).trim(), "Grüße");
  }
});

test("parts of a multipart/mixed stay among their own boundaries", () => {
  const { contentType, children } = worded(
    "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nhello\n--b\n\nmore\n--b--\n",
  );
  assert.equal(contentType.parameters.get("boundary"), "b");
  assert.deepEqual(
    children.map((part) => decodeText(part).trim()),
    ["Above", "hello", "more", "Below"],
  );
});

test("nothing is put into or around what is signed or sealed", () => {
  const signed = (type: string) =>
    `Content-Type: ${type}; boundary=b\n\n--b\n\nhello\n--b\nContent-Type: application/pgp-signature\n\nx\n--b--\n`;
  const protectedOnes = [
    signed("multipart/signed"),
    signed("multipart/encrypted"),
    "Content-Type: application/pkcs7-mime\n\nx\n",
    "\n-----BEGIN PGP SIGNED MESSAGE-----\n\nhello\n",
    `Content-Type: multipart/mixed; boundary=c\n\n--c\n${signed("multipart/signed")}\n--c--\n`,
  ];
  for (const text of protectedOnes) {
    const content = utf8(text.replaceAll("\n", "\r\n"));
    assert.equal(withListWords(content, WORDS, systemRandom), content, text);
  }
});

test("names stand for the list's, and a list with keys has no such words", () => {
  const list = (settings: Parameters<typeof listSettings>[0]) => ({
    id: asId<ListId>(1),
    address: "team@example.org" as EmailAddress,
    displayName: "Team",
    settings: listSettings(settings),
  });
  const msg_footer = "\n{name}: {address}, {owner}, {request} {other} \n\n";
  assert.deepEqual(listWords(list({ msg_footer })), {
    above: "",
    below: "\r\nTeam: team@example.org, team-owner@example.org, team-request@example.org {other}\r\n",
  });
  assert.equal(listWords(list({ msg_footer, gpg_distrib_encrypt: "yes" })), null);
  assert.equal(listWords(list({ msg_footer: " \n" })), null);
});
