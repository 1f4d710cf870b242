/** Posts that a list keeps, asked for later: gpg and openssl open the answer, and find the list's signature and the post. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Bytes } from "#base";
import { decodeBody, decodeText, type Entity } from "#mime";
import { archiveGet } from "#operations";
import {
  type Draft,
  mailAround,
  muttEntity,
  pgpEncrypted,
  thunderbirdEntity,
} from "../support/programs/mail-programs.ts";
import {
  GPG_PEOPLE,
  type GpgAddress,
  type MixedTeam,
  mixedTeam,
  parsed,
  SSL_PEOPLE,
  type SslAddress,
  TEAM,
} from "../support/lists/mixed-team.ts";
import { peer } from "../support/programs/peers.ts";

const needed = { skip: peer("gpg").skip || peer("openssl").skip };
const ED = "ed@example.net";
const BOB = "bob@example.net";

function draft(from: string, id: string): Draft {
  return { from, to: TEAM, subject: `Heliotrop ${id}`, text: `Gruß, Wasserzeichen ${id}.\r\n`, id };
}

async function ask({ server }: MixedTeam, to: string): Promise<Bytes> {
  await server.call(archiveGet, { list: TEAM, posts: "1-2", to });
  await server.drain();
  const answer = server.mailbox(to).at(-1)?.data;
  assert.ok(answer);
  assert.ok(!/Heliotrop|Wasserzeichen/.test(answer.toString("latin1")), "nothing of it stands outside");
  return answer;
}

function assertBoth(inside: Bytes, drafts: readonly Draft[]): void {
  const messages = partsOf(parsed(inside)).filter((part) => part.contentType.essence === "message/rfc822");
  assert.equal(messages.length, drafts.length);
  for (const [nth, { from, subject, text }] of drafts.entries()) {
    const [message] = messages[nth]?.children ?? [];
    assert.ok(message);
    assert.equal(message.header.first("Subject")?.value, subject);
    assert.equal(message.header.first("Author")?.value, `Writer <${from}>`);
    assert.ok(partsOf(message).some((part) => decodeText(part).includes(text.trim())));
  }
  const told = decodeText(partsOf(parsed(inside)).find((part) => part.contentType.essence === "text/plain")!);
  for (const { from } of drafts) assert.match(told, new RegExp(`Signature: valid, by .*${from}`));
}

function partsOf(entity: Entity): readonly Entity[] {
  return [entity, ...entity.children.flatMap(partsOf)];
}

test("earlier posts come sealed to whoever asks, and are read by gpg and openssl", needed, async (t) => {
  const team = await mixedTeam(t, { archive_with_keys: "confirmed" });
  const { server, gpg, ssl, pgp, smime, listPerson, listFingerprint } = team;
  const [one, two] = [draft(ED, "one"), draft(BOB, "two")];
  const armour = gpg.must(["-a", "-se", "-u", pgp[ED], "-r", TEAM], thunderbirdEntity(one));
  await server.post({ from: ED, to: TEAM, message: mailAround(one, pgpEncrypted(armour)) });
  const cms = ssl.seal(listPerson, ssl.sign(smime[BOB], muttEntity(two), "detached"), "aes-256-gcm");
  await server.post({ from: BOB, to: TEAM, message: mailAround(two, cms, two.subject) });
  for (const reader of Object.keys(GPG_PEOPLE) as GpgAddress[]) {
    await t.test(`gpg: ${GPG_PEOPLE[reader]}`, async () => {
      const [, data] = parsed(await ask(team, reader)).children;
      assert.ok(data);
      const read = gpg.run(["--decrypt"], decodeBody(data));
      assert.equal(read.status, 0, read.errors);
      assert.equal(read.lines.filter((line) => line.startsWith("ENC_TO")).length, 1, "sealed to one only");
      assert.ok(read.lines.some((line) => line.startsWith(`VALIDSIG ${listFingerprint}`)));
      assertBoth(read.output, [one, two]);
    });
  }
  for (const reader of Object.keys(SSL_PEOPLE) as SslAddress[]) {
    await t.test(`openssl: ${SSL_PEOPLE[reader]}`, async () => {
      const answer = await ask(team, reader);
      assertBoth(ssl.verify(ssl.open(smime[reader], answer), listPerson.certificate), [one, two]);
    });
  }
});
