/** The chapter, read aloud: certificates of people and of the list, caught, checked, installed and watched. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { heldList, listConfigure, memberAdd, taskImport } from "#operations";
import {
  ALICE,
  BOB,
  CAROL,
  chapterSite,
  copyFor,
  EC,
  LIST,
  OWNER,
  PAUL,
  saying,
  TEXT,
  verifiedBy,
} from "../support/lists/chapter.ts";
import { newestTo } from "../support/lists/commanding.ts";
import { movableClock } from "../support/lists/sealed-team.ts";
import { opensslAuthority } from "../support/crypto/openssl-authority.ts";
import { peer } from "../support/programs/peers.ts";
import { runTask } from "../support/run-task.ts";

const needed = { skip: peer("openssl").skip };
const DAY_MS = 86_400_000;

test(
  "“User certificates are automatically caught … when receiving a signed S/MIME message”, by their use",
  needed,
  async (t) => {
    const { person, signed, post, certificates } = await chapterSite(t);
    await post(ALICE, signed(person([ALICE])));
    const [signs, seals] = [person([BOB], { use: "sign" }), person([BOB], { use: "seal" })];
    await post(BOB, signed(signs, TEXT, [seals]));
    await post(CAROL, signed(person([CAROL], { use: "unsaid" })));
    await post(PAUL, signed(person([PAUL], { use: "ec", newKey: EC })));
    assert.deepEqual(await certificates(), [ALICE, `${BOB}@enc`, `${BOB}@sign`, CAROL, PAUL]);
  },
);

test("of split certificates the right one is sealed to", needed, async (t) => {
  const { ssl, list, person, signed, post } = await chapterSite(t);
  const [signs, seals] = [person([BOB], { use: "sign" }), person([BOB], { use: "seal" })];
  await post(BOB, signed(signs, TEXT, [seals]));
  const copies = await post(BOB, ssl.seal(list, signed(signs, saying("two")), "aes-128-cbc"));
  assert.match(ssl.open(seals, copyFor(copies, BOB)).toString(), /Heliotrop/);
});

test(
  "expired, revoked and of an authority that is not named: none of them counts, and the reason is told apart",
  needed,
  async (t) => {
    const { server, ca, person, signed, post, decision, certificates } = await chapterSite(t, {
      send: "private_smime",
    });
    const other = opensslAuthority(t, "Another CA");
    const [expired, strange] = [person([ALICE], { days: -1 }), person([BOB], { ca: other })];
    await post(ALICE, signed(expired));
    assert.equal(await decision(), "reject scenario-refused");
    await post(BOB, signed(strange));
    assert.equal(await decision(), "reject scenario-refused");
    const carol = person([CAROL]);
    assert.ok((await post(CAROL, signed(carol))).has(BOB));
    ca.revoke(carol);
    const trusted = `${ca.certificate}${ca.list("pem").toString()}`;
    await server.call(listConfigure, { list: LIST, settings: { smime_ca: trusted } });
    await post(CAROL, signed(carol, "Content-Type: text/plain\r\n\r\nagain\r\n"));
    assert.equal(await decision(), "reject scenario-refused");
    assert.deepEqual(await certificates(), [CAROL]);
  },
);

test(
  "who signs with a certificate that does not count is told why, and what helps: by VERIFY and in what is held",
  needed,
  async (t) => {
    const { server, person, signed, post } = await chapterSite(t, { send: "private_smime" });
    const other = opensslAuthority(t, "Another CA");
    const bad = [
      [
        ALICE,
        person([ALICE, `x-${ALICE}`], { days: -1 }),
        /the key has expired/,
        /Get a new certificate from an authority that the list trusts/,
      ],
      [
        BOB,
        person([BOB, `x-${BOB}`], { ca: other }),
        /no trusted authority vouches/,
        /an authority that the list trusts/,
      ],
      [
        CAROL,
        person([CAROL, `x-${CAROL}`], { use: "web" }),
        /is not meant for mail/,
        /new certificate that is meant for mail/,
      ],
    ] as const;
    for (const [address, who, why, advice] of bad) {
      const asked = { to: LIST.replace("@", "-request@") };
      await post(`x-${address}`, signed(who, "Content-Type: text/plain\r\n\r\nVERIFY\r\n"), asked);
      const { text } = newestTo(server, `x-${address}`);
      assert.match(flat(text), /counts for team@example\.org as unsigned/);
      for (const one of [/carries a signature, which does not count/, why, advice])
        assert.match(flat(text), one);

      await post(address, signed(who));
      const [held] = (await server.call(heldList, { list: LIST })).toSorted((a, b) => b.id - a.id);
      assert.match(held?.why ?? "", /no signature of a member that counts/);
      assert.match(held?.why ?? "", why);
    }
    await post(PAUL, TEXT);
    const [unsigned] = (await server.call(heldList, { list: LIST })).toSorted((a, b) => b.id - a.id);
    assert.doesNotMatch(unsigned?.why ?? "", /that counts/, "nobody signed it");
    await post("eve@example.com", "\r\nVERIFY\r\n", { to: LIST.replace("@", "-request@") });
    assert.doesNotMatch(newestTo(server, "eve@example.com").text, /does not count/);
  },
);

function flat(text: string): string {
  return text.replaceAll(/\s+/g, " ");
}

test(
  "“As soon as a certificate is installed … the welcome message is signed by the list”, and so is its other mail",
  needed,
  async (t) => {
    const { server, ca, ssl, list, person, signed, post } = await chapterSite(t);
    await server.call(memberAdd, { list: LIST, member: { address: "nora@example.com" }, welcome: true });
    await server.drain();
    const welcome = server.mailbox("nora@example.com").at(-1)?.data ?? assert.fail("no welcome");
    const text = verifiedBy(ssl, welcome, ca);
    assert.match(text, /^From: Team <team@example\.org>\r$/m, "From is the signer");
    assert.match(text, /Welcome to Team/);
    const answers = await post("eve@example.com", "\r\nplease\r\n", { to: LIST.replace("@", "-sendkey@") });
    const answer = copyFor(answers, "eve@example.com");
    assert.match(verifiedBy(ssl, answer, ca), /list-certificate\.crt/, "“a link to load the certificate”");
    const alice = person([ALICE]);
    await post(ALICE, signed(alice));
    await server.call(memberAdd, { list: LIST, member: { address: "hugo@example.com" }, welcome: true });
    const sealed = await post(ALICE, ssl.seal(list, signed(alice, saying("two")), "aes-256-cbc"));
    assert.match(
      verifiedBy(ssl, copyFor(sealed, PAUL), ca),
      /Do this:/,
      "the notice to who has no certificate",
    );
    await post("eve@example.com", TEXT, {});
    await runTask(server, { now: () => new Date() }, "owner_summary");
    const toOwner = server.mailbox(OWNER).at(-1)?.data;
    if (toOwner !== undefined) assert.match(verifiedBy(ssl, toOwner, ca), /Team/, "owners' mail");
  },
);

test(
  "“The user is warned … when his/her certificate has expired or is going to expire within three days”",
  needed,
  async (t) => {
    const clock = movableClock();
    clock.advance(Date.now() - clock.now().getTime() + DAY_MS / 24);
    const { server, person, signed, post } = await chapterSite(t, { expiry_warning_days: "3" }, { clock });
    const model = [
      "title.gettext daily certificate expiration date checking",
      "/ACTION",
      "chk_cert_expiration (daily_cert_expiration, [execution_date]+3d)",
      "next ([execution_date] + 1d, ACTION)",
    ];
    await server.call(taskImport, { model: model.join("\n") });
    await post(ALICE, signed(person([ALICE], { days: 10 })));
    const told = async () => {
      await runTask(server, clock, "chk_cert_expiration");
      return server.mailbox(ALICE).filter(({ data }) => /Auto-Submitted/.test(data.toString())).length;
    };
    assert.equal(await told(), 0);
    clock.advance(8 * DAY_MS);
    assert.equal(await told(), 1, "within three days");
    assert.equal(await told(), 1, "once");
    clock.advance(3 * DAY_MS);
    assert.equal(await told(), 2, "it has expired");
  },
);
