/** The whole server among people who use gpg 2.2: their posts go in by LMTP, their copies are read by gpg. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Bytes, utf8 } from "#base";
import { decodeBody, encodeBase64Lines } from "#mime";
import {
  type Draft,
  inlineArmour,
  mailAround,
  muttEntity,
  pgpEncrypted,
  pgpSigned,
  thunderbirdEntity,
} from "../support/programs/mail-programs.ts";
import {
  assertInside,
  assertKept,
  assertOutside,
  GPG_PEOPLE,
  type GpgAddress,
  type MixedTeam,
  mixedTeam,
  TEAM,
} from "../support/lists/mixed-team.ts";
import { peer } from "../support/programs/peers.ts";

const needed = { skip: peer("gpg").skip || peer("openssl").skip };
const ED = "ed@example.net";
const PEOPLE = Object.keys(GPG_PEOPLE) as GpgAddress[];

function draft(from: GpgAddress, id: string): Draft {
  return { from, to: TEAM, subject: `Heliotrop ${id}`, text: `Gruß, Wasserzeichen ${id}.\r\n`, id };
}

/** Every form that members' programs write with gpg. */
const FORMS: Readonly<Record<string, (team: MixedTeam, post: Draft, signer: string) => Bytes>> = {
  "signed and sealed at once": ({ gpg }, post, signer) =>
    mailAround(
      post,
      pgpEncrypted(gpg.must(["-a", "-se", "-u", signer, "-r", TEAM], thunderbirdEntity(post))),
    ),
  "signed, then sealed": ({ gpg }, post, signer) => {
    const entity = muttEntity(post);
    const signed = pgpSigned(entity, gpg.must(["-a", "-b", "-u", signer], entity));
    return mailAround(post, pgpEncrypted(gpg.must(["-a", "-e", "-r", TEAM], signed)), post.subject);
  },
  inline: ({ gpg }, post, signer) =>
    mailAround(
      post,
      inlineArmour(gpg.must(["-a", "-se", "-u", signer, "-r", TEAM], post.text)),
      post.subject,
    ),
};

function armourOf(octets: Bytes): Bytes {
  return Buffer.concat([
    utf8("-----BEGIN PGP MESSAGE-----\r\n\r\n"),
    encodeBase64Lines(octets),
    utf8("-----END PGP MESSAGE-----\r\n"),
  ]);
}

const ATTACKS: Readonly<Record<string, { code: string; write: (team: MixedTeam, post: Draft) => Bytes }>> = {
  "a byte of the sealed text changed": {
    code: "cannot-open",
    write(team, post) {
      const sealed = team.gpg.must(["-se", "-u", team.pgp[ED], "-r", TEAM], muttEntity(post));
      sealed[sealed.length - 40]! ^= 1;
      return mailAround(post, pgpEncrypted(armourOf(sealed)));
    },
  },
  "a byte of the signed part changed": {
    code: "not-signed",
    write({ gpg, pgp }, post) {
      const entity = muttEntity(post);
      const signature = gpg.must(["-a", "-b", "-u", pgp[ED]], entity);
      const signed = pgpSigned(entity.replace("Wasser", "Wesser"), signature);
      return mailAround(post, pgpEncrypted(gpg.must(["-a", "-e", "-r", TEAM], signed)));
    },
  },
  "the signature taken off": {
    code: "not-signed",
    write: ({ gpg }, post) =>
      mailAround(post, pgpEncrypted(gpg.must(["-a", "-e", "-r", TEAM], thunderbirdEntity(post)))),
  },
  "a second From": {
    code: "not-signed",
    write(team, post) {
      const message = Buffer.from(FORMS["signed, then sealed"]!(team, post, team.pgp[ED]));
      return Buffer.concat([Buffer.from("From: Chief <chief@example.net>\r\n"), message]);
    },
  },
  "another member's key": {
    code: "not-signed",
    write: (team, post) => FORMS["signed and sealed at once"]!(team, post, team.pgp["rita@example.net"]),
  },
};

test("people who use gpg, on the whole server", needed, async (t) => {
  const team = await mixedTeam(t);
  for (const from of PEOPLE) {
    for (const [form, write] of Object.entries(FORMS)) {
      await t.test(
        `${GPG_PEOPLE[from]}, ${form}: gpg members read it with the list's signature`,
        async () => {
          const post = draft(from, `${GPG_PEOPLE[from]}-${form.replaceAll(/\W+/g, "-")}`);
          await team.server.post({ from, to: TEAM, message: write(team, post, team.pgp[from]) });
          for (const reader of PEOPLE) assertReadByGpg(team, reader, post);
        },
      );
    }
  }
  for (const [attack, { code, write }] of Object.entries(ATTACKS)) {
    await t.test(`kept from everybody: ${attack}`, async () => {
      const message = write(team, draft(ED, `attack ${attack}`));
      await assertKept(team.server, code, () => team.server.post({ from: ED, to: TEAM, message }));
    });
  }
});

function assertReadByGpg({ server, gpg, listFingerprint }: MixedTeam, reader: GpgAddress, post: Draft): void {
  const copy = server.mailbox(reader).at(-1);
  assert.ok(copy, `${reader} got nothing`);
  const [, data] = assertOutside(copy.data, post.subject).children;
  assert.ok(data);
  const read = gpg.run(["--decrypt"], decodeBody(data));
  assert.equal(read.status, 0, read.errors);
  assert.ok(read.lines.includes("GOODMDC"));
  assert.equal(read.lines.filter((line) => line.startsWith("ENC_TO")).length, 1, "sealed to one only");
  assert.ok(read.lines.some((line) => line.startsWith(`VALIDSIG ${listFingerprint}`)));
  assertInside(read.output, { ...post, text: post.text.trim() });
}
