/** Lists whose names leave no room for a key in an address (RFC 5321 §4.5.3.1.1): answers come to the address for commands. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type EmailAddress, utf8, view } from "#base";
import { armourKey } from "#openpgp";
import { listCreate, listReview, memberInvite, memberShow, memberUnsubscribe } from "#operations";
import { correspondent, entity, openFor, sealed } from "../support/programs/correspondents.ts";
import { forEachDatabase } from "../support/database.ts";
import { letter, listAsCorrespondents, movableClock, protectedText } from "../support/lists/sealed-team.ts";
import { newServer, type TestServer } from "../support/server.ts";

const LIST = "neighbourhood-gardeners-of-the-east@example.org" as EmailAddress;
const REQUEST = "neighbourhood-gardeners-of-the-east-request@example.org";
const [MIA, DORA] = ["mia@example.net", "dora@example.net"] as const;

let sent = 0;

async function members(server: TestServer): Promise<readonly string[]> {
  return (await server.call(listReview, { list: LIST, all: true })).entries.map(({ address }) => address);
}

/** As a mail program answers: to Reply-To, with the Subject and what was quoted. */
async function answer(server: TestServer, who: string, text = ""): Promise<void> {
  const mails = server.mailbox(who).map(({ data }) => view(data).toString());
  const asked =
    mails.findLast((mail) => /^Subject: confirm /m.test(mail)) ?? assert.fail(`${who} was asked nothing`);
  const to = /^Reply-To: (.*)\r$/m.exec(asked)?.[1] ?? "";
  assert.equal(to, REQUEST);
  const subject = /^Subject: (.*)\r$/m.exec(asked)?.[1] ?? "";
  const quoted = asked.split("\r\n").map((line) => `> ${line}`);
  const fields = [
    `From: ${who}`,
    `To: ${to}`,
    `Subject: Re: ${subject}`,
    `Message-ID: <n${++sent}@laptop.example>`,
  ];
  const body = [text, "Neighbours wrote:", ...quoted];
  await server.post({ from: who, to, message: utf8([...fields, "", ...body, ""].join("\r\n")) });
}

forEachDatabase((database) => {
  test("who is invited answers that mail as it is; who left by mistake sends the line that they read", async (t) => {
    const server = await newServer(t, { database, clock: movableClock() });
    await server.call(listCreate, { address: LIST, name: "East", owners: [MIA] });
    await server.call(memberInvite, { list: LIST, address: DORA });
    await server.drain();
    await answer(server, DORA);
    assert.deepEqual(await members(server), [MIA, DORA]);
    await server.call(memberUnsubscribe, { list: LIST, address: DORA });
    await server.drain();
    assert.deepEqual(await members(server), [MIA]);
    const goodbye = server.mailbox(DORA).at(-1)?.data.toString() ?? "";
    const line = /CONFIRM [0-9a-f]+/.exec(goodbye)?.[0] ?? assert.fail(goodbye);
    const fields = [`From: ${DORA}`, `To: ${REQUEST}`, "Message-ID: <undo@laptop.example>"];
    const message = utf8([...fields, "", line, ""].join("\r\n"));
    await server.post({ from: DORA, to: REQUEST, message });
    assert.deepEqual(await members(server), [MIA, DORA]);
  });

  test("an owner says yes by answering; what others write to that address stays what it is", async (t) => {
    const server = await newServer(t, { database, clock: movableClock() });
    const settings = { subscribe_policy: "approve" };
    await server.call(listCreate, { address: LIST, name: "East", owners: [MIA], settings });
    const to = "neighbourhood-gardeners-of-the-east-join@example.org";
    const fields = [`From: ${DORA}`, `To: ${to}`, "Message-ID: <join@laptop.example>"];
    await server.post({ from: DORA, to, message: utf8([...fields, "", "", ""].join("\r\n")) });
    await answer(server, MIA, "reject");
    assert.deepEqual(await members(server), [MIA]);
    assert.ok(server.mailbox(DORA).some(({ data }) => data.includes("an owner said no")));
  });

  test("a key at joining: asked for, and shown to be theirs, by answers with the key in the Subject or in a line", async (t) => {
    const server = await newServer(t, { database, clock: movableClock() });
    const settings = { subscribe_key: "require" };
    await server.call(listCreate, { address: LIST, name: "East", owners: [MIA], sealed: true, settings });
    const { openpgp, smime } = await listAsCorrespondents(server, LIST);
    const frida = await correspondent("frida", "openpgp");
    await server.call(memberInvite, { list: LIST, address: frida.address });
    await server.drain();
    await answer(server, frida.address);
    const asked =
      server.mailbox(frida.address).findLast(({ data }) => view(data).includes("public key attached"))
        ?.data ?? assert.fail("no question");
    const subject = /^Subject: (confirm [0-9a-f]+)\r$/m.exec(view(asked).toString())?.[1] ?? "";
    const key = entity(armourKey(frida.publicKey).replaceAll("\r\n", "\n"), [
      ["Content-Type", "application/pgp-keys"],
    ]);
    const first = letter(frida, key, { id: `n${++sent}`, to: REQUEST });
    const message = utf8(view(first).toString().replace("Subject: outside", `Subject: Re: ${subject}`));
    await server.post({ from: frida.address, to: REQUEST, message });
    const challenge = server.mailbox(frida.address).at(-1)?.data ?? assert.fail("no challenge");
    const opened = await openFor(challenge, [frida], [openpgp, smime]);
    assert.ok(opened.ok, view(challenge).toString());
    const line = /CONFIRM [0-9a-f]{32}/.exec(view(opened.value.content).toString())?.[0] ?? "";
    assert.ok(line !== "" && !view(challenge).includes(line.slice(8)), "the key stands in no clear line");
    const forged = letter(frida, entity(`${line}\n`), { id: `n${++sent}`, to: REQUEST });
    await server.post({ from: frida.address, to: REQUEST, message: forged });
    assert.ok(!(await members(server)).includes(frida.address));
    const content = await sealed(openpgp, protectedText(frida, `${line}\n`, { to: REQUEST }), frida);
    const proof = letter(frida, content, { id: `n${++sent}`, to: REQUEST });
    await server.post({ from: frida.address, to: REQUEST, message: proof });
    const { keys } = await server.call(memberShow, { list: LIST, member: frida.address });
    assert.deepEqual(
      keys.map(({ fingerprint }) => fingerprint),
      [frida.secret.fingerprint],
    );
  });
});
