/** Beside a real Postfix: it takes posts by SMTP, hands them over by LMTP, and relays the copies. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Bytes, EmailAddress } from "#base";
import { listByAddress, memberByAddress } from "#store";
import {
  assertKeptByPostfix,
  besidePostfix,
  bounces,
  copies,
  MEMBERS,
  mustSubmit,
  NEWS,
  newsletter,
  newsList,
  type Scene,
  untilCopies,
  untilLogged,
} from "../support/programs/beside-postfix.ts";
import { type Correspondent, sealed, signed } from "../support/programs/correspondents.ts";
import { until } from "../support/lists/plain-team.ts";
import { postfixPeer } from "../support/programs/postfix.ts";
import { CAROL, letter, protectedText, readNewest, TEAM } from "../support/lists/sealed-team.ts";

async function sealedPost({ team }: Scene, id: string): Promise<Bytes> {
  const content = protectedText(team.alice, `Wasserzeichen ${id}\n`, { subject: `Heliotrop ${id}` });
  return letter(team.alice, await sealed(team.openpgp, content, team.alice), { id });
}

const needed = { skip: postfixPeer().skip };

test("beside a real Postfix", needed, async (t) => {
  const scene = await besidePostfix(t);
  const { server, postfix, team } = scene;
  await newsList(scene);

  await t.test("a sealed post goes in through the group's socket and comes out sealed", async () => {
    await mustSubmit(scene, team.alice.address, [TEAM], await sealedPost(scene, "one"));
    await untilCopies(scene, [team.alice.address, team.bob.address, CAROL], "");
    for (const reader of [team.alice, team.bob]) await assertReads(scene, reader, "one");
    assert.doesNotMatch(server.mailbox(CAROL).at(-1)?.data.toString() ?? "", /Wasserzeichen|Heliotrop/);
    assert.match(postfix.log(), /relay=.*\[.*run\/lmtp\.sock\].*status=sent \(250 2\.0\.0 Queued as \d+\)/);
  });

  await t.test("a signed S/MIME post survives the way through Postfix", async () => {
    const content = protectedText(team.bob, "Wasserzeichen two\n", { subject: "Heliotrop two" });
    const message = letter(team.bob, await sealed(team.smime, await signed(team.bob, content)), {
      id: "two",
    });
    const before = server.mailbox(team.alice.address).length;
    await mustSubmit(scene, team.bob.address, [TEAM], message);
    await until("Alice has it", () => server.mailbox(team.alice.address).length > before);
    await assertReads(scene, team.alice, "two");
  });

  await t.test("8-bit text goes to everybody as it was, to an address in Unicode too", async () => {
    const lines = ["Grüße, Смотри, 日本", ".", "..", "From here on", "x".repeat(900)];
    await mustSubmit(scene, MEMBERS[0], [NEWS], newsletter("eight", "Jörg Groß <anna@example.net>", lines));
    await untilCopies(scene, MEMBERS, "<eight@laptop.example>");
    for (const address of MEMBERS) {
      const [copy, ...more] = copies(scene, address, "<eight@laptop.example>");
      assert.equal(more.length, 0);
      assert.equal(copy?.data.toString().split("\r\n\r\n")[1], `${lines.join("\r\n")}\r\n`);
    }
  });

  await t.test("a member with an address in Unicode posts", async () => {
    const [, , from] = MEMBERS;
    await mustSubmit(scene, from, [NEWS], newsletter("unicode", `Jörg <${from}>`));
    await untilCopies(scene, MEMBERS, "<unicode@laptop.example>");
  });

  await t.test("a list named twice in one LMTP transaction gets two answers and one post", async () => {
    const aliases = ["a@alias.example", "b@alias.example"];
    await mustSubmit(scene, MEMBERS[0], aliases, newsletter("twice", MEMBERS[0]));
    await untilCopies(scene, MEMBERS, "<twice@laptop.example>");
    for (const alias of aliases) await untilLogged(scene, new RegExp(`orig_to=<${alias}>.*status=sent`));
    await server.drain();
    await new Promise((resolve) => setTimeout(resolve, 300));
    for (const address of MEMBERS) assert.equal(copies(scene, address, "<twice@laptop.example>").length, 1);
  });

  await t.test("a copy that is refused behind Postfix comes back and is known by its tag", async () => {
    const gone = team.bob.address;
    server.sink.behaviour.answer = (line) =>
      line.startsWith(`RCPT TO:<${gone}>`) ? "550 5.1.1 No such person" : undefined;
    await mustSubmit(scene, team.alice.address, [TEAM], await sealedPost(scene, "three"));
    await until("the bounce is kept", async () => (await bounces(scene)).length > 0);
    server.sink.behaviour.answer = () => undefined;
    const [bounce, ...more] = await bounces(scene);
    assert.deepEqual([bounce?.kind, bounce?.list, bounce?.sender, more.length], ["refused", TEAM, "", 0]);
    assert.equal(bounce?.detail, `about member ${await memberId(scene, gone)}`);
  });

  await t.test("an unknown address is told to its sender by Postfix", async () => {
    const address = NEWS.replace("news", "none");
    await mustSubmit(scene, MEMBERS[0], [address], newsletter("lost", MEMBERS[0]));
    await untilCopies(scene, [MEMBERS[0]], "There is no such list here");
  });

  await t.test("while the server is down Postfix keeps the mail", () =>
    assertKeptByPostfix(scene, [TEAM, NEWS]),
  );
});

async function memberId({ server }: Scene, address: EmailAddress): Promise<number | undefined> {
  return server.db.read(async (tx) => {
    const list = await listByAddress(tx, TEAM);
    return list === null ? undefined : (await memberByAddress(tx, list.id, address))?.id;
  });
}

async function assertReads({ server, team }: Scene, reader: Correspondent, id: string): Promise<void> {
  const opened = await readNewest(server, reader, team);
  assert.ok(opened, `${reader.address} cannot open it`);
  assert.deepEqual(
    opened.signatures.map(({ verdict }) => verdict),
    ["valid"],
  );
  assert.equal(opened.headers.find(({ name }) => name.toLowerCase() === "subject")?.value, `Heliotrop ${id}`);
  assert.ok(Buffer.from(opened.content).includes(`Wasserzeichen ${id}`));
}
