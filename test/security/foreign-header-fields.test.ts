/** S15: what other servers and lists wrote into the header counts for nothing and goes no further. */
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { type Bytes, type EmailAddress, utf8, view } from "#base";
import { listConfigure, listCreate, memberAdd } from "#operations";
import { parseMessage } from "#mime";
import { correspondent, entity, sealed, signed } from "../support/programs/correspondents.ts";
import { newServer, type TestServer } from "../support/server.ts";
import {
  CAROL,
  heldCodes,
  join,
  letter,
  MIA,
  movableClock,
  OWNER,
  protectedText,
  readNewest,
  sealedTeam,
  TEAM,
} from "../support/lists/sealed-team.ts";

const FOREIGN = [
  ["Authentication-Results", "mx.example.org; dkim=pass header.d=FOREIGN"],
  ["X-Original-Authentication-Results", "mx.example.org; dkim=pass header.d=FOREIGN"],
  ["ARC-Authentication-Results", "i=1; mx.example.org; dkim=pass header.d=FOREIGN"],
  ["ARC-Seal", "i=1; a=rsa-sha256; b=FOREIGN"],
  ["DKIM-Signature", "v=1; d=FOREIGN"],
  ["X-Mailman-SLS-decrypted", "Yes FOREIGN"],
  ["X-Conclave-Anything", "FOREIGN"],
  ["Autocrypt", "addr=alice@example.org; keydata=FOREIGN"],
  ["Autocrypt-Gossip", "addr=bob@example.org; keydata=FOREIGN"],
  ["OpenPGP", "id=FOREIGN"],
  ["List-Id", "<FOREIGN.example.com>"],
  ["List-Post", "<mailto:FOREIGN@example.com>"],
  ["List-Unsubscribe", "<mailto:FOREIGN@example.com>"],
  ["List-Unsubscribe-Post", "List-Unsubscribe=FOREIGN"],
  ["List-Whatever", "FOREIGN"],
  ["X-Spam-Flag", "NO FOREIGN"],
  ["X-Spam-Status", "No, FOREIGN"],
  ["X-Spamd-Result", "default: False FOREIGN"],
  ["X-Rspamd-Server", "FOREIGN"],
  ["X-Virus-Scanned", "FOREIGN"],
  ["Approved", "a password of FOREIGN"],
  ["X-Approve", "a password of FOREIGN"],
  ["Urgent", "a password of FOREIGN"],
  ["Resent-Bcc", "FOREIGN@example.com"],
  ["Received-SPF", "pass FOREIGN"],
  ["Return-Path", "<FOREIGN@example.com>"],
] as const;

/** Signatures of others and what they rest on: on clear copies they stay unless the list wants them off, as with Mailman. */
const SIGNATURES = /^(?:ARC-[\w-]+|DKIM-Signature): .*\r\n/gm;

async function setUp(t: TestContext, settings = {}) {
  const server = await newServer(t, { clock: movableClock() });
  const team = await sealedTeam(server, settings);
  return { server, team, alice: team.alice };
}

async function plainList(server: TestServer): Promise<EmailAddress> {
  const list = "plain@example.org" as EmailAddress;
  await server.call(listCreate, { address: list, name: "Plain", owners: [MIA] });
  await server.call(memberAdd, { list, member: { address: "anna@example.net" } });
  await server.call(listConfigure, { list, settings: { generic_nonmember_action: "accept" } });
  return list;
}

test("a list without keys takes them all off, and leaves the rest", async (t) => {
  const { server } = await setUp(t);
  const list = await plainList(server);
  const anna = { address: "anna@example.net" };
  const message = letter(anna, entity("x"), { to: list, more: [...FOREIGN, ["X-Mine", "kept"]] });
  await server.post({ from: anna.address, to: list, message });
  const text = textOf(server.mailbox("anna@example.net")[0]?.data);
  assert.equal(text.match(SIGNATURES)?.length, 3);
  assert.doesNotMatch(text.replaceAll(SIGNATURES, ""), /FOREIGN/);
  assert.match(text, /^X-Mine: kept\r$/m);
  assert.doesNotMatch(text, /X-Mailman-SLS-decrypted/i, "nothing was decrypted");
  await server.call(listConfigure, { list, settings: { remove_dkim_headers: "always" } });
  const again = letter(anna, entity("y"), { to: list, id: "2", more: FOREIGN });
  await server.post({ from: anna.address, to: list, message: again });
  assert.doesNotMatch(textOf(server.mailbox("anna@example.net")[1]?.data), /FOREIGN/);
});

