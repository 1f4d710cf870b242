import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { asId, type EmailAddress, LIMITS, type ListId, utf8 } from "#base";
import { type ListSettingChanges, listSettings } from "#config";
import { parseMessage } from "#mime";
import { leftOutLines, wayToWhole } from "./left-out-lines.ts";
import { type PostText, postAsText } from "./post-as-text.ts";

/** A part: its own fields, then its lines or its parts. */
type Part = readonly [type: string, fields: readonly string[], body: string | readonly Part[]];

let boundaries = 0;

function written([type, fields, body]: Part): string {
  const boundary = `b${(boundaries += 1)}`;
  const isText = typeof body === "string";
  const header = [`Content-Type: ${type}${isText ? "" : `; boundary=${boundary}`}`, ...fields];
  const inside = isText
    ? body
    : `${body.map((part) => `--${boundary}\r\n${written(part)}\r\n`).join("")}--${boundary}--`;
  return `${header.join("\r\n")}\r\n\r\n${inside}`;
}

async function read(part: Part, most?: number): Promise<PostText> {
  const parsed = parseMessage(utf8(`From: a@x.example\r\n${written(part)}\r\n`));
  assert.ok(parsed.ok);
  return postAsText(parsed.value, most);
}

const plain = (text: string, ...fields: readonly string[]): Part => ["text/plain", fields, text];
const html = (text: string): Part => ["text/html", [], `<p>${text}</p>`];
const file = (type: string, ...fields: readonly string[]): Part => [type, fields, "octets"];
const PDF = file("application/pdf; name=plan.pdf", "Content-Disposition: attachment");
const PICTURE = file("image/png; name=logo.png", "Content-ID: <logo>");

test("texts are joined in UTF-8, and what is none of them is named", async () => {
  const { text, leftOut } = await read([
    "multipart/mixed",
    [],
    [
      [
        "text/plain; charset=iso-8859-1",
        ["Content-Transfer-Encoding: quoted-printable"],
        "\r\nGr=FC=DFe\r\n",
      ],
      PDF,
      ["text/plain; charset=koi8-r", ["Content-Transfer-Encoding: base64"], "8NLJ18XU"],
      plain("print(1)", 'Content-Disposition: inline; filename="a.py"'),
    ],
  ]);
  assert.equal(text, "Grüße\n\nПривет");
  assert.deepEqual(leftOut, [
    { name: "plan.pdf", type: "application/pdf", octets: 6 },
    { name: "a.py", type: "text/plain", octets: 8 },
  ]);
});

test("of alternatives the plain one is read, and files beside the others are named", async () => {
  const related: Part = ["multipart/related", [], [html("bold"), PICTURE]];
  const apple: Part = ["multipart/mixed", [], [html("above"), PDF, html("below")]];
  const names = async (...parts: readonly Part[]) => {
    const { text, leftOut } = await read(["multipart/alternative", [], parts]);
    return [text, ...leftOut.map(({ name }) => name)];
  };
  assert.deepEqual(await names(plain("plain"), html("bold")), ["plain"]);
  assert.deepEqual(await names(plain("plain"), related), ["plain", "logo.png"]);
  assert.deepEqual(await names(plain("plain"), apple), ["plain", "plan.pdf"]);
  assert.deepEqual(await names(plain(" \r\n"), related), ["bold", "logo.png"], "the plain one is empty");
  assert.deepEqual(await names(file("text/calendar"), html("bold")), ["bold", "-"]);
  assert.deepEqual(await names(["multipart/mixed", [], [plain("in it"), PDF]], html("bold")), [
    "in it",
    "plan.pdf",
  ]);
});

test("alternatives in alternatives cost no more than their number", async () => {
  let nested = plain("innermost");
  for (let depth = 1; depth < LIMITS.mimeDepth - 1; depth += 1)
    nested = ["multipart/alternative", [], [plain(""), nested]];
  assert.equal((await read(nested)).text, "innermost");
});

test("HTML alone becomes text; what goes beyond the limits is a file", async () => {
  assert.deepEqual(await read(html("Hello")), { text: "Hello", parameters: [], leftOut: [] });
  const deep = `${"<b>".repeat(30_000)}x`;
  assert.deepEqual((await read(html(deep))).leftOut, [
    { name: "-", type: "text/html", octets: deep.length + 9 },
  ]);
});

test("where there is a limit, texts beyond it are files", async () => {
  const [one, two] = ["x".repeat(600_000), "y".repeat(600_000)];
  const mixed: Part = ["multipart/mixed", [], [plain(one), plain(two), plain("z")]];
  const { text, leftOut } = await read(mixed, LIMITS.scrubbedTextBytes);
  assert.deepEqual(text.split("\n\n"), [one, "z"]);
  assert.deepEqual(leftOut, [{ name: "-", type: "text/plain", octets: two.length }]);
});

