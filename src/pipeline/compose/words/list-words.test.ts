import assert from "node:assert/strict";
import { test } from "node:test";
import { asId, type EmailAddress, type ListId, systemRandom, utf8, view } from "#base";
import { listSettings } from "#config";
import { decodeText, type Entity, parseMessage } from "#mime";
import { listWords, type WordsPlace, withListWords, wordsNameReader } from "./list-words.ts";

const PLACE: WordsPlace = { random: systemRandom, signed: "none" };

const WORDS = { above: "Above\r\n", below: "Below\r\n" };
const UMLAUTS = { above: "", below: "Grüße\r\n" };

function worded(text: string, words = WORDS): Entity {
  const parsed = parseMessage(withListWords(utf8(text.replaceAll("\n", "\r\n")), words, PLACE));
  assert.ok(parsed.ok);
  return parsed.value;
}

function parseMessageOf(text: string): Entity {
  const parsed = parseMessage(utf8(text.replaceAll("\n", "\r\n")));
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
  const signature = { above: "", below: "-- \r\nBelow\r\n" };
  const quoted = `${TEXT}\nContent-Transfer-Encoding: quoted-printable\n\n=C3=A4\n`;
  assert.equal(bodyOf(quoted, signature), "=C3=A4\n--=20\nBelow\n", "a decoder takes a bare blank away");
});

test("a plain text in another character set or encoding becomes UTF-8, and keeps what else it says of itself", () => {
  const others: readonly (readonly [string, string])[] = [
    ["\nhello\n", "hello\nGrüße\n"],
    [`${TEXT}\nContent-Transfer-Encoding: base64\n\naGVsbG8=\n`, "hello\nGrüße\n"],
    ["Content-Type: text/plain; charset=iso-2022-jp\n\nhello\n", "hello\nGrüße\n"],
    [
      "Content-Type: text/plain; charset=iso-8859-1; format=flowed\nContent-Transfer-Encoding: quoted-printable\nContent-Language: de\n\n=E4 \nb\n",
      "ä\nb\nGrüße\n",
    ],
  ];
  for (const [text, expected] of others) {
    const part = worded(text, UMLAUTS);
    assert.equal(decodeText(part).replaceAll("\r\n", "\n"), expected);
    const { parameters } = parseMessageOf(text).contentType;
    assert.equal(part.contentType.parameters.get("format"), parameters.get("format"));
    assert.equal(part.header.all("content-language").length, text.includes("Language") ? 1 : 0);
  }
});

test("what else a recoded text says of itself stays octet for octet, a word that no line can hold, too", () => {
  const field = `content-description:  ${"x".repeat(1000)}\n\ty`;
  const { raw } = worded(`${TEXT}\n${field}\nContent-Transfer-Encoding: base64\n\naGVsbG8=\n`);
  assert.ok(
    view(raw)
      .toString()
      .startsWith(`${field.replace("\n", "\r\n")}\r\nContent-Type: text/plain; charset=utf-8\r\n`),
  );
});

test("what cannot hold them stays as it is, with parts beside it", () => {
  const others = [
    "Content-Type: text/plain; charset=euc-jp\nContent-Transfer-Encoding: base64\n\n/w==\n",
    "Content-Type: text/plain; charset=x-nobody-knows\n\nhello\n",
    "Content-Type: text/plain; charset=us-ascii\n\nGrüße\n",
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

/** Its parts get neighbours, and stay what they are. */
const MIXED = "Content-Type: multipart/mixed; boundary=c\n\n--c\n";

test("nothing is put into what is signed or sealed, and beside it only where that is wanted", () => {
  const signed = (type: string) =>
    `Content-Type: ${type}; boundary=b\n\n--b\n\nhello\n--b\nContent-Type: application/pgp-signature\n\nx\n--b--\n`;
  const protectedOnes = [
    signed("multipart/signed"),
    signed("multipart/encrypted"),
    "Content-Type: application/pkcs7-mime\n\nx\n",
    "\n-----BEGIN PGP SIGNED MESSAGE-----\n\nhello\n",
    `${MIXED}${signed("multipart/signed")}\n--c--\n`,
  ];
  for (const text of protectedOnes) {
    const content = utf8(text.replaceAll("\n", "\r\n"));
    assert.equal(withListWords(content, WORDS, PLACE), content, text);
    const beside = parseMessage(withListWords(content, WORDS, { ...PLACE, signed: "outside" }));
    assert.ok(beside.ok);
    const [above, own, below] = beside.value.children;
    assert.deepEqual(
      [above, below].map((part) => decodeText(part!).trim()),
      ["Above", "Below"],
    );
    const inside = text.startsWith(MIXED) ? signed("multipart/signed") : text;
    assert.equal(view(own?.raw ?? utf8("")).toString(), inside.replaceAll("\n", "\r\n"));
  }
});

const list = (settings: Parameters<typeof listSettings>[0]) => ({
  id: asId<ListId>(1),
  address: "team@example.org" as EmailAddress,
  displayName: "Team",
  settings: listSettings(settings),
});

test("names stand for the list's, and a list with keys has no such words", () => {
  const msg_footer = "\n{name}: {address}, {owner}, {request} {other} \n\n";
  assert.deepEqual(listWords(list({ msg_footer })), {
    above: "",
    below: "\r\nTeam: team@example.org, team-owner@example.org, team-request@example.org {other}\r\n",
  });
  assert.equal(listWords(list({ msg_footer, gpg_distrib_encrypt: "yes" })), null);
  assert.equal(listWords(list({ msg_footer: " \n" })), null);
  const apart = listWords(list({ msg_header: "Hello\n\n", msg_footer: "" }));
  assert.equal(apart?.above, "Hello\r\n\r\n", "an empty line keeps them apart");
});

test("names are understood as Mailman writes them; lines about what there is not are left out", () => {
  const msg_footer = [
    "-- ",
    "%(real_name)s %(list_name)s@%(host_name)s: %(description)s, 100%% %(other)s",
    "%(web_page_url)slistinfo%(cgiext)s/%(_internal_name)s",
    "You are %(user_name)s <%(user_address)s>",
  ];
  const description = "All {name} of us";
  const settings = { msg_footer: msg_footer.join("\n"), description };
  const common = "-- \r\nTeam team@example.org: All {name} of us, 100% %(other)s\r\n";
  assert.equal(listWords(list(settings))?.below, common);
  const answer = "%(listname)s: %(requestemail)s %(owneremail)s %(adminemail)s\nSee %(listurl)s";
  assert.equal(
    listWords(list({ msg_footer: answer }))?.below,
    "Team: team-request@example.org team-owner@example.org team-owner@example.org\r\n",
  );
  const ann = { name: "", address: "ann@example.net" as EmailAddress };
  assert.equal(
    listWords(list(settings), ann)?.below,
    `${common}You are ann@example.net <ann@example.net>\r\n`,
  );
  assert.deepEqual(
    (["no", "yes", "full"] as const).map((personalize) =>
      wordsNameReader(list({ ...settings, personalize })),
    ),
    [false, true, true],
  );
  assert.equal(wordsNameReader(list({ personalize: "yes", msg_footer: "{name}" })), false);
});
