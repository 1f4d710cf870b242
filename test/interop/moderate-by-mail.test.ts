/** An owner with gpg and a moderator with openssl read what waits and decide about it, in the forms of mail programs. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Bytes, EmailAddress } from "#base";
import { heldList, listConfigure } from "#operations";
import {
  type Draft,
  inlineArmour,
  mailAround,
  muttEntity,
  pgpEncrypted,
  pgpSigned,
  thunderbirdEntity,
} from "../support/programs/mail-programs.ts";
import { type MixedTeam, mixedTeam, parsed, TEAM } from "../support/lists/mixed-team.ts";
import { peer } from "../support/programs/peers.ts";

const needed = { skip: peer("gpg").skip || peer("openssl").skip };
const ED = "ed@example.net";
const RITA = "rita@example.net";
const BOB = "bob@example.net";

async function moderated(t: Parameters<typeof mixedTeam>[0]): Promise<MixedTeam> {
  const team = await mixedTeam(t);
  await team.server.call(listConfigure, { list: TEAM, settings: { default_member_action: "hold" } });
  for (const [address, role] of [
    [RITA, { owner: 1 }],
    [BOB, { moderator: 1 }],
  ] as const)
    await team.server.db.transact((tx) =>
      tx.query
        .updateTable("member")
        .set(role)
        .where("address", "=", address as EmailAddress)
        .execute(),
    );
  return team;
}

/** Ed writes; the answer is the number of what waits. */
async function aPostWaits({ server, gpg, pgp }: MixedTeam, id: string): Promise<number> {
  const post: Draft = { from: ED, to: TEAM, subject: "Heliotrop", text: `Wasserzeichen ${id}\r\n`, id };
  const armour = gpg.must(["-a", "-se", "-u", pgp[ED], "-r", TEAM], thunderbirdEntity(post));
  await server.post({ from: ED, to: TEAM, message: mailAround(post, pgpEncrypted(armour)) });
  return (await server.call(heldList, {})).at(-1)?.id ?? 0;
}

function newest({ server }: MixedTeam, address: string, back = 1): Bytes {
  return server.mailbox(address).at(-back)?.data ?? Buffer.alloc(0);
}

function readWithGpg(team: MixedTeam, back = 1): string {
  const [, sealed] = parsed(newest(team, RITA, back)).children;
  return team.gpg.must(["-d"], sealed?.body).toString();
}

function readWithOpenssl(team: MixedTeam): string {
  return team.ssl.open(team.smime[BOB], newest(team, BOB)).toString();
}

function addressIn(notice: string): string {
  return /team-confirm\+[0-9a-z]{25}@example\.org/.exec(notice)?.[0] ?? "";
}

function answer(from: string, to: string, { text, id }: { text: string; id: string }): Draft {
  return { from, to, subject: "Re: Team: a message waits for you", text, id };
}

const GPG_FORMS: Readonly<Record<string, (team: MixedTeam, draft: Draft) => Bytes>> = {
  "signed in clear": ({ gpg, pgp }, draft) => {
    const entity = muttEntity(draft);
    return mailAround(draft, pgpSigned(entity, gpg.must(["-a", "-b", "-u", pgp[RITA]], entity)));
  },
  "signed and sealed at once": ({ gpg, pgp }, draft) =>
    mailAround(
      draft,
      pgpEncrypted(gpg.must(["-a", "-se", "-u", pgp[RITA], "-r", TEAM], thunderbirdEntity(draft))),
    ),
  "inline, sealed": ({ gpg, pgp }, draft) =>
    mailAround(draft, inlineArmour(gpg.must(["-a", "-se", "-u", pgp[RITA], "-r", TEAM], draft.text))),
};

test("an owner decides with gpg", needed, async (t) => {
  const team = await moderated(t);
  const { server } = team;
  for (const [form, write] of Object.entries(GPG_FORMS)) {
    await t.test(form, async () => {
      const id = await aPostWaits(team, form.replaceAll(/\W/g, "-"));
      const to = addressIn(readWithGpg(team));
      const shown = write(team, answer(RITA, to, { text: `show ${id}\r\n`, id: `s${id}` }));
      await server.post({ from: RITA, to, message: shown });
      const copy = readWithGpg(team);
      assert.match(copy, /Content-Type: message\/rfc822/);
      assert.match(copy, /Subject: Heliotrop/);
      const next = addressIn(copy);
      const before = server.mailbox(BOB).length;
      const text = `accept ${id}\r\n\r\n> discard ${id}\r\n`;
      const accepted = write(team, answer(RITA, next, { text, id: `a${id}` }));
      await server.post({ from: RITA, to: next, message: accepted });
      assert.deepEqual(await server.call(heldList, {}), []);
      assert.equal(server.mailbox(BOB).length, before + 1, "the post");
      const mails = [1, 2].map((back) => readWithGpg(team, back));
      assert.ok(mails.some((mail) => /goes to the members now/.test(mail)));
    });
  }
});

test("a moderator decides with openssl", needed, async (t) => {
  const team = await moderated(t);
  const { server, ssl, smime, listPerson } = team;
  for (const form of ["detached", "opaque"] as const) {
    await t.test(form, async () => {
      const id = await aPostWaits(team, form);
      const to = addressIn(readWithOpenssl(team));
      const draft = answer(BOB, to, { text: `reject ${id} Not for this list.\r\n`, id: form });
      const signed = ssl.sign(smime[BOB], thunderbirdEntity(draft), form);
      const message = mailAround(draft, ssl.seal(listPerson, signed, "aes-128-cbc"));
      await server.post({ from: BOB, to, message });
      assert.deepEqual(await server.call(heldList, {}), []);
      assert.match(readWithOpenssl(team), /is erased, and ed@example\.net is told your reason/);
      const [, sealed] = parsed(newest(team, ED)).children;
      assert.match(team.gpg.must(["-d"], sealed?.body).toString(), /They write: Not for this list\./);
    });
  }
});

test("an answer that gpg did not sign with the owner's key changes nothing", needed, async (t) => {
  const team = await moderated(t);
  const { server, gpg, pgp } = team;
  const id = await aPostWaits(team, "forged");
  const to = addressIn(readWithGpg(team));
  const draft = answer(RITA, to, { text: `accept ${id}\r\n`, id: "f" });
  const entity = muttEntity(draft);
  const contents = [
    entity,
    pgpEncrypted(gpg.must(["-a", "-e", "-r", TEAM], entity)),
    pgpSigned(entity, gpg.must(["-a", "-b", "-u", pgp[ED]], entity)),
  ];
  for (const [nth, content] of contents.entries()) {
    const message = mailAround({ ...draft, id: `f${nth}` }, content);
    await server.post({ from: RITA, to, message });
    assert.equal((await server.call(heldList, {})).length, 1);
    assert.match(readWithGpg(team), /Nothing was done/);
  }
});
