/** Posts with files in them, and what their readers find of the files. */
import assert from "node:assert/strict";
import { type Bytes, utf8, view } from "#base";
import { decodeBody, decodeText, type Entity, parseMessage } from "#mime";

export const PLAN: Bytes = Buffer.from(Array.from({ length: 1500 }, (_, at) => (at * 7) % 256));

const FILES = [
  "--outer",
  'Content-Type: application/pdf; name="plan.pdf"',
  "Content-Disposition: attachment",
  "Content-Transfer-Encoding: base64",
  "",
  view(PLAN).toString("base64").replaceAll(/.{76}/g, "$&\r\n"),
  "--outer",
  "Content-Type: text/x-python",
  "Content-Disposition: attachment; filename*0*=utf-8''..%2F..%2Fetc%2F%E2%80%AEyp;",
  " filename*1=.run",
  "",
  "print(1)",
  "--outer",
  "Content-Type: message/rfc822",
  "",
  "Subject: =?utf-8?q?Die_alte_=C3=9Cbersicht?=",
  "From: eve@example.com",
  "",
  "as it was",
  "--outer--",
];

/** A text whose lines flow, in another character set, HTML beside it with a picture in it, and files. */
export const TEXT_AND_FILES: readonly string[] = [
  "Content-Type: multipart/mixed; boundary=outer",
  "",
  "--outer",
  "Content-Type: multipart/alternative; boundary=inner",
  "",
  "--inner",
  "Content-Type: text/plain; charset=iso-8859-1; format=flowed",
  "Content-Transfer-Encoding: quoted-printable",
  "",
  "Gr=FC=DFe, here is the plan. It is long and =",
  "flows=20",
  "on.",
  "",
  "--=20",
  "Anna",
  "--inner",
  "Content-Type: multipart/related; boundary=related",
  "",
  "--related",
  "Content-Type: text/html",
  "",
  "<p>Gr&uuml;&szlig;e, here is the <b>plan</b>. <img src=cid:logo></p>",
  "--related",
  "Content-Type: image/png",
  "Content-ID: <logo>",
  "Content-Disposition: inline; filename=logo.png",
  "Content-Transfer-Encoding: base64",
  "",
  "iVBORw0KGgo=",
  "--related--",
  "--inner--",
  ...FILES,
];

export const WORDS_AND_FILE: Bytes = utf8(
  [
    "Content-Type: multipart/mixed; boundary=outer",
    "",
    "--outer",
    "Content-Type: text/plain",
    "",
    "words for members",
    ...FILES,
    "",
  ].join("\r\n"),
);

/** The file of a name, anywhere in a message, with its octets. */
export function fileIn(octets: Bytes, name: string): Bytes | null {
  const parsed = parseMessage(octets);
  assert.ok(parsed.ok);
  const found = entitiesOf(parsed.value).find(({ header }) =>
    header.all("content-type").some(({ value }) => value.includes(`name="${name}"`)),
  );
  return found === undefined ? null : decodeBody(found);
}

function entitiesOf(entity: Entity): readonly Entity[] {
  return [entity, ...entity.children.flatMap(entitiesOf)];
}

/** A text of one part. */
export function onlyText(octets: Bytes): string {
  const parsed = parseMessage(octets);
  assert.ok(parsed.ok);
  assert.equal(parsed.value.contentType.essence, "text/plain");
  return decodeText(parsed.value).replaceAll("\r\n", "\n");
}
