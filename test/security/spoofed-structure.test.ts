/**
 * A genuine mail of Alice's, taken apart and put together again with another's words in it or around it: nothing of
 * that is hers (S1, S2).
 */
import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { type Bytes, concatBytes, fromLatin1, latin1, systemRandom } from "#base";
import { composeMultipart, composePart, type FieldList } from "#mime";
import { judgeAuthor } from "#protect";
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
} from "../support/correspondents.ts";

const GENUINE = entity("I agree.\n");
const EVIL = entity("You are fired.\n");
const EVIL_HTML = entity("<p>You are fired.</p><!--\n", [["Content-Type", "text/html"]]);

function multipart(subtype: string, ...parts: readonly Bytes[]): Bytes {
  return composeMultipart({ subtype, parts, random: systemRandom });
}

function rfc822(fields: FieldList, content: Bytes): Bytes {
  return composePart({ fields: [["Content-Type", "message/rfc822"]], body: mail(fields, content) });
}

function replaced(content: Bytes, what: RegExp, by: string): Bytes {
  const text = fromLatin1(content);
  const changed = text.replace(what, by);
  assert.notEqual(changed, text);
  return latin1(changed);
}

const boundaryOf = (content: Bytes): string => /boundary="?([^";\r]+)/.exec(fromLatin1(content))?.[1] ?? "";

/** Each from what Alice signed, a whole multipart/signed. */
const PUT_TOGETHER: Readonly<Record<string, (hers: Bytes, from: FieldList) => Bytes>> = {
  "a text before it": (hers) => mixed(EVIL, hers),
  "a text after it": (hers) => mixed(hers, EVIL),
  "HTML that hides it": (hers) => mixed(EVIL_HTML, hers),
  "another alternative": (hers) => multipart("alternative", hers, EVIL_HTML),
  "a related root": (hers) => multipart("related", EVIL_HTML, hers),
  "nothing beside it in a multipart": (hers) => mixed(hers),
  "it as a message in a message": (hers, from) => rfc822(from, hers),
  "it as a message beside a text": (hers, from) => mixed(EVIL, rfc822(from, hers)),
  "it in a digest": (hers, from) => multipart("digest", rfc822(from, hers)),
  "a multipart/signed of unknown protocol around it": (hers) =>
    replaced(mixed(hers, EVIL), /multipart\/mixed/, 'multipart/signed; protocol="x/y"'),
  "another first part": (hers) => replaced(hers, /I agree/, "You are fired"),
  "a part in front": (hers) =>
    replaced(hers, /\r\n\r\n--/, `\r\n\r\n--${boundaryOf(hers)}\r\n\r\nYou are fired.\r\n--`),
  "another type of the whole": (hers) => concatBytes(latin1("Content-Type: text/html\r\n"), hers),
  "the type of the whole behind another": (hers) =>
    replaced(
      hers,
      /MIME-Version|Content-Type/,
      'Content-Type: multipart/mixed; boundary="x"\r\nContent-Type',
    ),
  "two boundaries": (hers) => replaced(hers, /boundary=/, "boundary=evil; boundary="),
  "it all as text": (hers) => replaced(hers, /multipart\/signed/, "text/plain"),
};

for (const scheme of ["openpgp", "smime"] as const) {
  describe(`of what Alice signed with ${scheme} nothing is hers`, () => {
    let list: Correspondent;
    let alice: Correspondent;
    let hers: Bytes;

    before(async () => {
      list = await correspondent("team");
      alice = await correspondent("alice", scheme);
      hers = await signed(alice, GENUINE);
    });

    const isHers = async (content: Bytes): Promise<boolean> => {
      const opened = await openFor(postFrom(alice, content), [list], [alice]);
      return opened.ok && judgeAuthor(opened.value, [bindingOf(alice)]).authentic;
    };

    it("but the mail that it is", async () => {
      assert.equal(await isHers(hers), true);
      assert.equal(await isHers(await sealed(list, hers)), true);
    });

    for (const [what, make] of Object.entries(PUT_TOGETHER)) {
      it(`with ${what}`, async () => {
        const content = make(hers, [["From", alice.address]]);
        assert.equal(await isHers(content), false);
        assert.equal(await isHers(await sealed(list, content)), false, "sealed");
      });
    }
  });
}
