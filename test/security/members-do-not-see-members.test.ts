/** S8: from what a member receives, nobody learns who else is on the list. */
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { type Bytes, concatBytes, utf8, view } from "#base";
import { memberAdd } from "#operations";
import { decodeBody, parseMessage } from "#mime";
import {
  type Correspondent,
  correspondent,
  entity,
  sealed,
  signed,
} from "../support/programs/correspondents.ts";
import { commandingTeam } from "../support/lists/commanding-team.ts";
import { newServer, type TestServer } from "../support/server.ts";
import {
  CAROL,
  join,
  letter,
  MIA,
  movableClock,
  protectedText,
  readNewest,
  sealedTeam,
  TEAM,
} from "../support/lists/sealed-team.ts";

const CLEAR = { clear_after_decrypt: "confirmed", gpg_distrib_encrypt: "yes", smime_distrib_encrypt: "yes" };

async function setUp(t: TestContext, settings = {}) {
  const server = await newServer(t, { clock: movableClock() });
  const team = await sealedTeam(server, settings);
  const others = [
    await correspondent("dora", "openpgp"),
    await correspondent("emil", "openpgp"),
    await correspondent("fred", "smime"),
  ];
  for (const person of others) await join(server, person);
  for (const name of ["gina", "hugo"])
    await server.call(memberAdd, {
      list: TEAM,
      member: { address: `${name}@example.net`, name: `Name of ${name}` },
    });
  return { server, team, others, alice: team.alice };
}

/** What may tell of a person: address, fingerprint and key id as octets and in hex, serial number. */
function tracesOf({ address, secret }: Correspondent): readonly Buffer[] {
  const id = secret.scheme === "openpgp" ? secret.fingerprint.slice(-16) : secret.fingerprint;
  return [Buffer.from(address), Buffer.from(id), Buffer.from(id.toLowerCase()), Buffer.from(id, "hex")];
}

/** The message as it is and everything in it that base64 or quoted-printable hides. */
function everythingIn(message: Bytes): Buffer {
  const parsed = parseMessage(message);
  assert.ok(parsed.ok);
  const parts: Bytes[] = [message];
  const open = [parsed.value];
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    parts.push(decodeBody(one), unarmoured(decodeBody(one)));
    open.push(...one.children);
  }
  return Buffer.from(concatBytes(...parts));
}

function unarmoured(body: Bytes): Bytes {
  const text = view(body).toString("latin1");
  const inside = /-----BEGIN PGP MESSAGE-----\s+([A-Za-z0-9+/=\s]+?)(?:=[\w+/]{4}\s*)?-----END/.exec(
    text,
  )?.[1];
  return Buffer.from(inside ?? "", "base64");
}

async function copiesOf(server: TestServer, people: readonly string[]): Promise<Map<string, Buffer>> {
  const found = new Map<string, Buffer>();
  for (const address of people) {
    const copies = server.mailbox(address);
    assert.equal(copies.length, 1, address);
    const [copy] = copies;
    assert.deepEqual(copy?.recipients, [address], "one message per member");
    found.set(address, everythingIn(copy?.data ?? utf8("")));
  }
  return found;
}

for (const [words, settings] of [
  ["sealed copies and notices", {}],
  ["sealed and clear copies", CLEAR],
] as const) {
  test(`${words} name nobody but their reader and the poster`, async (t) => {
    const { server, team, others, alice } = await setUp(t, settings);
    const inner = protectedText(alice, "hello", { more: [["Bcc", others[0]?.address ?? ""]] });
    const content = await sealed(team.openpgp, await signed(alice, inner));
    await server.post({
      from: alice.address,
      to: TEAM,
      message: letter(alice, content, { more: [["Bcc", "dora@example.org"]] }),
    });
    const keyless = [CAROL, MIA, "gina@example.net", "hugo@example.net"];
    const readers = [alice, team.bob, ...others];
    const copies = await copiesOf(server, [...readers.map(({ address }) => address), ...keyless]);
    for (const [address, octets] of copies) {
      for (const person of readers) {
        if (person.address === address || person === alice) continue;
        for (const trace of tracesOf(person))
          assert.ok(!octets.includes(trace), `${address} sees ${person.address}`);
      }
      assert.ok(!octets.includes("Name of"), `${address} sees a name`);
      for (const one of keyless)
        assert.ok(one === address || !octets.includes(one), `${address} sees ${one}`);
    }
    for (const reader of [team.bob, ...others]) {
      const inside = await readNewest(server, reader, team);
      const text = JSON.stringify(inside?.headers) + view(inside?.content ?? utf8("")).toString();
      assert.match(text, /hello/);
      for (const person of readers)
        if (person !== alice && person !== reader) assert.ok(!text.includes(person.address));
      assert.doesNotMatch(text, /carol|gina|hugo|mia@/);
    }
  });
}

test("the poster's key and address are not outside a sealed copy either", async (t) => {
  const { server, team, alice } = await setUp(t);
  const content = await sealed(team.openpgp, entity("x"), alice);
  await server.post({ from: alice.address, to: TEAM, message: letter(alice, content) });
  const octets = everythingIn(server.mailbox(team.bob.address)[0]?.data ?? utf8(""));
  for (const trace of tracesOf(alice)) assert.ok(!octets.includes(trace));
});

test("outer Message-ID and References are images: the same for a thread, and the poster's own inside", async (t) => {
  const { server, team, alice } = await setUp(t);
  const post = letter(alice, await sealed(team.openpgp, entity("x"), alice), { id: "first" });
  await server.post({ from: alice.address, to: TEAM, message: post });
  const reply = letter(alice, await sealed(team.openpgp, entity("y"), alice), {
    id: "second",
    more: [
      ["In-Reply-To", "<first@laptop.example>"],
      ["References", "<first@laptop.example>"],
    ],
  });
  await server.post({ from: alice.address, to: TEAM, message: reply });
  const [first, second] = server.mailbox(team.bob.address).map(({ data }) => data);
  const field = (data: Bytes | undefined, name: string) => {
    const parsed = parseMessage(data ?? utf8(""));
    return parsed.ok ? parsed.value.header.first(name)?.value : undefined;
  };
  assert.doesNotMatch(
    view(first ?? utf8("")).toString() + view(second ?? utf8("")).toString(),
    /laptop\.example/,
  );
  assert.match(field(first, "message-id") ?? "", /^<[\w-]{32}@example\.org>$/);
  assert.equal(field(second, "references"), field(first, "message-id"));
  assert.equal(field(second, "in-reply-to"), field(first, "message-id"));
  const inside = await readNewest(server, team.bob, team);
  const id = inside?.headers.find(({ name }) => name.toLowerCase() === "message-id");
  assert.deepEqual([id?.value, id?.from], ["<second@laptop.example>", "protected"]);
});

test("by asking: who is on the list is told to owners, unless its settings or scenario say otherwise", async (t) => {
  const { team, olga, order, said } = await commandingTeam(t);
  const asked = "review team\nstats team\nwhich\nverify team\nset team show";
  for (const by of [team.alice, olga]) await order(by, { text: asked });
  const [alices, olgas] = [await said(team.alice), await said(olga)];
  for (const other of [team.bob.address, CAROL]) {
    assert.ok(!alices.includes(other), other);
    assert.ok(olgas.includes(other), other);
  }
});