test("so do owner mail, sealed and signed posts, whether the fields came outside or protected", async (t) => {
  const { server, team, alice } = await setUp(t);
  const olga = await correspondent("olga");
  await join(server, olga, { owner: true });
  const inner = protectedText(alice, "hello", { more: FOREIGN });
  const post = letter(alice, await sealed(team.openpgp, inner, alice), { more: FOREIGN });
  await server.post({ from: alice.address, to: TEAM, message: post });
  for (const reader of [alice, team.bob]) {
    const copy = textOf(server.mailbox(reader.address).at(-1)?.data);
    assert.doesNotMatch(copy, /FOREIGN/);
    assert.match(copy, /^X-Mailman-SLS-decrypted: Yes\r$/m);
    const opened = await readNewest(server, reader, team);
    assert.ok(opened !== null);
    assert.doesNotMatch(JSON.stringify(opened.headers) + textOf(opened.content), /FOREIGN/);
    const inside = opened.headers.filter(({ name }) => /^x-mailman-sls-decrypted$/i.test(name));
    assert.deepEqual(
      inside.map(({ value, from }) => [value, from]),
      [["Yes", "protected"]],
    );
  }
  const clear = letter({ address: "eve@example.com" }, entity("x"), { to: OWNER, more: FOREIGN });
  await server.post({ from: "eve@example.com", to: OWNER, message: clear });
  assert.doesNotMatch(textOf(server.mailbox(MIA).at(-1)?.data), /FOREIGN/);
  assert.doesNotMatch(textOf(server.mailbox(olga.address).at(-1)?.data), /FOREIGN/);
});

test("X-Mailman-SLS-decrypted says what the server did, also on clear copies", async (t) => {
  const settings = {
    gpg_post_encrypt: "yes",
    smime_post_encrypt: "yes",
    gpg_distrib_encrypt: "no",
    smime_distrib_encrypt: "no",
    clear_after_decrypt: "confirmed",
  };
  const { server, team, alice } = await setUp(t, settings);
  const opened = letter(alice, await sealed(team.openpgp, entity("x"), alice));
  await server.post({ from: alice.address, to: TEAM, message: opened });
  const clear = letter(alice, await signed(alice, entity("y")), { id: "2", more: FOREIGN });
  await server.post({ from: alice.address, to: TEAM, message: clear });
  const [first, second] = server.mailbox(CAROL);
  assert.match(textOf(first?.data), /^X-Mailman-SLS-decrypted: Yes\r$/m);
  assert.ok(second !== undefined);
  assert.doesNotMatch(textOf(second.data), /X-Mailman-SLS-decrypted|FOREIGN/);
});

test("names and Subjects with line ends in encoded words make no field and no line of their own", async (t) => {
  const { server, team, alice } = await setUp(t, { poster_name_outside: "yes" });
  const list = await plainList(server);
  const evil = "=?utf-8?Q?x=0D=0AInjected=3A_yes=0D=0A=0D=0AInjected=3A_body?=";
  const fields = `From: ${evil} <${alice.address}>\r\nTo: ${TEAM}, ${list}\r\nMessage-ID: <e@x>\r\nSubject: ${evil}\r\n`;
  const content = await sealed(team.openpgp, entity("x"), alice);
  await server.post({ from: alice.address, to: TEAM, message: bytes(fields, content) });
  await server.post({ from: alice.address, to: list, message: bytes(fields, entity("x")) });
  await server.call(listConfigure, { list: TEAM, settings: { default_member_action: "hold" } });
  const held = await sealed(team.openpgp, entity("held"), alice);
  await server.post({ from: alice.address, to: TEAM, message: bytes(fields, held) });
  assert.equal(server.mailbox(team.bob.address).length, 1);
  assert.equal(server.mailbox("anna@example.net").length, 1);
  for (const { data } of server.sink.messages) assertNoField(data, "Injected");
  const opened = await readNewest(server, team.bob, team);
  assert.doesNotMatch(textOf(opened?.content), /^Injected/m);
});

function bytes(fields: string, content: Bytes): Bytes {
  return Buffer.concat([Buffer.from(`${fields}MIME-Version: 1.0\r\n`, "latin1"), content]);
}

function assertNoField(data: Bytes, name: string): void {
  const parsed = parseMessage(data);
  assert.ok(parsed.ok);
  assert.equal(parsed.value.header.first(name), undefined);
  assert.doesNotMatch(textOf(data), new RegExp(`^${name}`, "m"));
}

function textOf(octets: Bytes | undefined): string {
  return view(octets ?? utf8(""))
    .toString("latin1")
    .replaceAll(/=\r\n/g, "");
}

test("a mail that is answered from owners' addresses back to the owners is a loop, and ends", async (t) => {
  const { server } = await setUp(t);
  const message = letter({ address: "eve@example.com" }, entity("x"), { to: OWNER });
  await server.post({ from: "eve@example.com", to: OWNER, message });
  const [copy] = server.mailbox(MIA);
  await server.post({ from: MIA, to: OWNER, message: copy?.data ?? utf8("") });
  assert.equal(server.mailbox(MIA).length, 1);
  assert.deepEqual(await heldCodes(server), ["refused loop"]);
});
