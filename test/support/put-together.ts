/**
 * A genuine signed mail, taken apart and put together again with another's words in it or around it: the shapes of
 * "Johnny, you are fired!" (USENIX Security 2019, §4.3) and some more.
 */
import assert from "node:assert/strict";
import { type Bytes, concatBytes, fromLatin1, latin1, systemRandom } from "#base";
import { composeMultipart, composePart, type FieldList } from "#mime";
import { entity, mail, mixed } from "./programs/correspondents.ts";

export const GENUINE = entity("I agree.\n");
export const EVIL = entity("You are fired.\n");
const EVIL_HTML = entity("<p>You are fired.</p><!--\n", [["Content-Type", "text/html"]]);
const EVIL_STYLE = entity('<p>You are fired.</p><div style="display:none"><plaintext>\n', [
  ["Content-Type", "text/html"],
]);
const EVIL_FRAME = entity('You are fired.<iframe hidden src="cid:hers"></iframe>\n', [
  ["Content-Type", "text/html"],
]);
const EVIL_LETTER = composePart({
  fields: [
    ["Content-Type", "application/pdf"],
    ["Content-Disposition", 'inline; filename="You are fired.pdf"'],
  ],
  body: latin1("%PDF-1.4\r\n"),
});

function multipart(subtype: string, ...parts: readonly Bytes[]): Bytes {
  return composeMultipart({ subtype, parts, random: systemRandom });
}

function rfc822(fields: FieldList, content: Bytes, type = "message/rfc822"): Bytes {
  return composePart({ fields: [["Content-Type", type]], body: mail(fields, content) });
}

/** With fields in front of the part's own. */
function part(fields: FieldList, content: Bytes): Bytes {
  return mail(fields, content);
}

export function replaced(content: Bytes, what: RegExp, by: string): Bytes {
  const text = fromLatin1(content);
  const changed = text.replace(what, by);
  assert.notEqual(changed, text);
  return latin1(changed);
}

export const boundaryOf = (content: Bytes): string =>
  /boundary="?([^";\r]+)/.exec(fromLatin1(content))?.[1] ?? "";

const ATTACHED: FieldList = [["Content-Disposition", "attachment; filename=old.eml"]];

/** Each from what somebody signed, a whole multipart/signed, and the header fields of their mail. */
export const PUT_TOGETHER: Readonly<Record<string, (hers: Bytes, from: FieldList) => Bytes>> = {
  "a text before it": (hers) => mixed(EVIL, hers),
  "a text after it": (hers) => mixed(hers, EVIL),
  "texts around it": (hers) => mixed(EVIL, hers, EVIL),
  "a file after it": (hers) => mixed(hers, EVIL_LETTER),
  "HTML that hides it": (hers) => mixed(EVIL_HTML, hers),
  "a style that hides it": (hers) => mixed(EVIL_STYLE, hers),
  "another alternative": (hers) => multipart("alternative", hers, EVIL_HTML),
  "an alternative before it": (hers) => multipart("alternative", EVIL, hers),
  "a related root": (hers) => multipart("related", EVIL_HTML, hers),
  "a related root that refers to it": (hers) =>
    multipart("related", EVIL_FRAME, part([["Content-ID", "<hers>"]], hers)),
  "parts that are shown at once": (hers) => multipart("parallel", EVIL, hers),
  "a type of multipart that nobody knows": (hers) => multipart("x-y", EVIL, hers),
  "a report with it as the message that is reported": (hers) => multipart("report", EVIL, EVIL, hers),
  "it as an attachment": (hers) => mixed(EVIL, part(ATTACHED, hers)),
  "it deep inside": (hers) => mixed(EVIL, mixed(mixed(hers))),
  "nothing beside it in a multipart": (hers) => mixed(hers),
  "it as a message in a message": (hers, from) => rfc822(from, hers),
  "it as a message that says it is no forwarded one": (hers, from) =>
    rfc822(from, hers, "message/rfc822; forwarded=no"),
  "it as a message beside a text": (hers, from) => mixed(EVIL, rfc822(from, hers)),
  "it as an attached message": (hers, from) => mixed(EVIL, part(ATTACHED, rfc822(from, hers))),
  "it in a digest": (hers, from) => multipart("digest", rfc822(from, hers)),
  "a multipart/signed of unknown protocol around it": (hers) =>
    replaced(mixed(hers, EVIL), /multipart\/mixed/, 'multipart/signed; protocol="x/y"'),
  "a multipart/encrypted around it": (hers) =>
    replaced(mixed(EVIL, hers), /multipart\/mixed/, 'multipart/encrypted; protocol="x/y"'),
  "another first part": (hers) => replaced(hers, /I agree/, "You are fired"),
  "a part in front": (hers) =>
    replaced(hers, /\r\n\r\n--/, `\r\n\r\n--${boundaryOf(hers)}\r\n\r\nYou are fired.\r\n--`),
  "a third part": (hers) =>
    replaced(hers, /--\r\n$/, `\r\n\r\nYou are fired.\r\n--${boundaryOf(hers)}--\r\n`),
  "another type of the whole": (hers) => concatBytes(latin1("Content-Type: text/html\r\n"), hers),
  "the type of the whole behind another": (hers) =>
    replaced(
      hers,
      /MIME-Version|Content-Type/,
      'Content-Type: multipart/mixed; boundary="x"\r\nContent-Type',
    ),
  "two boundaries": (hers) => replaced(hers, /boundary=/, "boundary=evil; boundary="),
  "it all as text": (hers) => replaced(hers, /multipart\/signed/, "text/plain"),
  "it all as mixed parts": (hers) => replaced(hers, /multipart\/signed/, "multipart/mixed"),
};