test("a signature is a file beside what it covers, and an enclosed message is called by its Subject", async () => {
  const signed = await read([
    "multipart/signed",
    [],
    [plain("words"), file('application/pgp-signature; name="signature.asc"')],
  ]);
  assert.deepEqual([signed.text, ...signed.leftOut.map(({ name }) => name)], ["words", "signature.asc"]);
  const enclosed = await read([
    "message/rfc822",
    [],
    "Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\n\r\nnot for this text\r\n",
  ]);
  assert.equal(enclosed.text, "");
  assert.deepEqual(
    enclosed.leftOut.map(({ name, type }) => [name, type]),
    [["Grüße", "message/rfc822"]],
  );
});

test("how lines flow is known of one text alone", async () => {
  const flowed: Part = ["text/plain; charset=utf-8; format=flowed; delsp=yes", [], "one \r\nline"];
  const kept = [
    ["format", "flowed"],
    ["delsp", "yes"],
  ];
  assert.deepEqual((await read(["multipart/mixed", [], [flowed, PDF]])).parameters, kept);
  assert.deepEqual((await read(["multipart/mixed", [], [flowed, plain("more")]])).parameters, []);
  assert.equal((await read(["multipart/mixed", [], [flowed, PDF]])).text, "one \r\nline");
});

const HOSTILE: readonly (readonly [field: string, shown: string])[] = [
  ['filename="../../etc/passwd"', "passwd"],
  ['filename="..\\\\..\\\\boot.ini"', "boot.ini"],
  ["filename*=utf-8''..%2F..%2F%E2%80%AEfdp.exe", "fdp.exe"],
  ["filename*0*=utf-8''a%0D%0AX-Evil%3A; filename*1*=%20yes.txt", "a X-Evil: yes.txt"],
  ['filename="a\tb\u0007c.txt"', "a b c.txt"],
  ['filename="../.."', "-"],
  ['filename=""', "-"],
  ["filename*=utf-8''%2F", "-"],
  [`filename="${"n".repeat(200)}.pdf"`, `${"n".repeat(80)} …`],
];

for (const [field, shown] of HOSTILE)
  test(`a file by the name of ${JSON.stringify(field).slice(0, 60)} is called ${shown.slice(0, 20)}`, async () => {
    const { leftOut } = await read(file("application/pdf", `Content-Disposition: attachment; ${field}`));
    assert.deepEqual(
      leftOut.map(({ name }) => name),
      [shown],
    );
  });

test("whatever a file is called, its note is one line that reads from left to right", async () => {
  const check = async (name: string): Promise<void> => {
    const field = `Content-Disposition: attachment; filename*=utf-8''${encodeURIComponent(name)}`;
    const { leftOut } = await read(file("application/pdf", field));
    const [note = "", ...others] = leftOutLines(LIST, leftOut, { number: 7, way: null });
    assert.doesNotMatch(note, /[\r\n\u202a-\u202e\u2066-\u2069]|\.\.[/\\]/);
    assert.match(note, /^\[Left out: .*, application\/pdf, 1 kB\]$/);
    assert.deepEqual(others, []);
  };
  const pieces = fc.constantFrom(
    "../",
    "..\\",
    "\r\n",
    "\u202e",
    "\u2066",
    "a",
    ".",
    ":",
    "é",
    "\u0000",
    "]",
  );
  await fc.assert(fc.asyncProperty(fc.array(pieces, { maxLength: 30 }), (some) => check(some.join(""))));
});

const LIST = listWith({});

function listWith(settings: ListSettingChanges) {
  const id = asId<ListId>(1);
  const address = "team@example.org" as EmailAddress;
  return { id, address, displayName: "Team", settings: listSettings(settings) };
}

test("the note says how the whole post is got, as the list allows", () => {
  const how = (archive_mail_access: string, others: ListSettingChanges = {}) => {
    const list = listWith({ archive_mail_access, ...others });
    const leftOut = [{ name: "plan.pdf", type: "application/pdf", octets: 1025 }];
    return leftOutLines(list, leftOut, { number: 7, way: wayToWhole(list, { sealed: false }, true) });
  };
  const left = "[Left out: plan.pdf, application/pdf, 2 kB]";
  const get = "[For the whole post write GET team 7 to team-request@example.org";
  const ask = "ask the people who run the list: team-owner@example.org]";
  for (const name of ["", "default", "private", "public"]) assert.deepEqual(how(name), [left, `${get}]`]);
  for (const name of ["owner", "listmaster", "closed"])
    assert.deepEqual(how(name), [left, `[For the whole post ${ask}`]);
  const either = [left, `${get}. If that is refused, ${ask}`];
  assert.deepEqual(how("", { umbrella_list: "yes" }), either, "its readers are members of its members");
  assert.deepEqual(how("", { regular_include_lists: "other@example.org" }), either);
  assert.deepEqual(how("intranet"), either);
  assert.deepEqual(leftOutLines(LIST, [], { number: 7, way: "get" }), []);
  assert.equal(wayToWhole(LIST, null, true), null);
  assert.equal(
    wayToWhole(LIST, { sealed: true }, true),
    "ask",
    "who has no key is given none that is sealed",
  );
  assert.equal(wayToWhole(LIST, { sealed: true }, false), "get");
});
