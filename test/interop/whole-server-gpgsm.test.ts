/** The whole server with a member whose certificate gpgsm made: posts signed by gpgsm, copies read by it. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { type Bytes, latin1 } from "#base";
import { decodeBody, encodeBase64Lines } from "#mime";
import { memberAdd } from "#operations";
import { dersOf, type Gpgsm, gpgsmPerson, LOOPBACK, openGpgsm } from "../support/crypto/gpgsm.ts";
import { type Draft, mailAround, muttEntity } from "../support/programs/mail-programs.ts";
import {
  assertInside,
  assertKept,
  assertOutside,
  type MixedTeam,
  mixedTeam,
  parsed,
  TEAM,
} from "../support/lists/mixed-team.ts";
import { peer } from "../support/programs/peers.ts";
import { fileInput } from "../support/server.ts";

const needed = { skip: peer("gpgsm").skip || peer("gpg").skip || peer("openssl").skip };
const KIM = "kim@example.net";

test("a member who uses gpgsm, on the whole server", needed, async (t) => {
  const team = await mixedTeam(t);
  const sm = openGpgsm(t);
  const own = gpgsmPerson(sm, "Kim", KIM);
  sm.trust(dersOf(readFileSync(team.listPerson.certificate, "latin1"))[0]);
  await team.server.call(memberAdd, { list: TEAM, member: { address: KIM, key: { file: fileInput(own) } } });

  await t.test("reads what she wrote herself, with the list's signature", async () => {
    const post = draft("gpgsm");
    await team.server.post({
      from: KIM,
      to: TEAM,
      message: sealedByGpgsm(sm, post, signedByGpgsm(sm, post)),
    });
    assertReadByGpgsm(team, sm, post);
  });

  await t.test("is kept from everybody when a byte of her text was changed", async () => {
    const post = draft("changed");
    const signed = latin1(
      Buffer.from(signedByGpgsm(sm, post)).toString("latin1").replace("Wasser", "Wesser"),
    );
    const message = sealedByGpgsm(sm, post, signed);
    await assertKept(team.server, "not-signed", () => team.server.post({ from: KIM, to: TEAM, message }));
  });
});

function draft(id: string): Draft {
  return { from: KIM, to: TEAM, subject: `Heliotrop ${id}`, text: `Gruß, Wasserzeichen ${id}.\r\n`, id };
}

/** KMail's way: multipart/signed by gpgsm, then sealed by gpgsm. */
function signedByGpgsm(sm: Gpgsm, post: Draft): Bytes {
  const entity = muttEntity(post);
  const signature = sm.must(["--detach-sign", "--local-user", KIM, sm.file("entity", entity)]).output;
  const type = 'multipart/signed; micalg=sha-256; protocol="application/pkcs7-signature"; boundary="sm"';
  const part =
    "Content-Type: application/pkcs7-signature; name=smime.p7s\r\nContent-Transfer-Encoding: base64";
  return Buffer.concat([
    latin1(`Content-Type: ${type}\r\n\r\n--sm\r\n${entity}\r\n--sm\r\n${part}\r\n\r\n`),
    encodeBase64Lines(signature),
    latin1("\r\n--sm--\r\n"),
  ]);
}

function sealedByGpgsm(sm: Gpgsm, post: Draft, signed: Bytes): Bytes {
  const sealed = sm.must(["--encrypt", "--recipient", TEAM, sm.file("signed", signed)]).output;
  const type = "application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m";
  const header = `Content-Type: ${type}\r\nContent-Transfer-Encoding: base64\r\n\r\n`;
  return mailAround(post, Buffer.concat([latin1(header), encodeBase64Lines(sealed)]), post.subject);
}

function assertReadByGpgsm({ server }: MixedTeam, sm: Gpgsm, post: Draft): void {
  const copy = server.mailbox(KIM).at(-1);
  assert.ok(copy, "nothing came");
  const outside = assertOutside(copy.data, post.subject);
  const opened = sm.must([...LOOPBACK, "--decrypt", sm.file("copy.der", decodeBody(outside))]);
  assert.match(opened.status, /DECRYPTION_OKAY/);
  const [signed, signature] = parsed(opened.output).children;
  assert.ok(signed && signature);
  const files = [sm.file("sig.der", decodeBody(signature)), sm.file("inside", signed.raw)];
  assert.match(sm.must(["--verify", ...files]).status, /GOODSIG/);
  assertInside(signed.raw, { ...post, text: post.text.trim() });
}
