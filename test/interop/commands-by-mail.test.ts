/** Commands that gpg and openssl signed and sealed, in the forms of mail programs; the answers are read with the same. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Bytes, EmailAddress } from "#base";
import { toCrlf } from "#mime";
import { memberList } from "#operations";
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
const REQUEST = "team-request@example.org";
const RITA = "rita@example.net";
const BOB = "bob@example.net";

/** Rita owns the list. */
async function ownedTeam(t: Parameters<typeof mixedTeam>[0]): Promise<MixedTeam> {
  const team = await mixedTeam(t);
  await team.server.db.transact((tx) =>
    tx.query
      .updateTable("member")
      .set({ owner: 1 })
      .where("address", "=", RITA as EmailAddress)
      .execute(),
  );
  return team;
}

const order = (from: string, text: string, id: string): Draft => ({
  from,
  to: REQUEST,
  subject: "hello",
  text,
  id,
});

async function isOn({ server }: MixedTeam, address: string): Promise<boolean> {
  return (await server.call(memberList, { list: TEAM })).some((member) => member.address === address);
}

const GPG_FORMS: Readonly<Record<string, (team: MixedTeam, draft: Draft) => Bytes>> = {
  "signed in clear, as mutt does": ({ gpg, pgp }, draft) => {
    const entity = muttEntity(draft);
    return mailAround(draft, pgpSigned(entity, gpg.must(["-a", "-b", "-u", pgp[RITA]], entity)));
  },
  "signed with its header, as Thunderbird does": ({ gpg, pgp }, draft) => {
    const entity = thunderbirdEntity(draft);
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

test("an owner's commands, signed by gpg", needed, async (t) => {
  const team = await ownedTeam(t);
  const { server, gpg } = team;
  for (const [nth, [form, write]] of Object.entries(GPG_FORMS).entries()) {
    await t.test(form, async () => {
      const guest = `guest${nth}@example.net`;
      const draft = order(RITA, `verify team\r\nadd team ${guest} Guest\r\n`, `g${nth}`);
      await server.post({ from: RITA, to: REQUEST, message: write(team, draft) });
      assert.equal(await isOn(team, guest), true);
      const [, sealed] = parsed(server.mailbox(RITA).at(-1)?.data ?? Buffer.alloc(0)).children;
      assert.match(gpg.must(["-d"], sealed?.body).toString(), /signed by rita@example\.net, in OpenPGP/);
    });
  }
});

test("a member's commands, signed by openssl", needed, async (t) => {
  const team = await ownedTeam(t);
  const { server, ssl, smime, listPerson } = team;
  const answered = () => ssl.open(smime[BOB], server.mailbox(BOB).at(-1)?.data ?? Buffer.alloc(0)).toString();
  for (const form of ["detached", "opaque"] as const) {
    for (const way of ["in clear", "sealed"] as const) {
      await t.test(`${form}, ${way}`, async () => {
        const draft = order(BOB, "verify team\r\nreview\r\n", `${form}-${way.replace(" ", "-")}`);
        const signed = toCrlf(ssl.sign(smime[BOB], thunderbirdEntity(draft), form));
        const content = way === "sealed" ? ssl.seal(listPerson, signed, "aes-128-cbc") : signed;
        await server.post({ from: BOB, to: REQUEST, message: mailAround(draft, content) });
        const text = answered();
        assert.match(text, /signed by bob@example\.net, in S\/MIME/);
      });
    }
  }
  const leave = order(BOB, "signoff\r\n", "leave");
  const message = mailAround(leave, toCrlf(ssl.sign(smime[BOB], muttEntity(leave), "opaque")));
  await server.post({ from: BOB, to: REQUEST, message });
  assert.equal(await isOn(team, BOB), false);
});

test(
  "what openssl signed counts for no command beside it: in the Subject, or for leaving",
  needed,
  async (t) => {
    const team = await ownedTeam(t);
    const { server, ssl, smime } = team;
    const mails: readonly (readonly [Draft, string])[] = [
      [{ ...order(BOB, "nothing here\r\n", "s1"), subject: "signoff team" }, REQUEST],
      [{ ...order(BOB, "signoff team\r\n", "s2"), to: "team-leave@example.org" }, "team-leave@example.org"],
    ];
    for (const [draft, to] of mails) {
      const message = mailAround(draft, toCrlf(ssl.sign(smime[BOB], muttEntity(draft), "detached")));
      await server.post({ from: BOB, to, message });
    }
    assert.equal(await isOn(team, BOB), true);
  },
);
