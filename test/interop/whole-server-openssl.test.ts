/** The whole server among people who use openssl: posts by `openssl cms`, copies read and verified by it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Bytes, latin1 } from "#base";
import { decodeBody, encodeBase64Lines } from "#mime";
import { listConfigure } from "#operations";
import { type Draft, mailAround, muttEntity, thunderbirdEntity } from "../support/programs/mail-programs.ts";
import {
  assertInside,
  assertKept,
  assertOutside,
  type MixedTeam,
  mixedTeam,
  parsed,
  SSL_PEOPLE,
  type SslAddress,
  TEAM,
} from "../support/lists/mixed-team.ts";
import { peer } from "../support/programs/peers.ts";

const needed = { skip: peer("gpg").skip || peer("openssl").skip };
const PEOPLE = Object.keys(SSL_PEOPLE) as SslAddress[];
const BOB = "bob@example.net";
const CIPHERS = ["aes-128-cbc", "aes-256-gcm", "des-ede3-cbc"] as const;
const FORMS = ["detached", "opaque"] as const;

function draft(from: SslAddress, id: string): Draft {
  return { from, to: TEAM, subject: `Heliotrop ${id}`, text: `Gruß, Wasserzeichen ${id}.\r\n`, id };
}

interface Way {
  readonly form: (typeof FORMS)[number];
  readonly cipher: (typeof CIPHERS)[number];
}

/** Signed, then sealed to the list's certificate (RFC 8551 §3.7). */
function sealedPost({ ssl, smime, listPerson }: MixedTeam, post: Draft, { form, cipher }: Way): Bytes {
  const signed = ssl.sign(smime[post.from as SslAddress], thunderbirdEntity(post), form);
  return mailAround(post, ssl.seal(listPerson, signed, cipher));
}

test("people who use openssl, on the whole server", needed, async (t) => {
  const team = await mixedTeam(t);
  for (const outgoing of ["cbc", "gcm"] as const) {
    await team.server.call(listConfigure, { list: TEAM, settings: { smime_cipher: outgoing } });
    for (const from of PEOPLE) {
      for (const form of FORMS) {
        for (const cipher of CIPHERS) {
          const id = `${SSL_PEOPLE[from]} ${form} ${cipher} ${outgoing}`;
          await t.test(`${id}: every openssl member reads it with the list's signature`, async () => {
            const post = draft(from, id.replaceAll(" ", "-"));
            await team.server.post({ from, to: TEAM, message: sealedPost(team, post, { form, cipher }) });
            for (const reader of PEOPLE) assertReadByOpenssl(team, reader, { post, outgoing });
          });
        }
      }
    }
  }
  for (const [attack, { code, write }] of Object.entries(ATTACKS)) {
    await t.test(`kept from everybody: ${attack}`, async () => {
      const message = write(team, draft(BOB, `attack ${attack}`));
      await assertKept(team.server, code, () => team.server.post({ from: BOB, to: TEAM, message }));
    });
  }
});

function assertReadByOpenssl(
  { server, ssl, smime, listPerson }: MixedTeam,
  reader: SslAddress,
  { post, outgoing }: { readonly post: Draft; readonly outgoing: "cbc" | "gcm" },
): void {
  const copy = server.mailbox(reader).at(-1);
  assert.ok(copy, `${reader} got nothing`);
  const outside = assertOutside(copy.data, post.subject);
  const kind = outside.contentType.parameters.get("smime-type");
  assert.equal(kind, outgoing === "gcm" ? "authEnveloped-data" : "enveloped-data");
  const inside = ssl.verify(ssl.open(smime[reader], copy.data), listPerson.certificate);
  assertInside(inside, { ...post, text: post.text.trim() });
}

/** Octets of the CMS in a mail changed; the MIME around it stays. */
function withChangedCms(mail: Bytes, change: (der: Buffer) => void): Bytes {
  const message = parsed(mail);
  const der = Buffer.from(decodeBody(message));
  change(der);
  const head = message.raw.subarray(0, message.raw.length - message.body.length);
  return Buffer.concat([head, encodeBase64Lines(der)]);
}

const ATTACKS: Readonly<Record<string, { code: string; write: (team: MixedTeam, post: Draft) => Bytes }>> = {
  "a byte of the sealed text changed (GCM)": {
    code: "cannot-open",
    write(team, post) {
      const message = sealedPost(team, post, { form: "detached", cipher: "aes-256-gcm" });
      return withChangedCms(message, (der) => (der[der.length - 400]! ^= 1));
    },
  },
  "a byte of the sealed text changed (CBC)": {
    code: "not-signed",
    write(team, post) {
      const message = sealedPost(team, post, { form: "opaque", cipher: "aes-128-cbc" });
      return withChangedCms(message, (der) => (der[der.length - 400]! ^= 1));
    },
  },
  "a byte of the signed part changed": {
    code: "not-signed",
    write({ ssl, smime, listPerson }, post) {
      const signed = ssl.sign(smime[BOB], muttEntity(post), "detached").toString("latin1");
      const changed = latin1(signed.replace("Wasser", "Wesser"));
      return mailAround(post, ssl.seal(listPerson, changed, "aes-256-gcm"));
    },
  },
  "the signature taken off": {
    code: "not-signed",
    write: ({ ssl, listPerson }, post) =>
      mailAround(post, ssl.seal(listPerson, latin1(muttEntity(post)), "aes-256-gcm")),
  },
  "a second From": {
    code: "not-signed",
    write(team, post) {
      const message = sealedPost(team, post, { form: "detached", cipher: "aes-256-gcm" });
      return Buffer.concat([latin1("From: Chief <chief@example.net>\r\n"), message]);
    },
  },
  "another member's key": {
    code: "not-signed",
    write({ ssl, smime, listPerson }, post) {
      const signed = ssl.sign(smime["ecki@example.net"], thunderbirdEntity(post), "opaque");
      return mailAround(post, ssl.seal(listPerson, signed, "aes-128-cbc"));
    },
  },
  "a certificate made by an outsider in the member's name": {
    code: "not-signed",
    write({ ssl, listPerson }, post) {
      const signed = ssl.sign(ssl.person(BOB, "p384"), thunderbirdEntity(post), "detached");
      return mailAround(post, ssl.seal(listPerson, signed, "aes-256-gcm"));
    },
  },
};
