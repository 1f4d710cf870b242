/**
 * `distribution = as_received` on the whole server, the way of S/Sympa: what came sealed goes out sealed, what came in
 * clear goes out in clear, and what came signed keeps its signature, as gpg and openssl judge at the other end.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test, type TestContext } from "node:test";
import { type Bytes, utf8 } from "#base";
import { decodeBody, toCrlf } from "#mime";
import { heldList, keyExport, listConfigure, listCreate, memberAdd } from "#operations";
import { type Gpg, gpgPerson, openGpg } from "../support/crypto/gpg.ts";
import {
  type Draft,
  inlineArmour,
  mailAround,
  muttEntity,
  pgpEncrypted,
  pgpSigned,
} from "../support/programs/mail-programs.ts";
import { parsed, TEAM } from "../support/lists/mixed-team.ts";
import { type Openssl, openOpenssl, type OpensslPerson } from "../support/crypto/openssl.ts";
import { peer } from "../support/programs/peers.ts";
import { fileInput, newServer, type TestServer } from "../support/server.ts";

const needed = { skip: peer("gpg").skip || peer("openssl").skip };

const RITA = "rita@example.net";
const BOB = "bob@example.net";
const PAUL = "paul@example.net";
const EVERYBODY = [RITA, BOB, PAUL];
const WORD = "Heliotrop";

/** Rita has an OpenPGP key, Bob a certificate, Paul nothing. */
interface Scene {
  readonly server: TestServer;
  readonly gpg: Gpg;
  readonly ssl: Openssl;
  readonly rita: string;
  readonly bob: OpensslPerson;
  /** The list's certificate, as somebody to seal to. */
  readonly list: OpensslPerson;
}

async function scene(t: TestContext): Promise<Scene> {
  const server = await newServer(t);
  const [gpg, ssl] = [openGpg(), openOpenssl()];
  t.after(() => {
    gpg.close();
    ssl.close();
  });
  await server.call(listCreate, { address: TEAM, name: "Team", preset: "as-received" });
  const rita = gpgPerson(gpg, `Rita <${RITA}>`, "ed25519");
  const bob = ssl.person(BOB, "rsa");
  await addMember(server, RITA, gpg.must(["-a", "--export", rita]));
  await addMember(server, BOB, readFileSync(bob.certificate));
  await server.call(memberAdd, { list: TEAM, member: { address: PAUL } });
  return { server, gpg, ssl, rita, bob, list: await listKeys(server, gpg, ssl) };
}

async function addMember(server: TestServer, address: string, key: Bytes): Promise<void> {
  await server.call(memberAdd, { list: TEAM, member: { address, key: { file: fileInput(key) } } });
}

async function listKeys(server: TestServer, gpg: Gpg, ssl: Openssl): Promise<OpensslPerson> {
  const keys = await server.call(keyExport, { list: TEAM });
  const textOf = (scheme: "openpgp" | "smime"): Bytes =>
    utf8(keys.find((key) => key.scheme === scheme)?.text ?? assert.fail(`no ${scheme} key`));
  gpg.import(textOf("openpgp"));
  return { address: TEAM, certificate: ssl.file("list.pem", textOf("smime")), key: "" };
}

function draft(from: string, id: string): Draft {
  return { from, to: TEAM, subject: `about ${id}`, text: `${WORD} ${id}\r\n`, id };
}

/** Posts it and gives what left the server because of it, by address. */
async function post(
  { server }: Pick<Scene, "server">,
  from: Draft,
  content: string | Bytes,
): Promise<ReadonlyMap<string, Buffer>> {
  const before = server.sink.messages.length;
  const message = mailAround(from, toCrlf(Buffer.from(content)), from.subject);
  await server.post({ from: from.from, to: TEAM, message });
  const sent = server.sink.messages.slice(before);
  return new Map(sent.flatMap(({ recipients, data }) => recipients.map((address) => [address, data])));
}

function copyFor(copies: ReadonlyMap<string, Buffer>, address: string): Buffer {
  return copies.get(address) ?? assert.fail(`${address} got nothing`);
}

function openedByGpg(gpg: Gpg, copy: Buffer): Buffer {
  const [, data] = parsed(copy).children;
  assert.ok(data, "the copy is multipart/encrypted");
  const read = gpg.run(["--decrypt"], decodeBody(data));
  assert.equal(read.status, 0, read.errors);
  return read.output;
}

test(
  "what came in clear goes out in clear, to everybody, with a prefix and nothing else",
  needed,
  async (t) => {
    const at = await scene(t);
    const plain = draft(PAUL, "plain");
    const copies = await post(at, plain, muttEntity(plain));
    for (const address of EVERYBODY) {
      const copy = copyFor(copies, address).toString();
      assert.match(copy, /\r\n\r\nHeliotrop plain\r\n$/);
      assert.match(copy, /^Subject: \[Team\] about plain\r$/m);
      assert.match(copy, /^From: Writer <paul@example.net>\r$/m);
    }
  },
);

test("what came signed goes out byte for byte below its header, and verifies", needed, async (t) => {
  const at = await scene(t);
  const { gpg, ssl, rita, bob } = at;
  const forms: readonly (readonly [string, (part: string) => string | Bytes])[] = [
    ["detached", (part) => ssl.sign(bob, part, "detached")],
    ["opaque", (part) => ssl.sign(bob, part, "opaque")],
    ["pgp", (part) => pgpSigned(part, gpg.must(["-a", "-b", "-u", rita], part))],
    ["inline", () => inlineArmour(gpg.must(["--clearsign", "-u", rita], `${WORD} inline\r\n`))],
  ];
  for (const [name, sign] of forms) {
    const from = draft(name === "detached" || name === "opaque" ? BOB : RITA, name);
    const whole = Buffer.from(toCrlf(Buffer.from(sign(muttEntity(from)))));
    const [, body = ""] = whole.toString("latin1").split(/\r\n\r\n(.*)/s);
    const copies = await post(at, from, whole);
    for (const address of EVERYBODY) {
      const copy = copyFor(copies, address);
      assert.ok(copy.toString("latin1").endsWith(`\r\n\r\n${body}`), `${name} for ${address}`);
      assert.match(copy.toString(), new RegExp(String.raw`^Subject: \[Team\] about ${name}\r$`, "m"));
      if (from.from === BOB) assert.equal(ssl.verify(copy, bob.certificate).toString(), muttEntity(from));
      else assertGpgVerifies(gpg, copy);
    }
  }
});

test("what a filter took the signature from is signed by the list, if the list signs", needed, async (t) => {
  const at = await scene(t);
  const { gpg, ssl, bob } = at;
  const settings = { gpg_distrib_sign: "yes", filter_content: "yes", pass_mime_types: "" } as const;
  await at.server.call(listConfigure, { list: TEAM, settings });
  const [whole, filtered] = [draft(BOB, "whole"), draft(BOB, "filtered")];
  const untouched = await post(at, whole, ssl.sign(bob, muttEntity(whole), "detached"));
  assert.equal(ssl.verify(copyFor(untouched, RITA), bob.certificate).toString(), muttEntity(whole));
  const copies = await post(at, filtered, ssl.sign(bob, withProgram(muttEntity(filtered)), "detached"));
  for (const address of EVERYBODY) {
    const copy = copyFor(copies, address);
    assert.equal(parsed(copy).contentType.parameters.get("protocol"), "application/pgp-signature");
    assertGpgVerifies(gpg, copy);
    assert.match(copy.toString(), /Heliotrop filtered/);
    assert.doesNotMatch(copy.toString(), /program|smime/);
  }
});

function withProgram(text: string): string {
  const file = 'Content-Type: application/octet-stream; name="a.exe"\r\n\r\nprogram\r\n';
  const parts = [text, file].map((part) => `--b\r\n${part}\r\n`).join("");
  return `Content-Type: multipart/mixed; boundary=b\r\n\r\n${parts}--b--\r\n`;
}

function assertGpgVerifies(gpg: Gpg, copy: Buffer): void {
  const whole = parsed(copy);
  const [signed, signature] = whole.children;
  if (signed === undefined || signature === undefined) {
    const read = gpg.run(["--verify"], decodeBody(whole));
    return assert.equal(read.status, 0, read.errors);
  }
  const file = gpg.file("signature.asc", decodeBody(signature));
  const read = gpg.run(["--verify", file, "-"], signed.raw);
  assert.equal(read.status, 0, read.errors);
}

test(
  "what came sealed goes out sealed, each member in their family; who has no key is told",
  needed,
  async (t) => {
    const at = await scene(t);
    const { gpg, ssl, bob, list } = at;
    const smime = draft(BOB, "smime");
    const pgp = draft(RITA, "pgp");
    const key = ["-a", "-e", "--trust-model", "always", "-r", TEAM];
    const sealed = [
      [smime, ssl.seal(list, utf8(muttEntity(smime)), "aes-256-cbc")],
      [pgp, pgpEncrypted(gpg.must(key, muttEntity(pgp)))],
    ] as const;
    for (const [from, content] of sealed) {
      const copies = await post(at, from, content);
      const shown = [ssl.open(bob, copyFor(copies, BOB)), openedByGpg(gpg, copyFor(copies, RITA))];
      for (const one of shown) assert.match(one.toString(), new RegExp(`${WORD} ${from.id}`));
      const everything = [...copies.values()].map(String).join("\n");
      assert.ok(
        !everything.includes(WORD) && !everything.includes("about "),
        "nothing of it in clear (S5, S6)",
      );
      assert.match(everything, /^Subject: \[Team\] sealed post \d\r$/m);
    }
    const notices = at.server.sink.messages.filter(({ recipients }) => recipients.includes(PAUL));
    assert.equal(notices.length, 1, "once a day");
    assert.doesNotMatch(String(notices[0]?.data), /bob|rita|about/i);
  },
);

test("a signature inside what came sealed arrives as it was made", needed, async (t) => {
  const at = await scene(t);
  const { gpg, ssl, bob, list } = at;
  for (const form of ["detached", "opaque"] as const) {
    const from = draft(BOB, form);
    const signed = toCrlf(ssl.sign(bob, muttEntity(from), form));
    const copies = await post(at, from, ssl.seal(list, signed, "aes-256-cbc"));
    for (const opened of [ssl.open(bob, copyFor(copies, BOB)), openedByGpg(gpg, copyFor(copies, RITA))]) {
      assert.equal(ssl.verify(opened, bob.certificate).toString(), muttEntity(from), form);
      assert.match(opened.toString(), new RegExp(String.raw`^Subject: about ${form}\r?$`, "m"));
    }
  }
});

test("what cannot be opened goes to nobody and lies with its reason", needed, async (t) => {
  const at = await scene(t);
  const lost = draft(BOB, "lost");
  const copies = await post(at, lost, at.ssl.seal(at.bob, utf8(muttEntity(lost)), "aes-256-cbc"));
  assert.ok(EVERYBODY.every((address) => !copies.has(address)));
  const kept = await at.server.call(heldList, {});
  assert.deepEqual(
    kept.map(({ kind, code }) => `${kind} ${code}`),
    ["refused cannot-open"],
  );
});

test(
  "with other settings the strictest wins: what came sealed is never in clear, a demand is asked",
  needed,
  async (t) => {
    const at = await scene(t);
    await at.server.call(listConfigure, {
      list: TEAM,
      settings: { smime_distrib_encrypt: "yes", gpg_distrib_encrypt: "yes", smime_post_sign: "yes" },
    });
    const plain = draft(PAUL, "unsigned");
    assert.equal((await post(at, plain, muttEntity(plain))).has(RITA), false, "held: not signed");
    const signed = draft(BOB, "signed");
    const copies = await post(at, signed, at.ssl.sign(at.bob, muttEntity(signed), "detached"));
    assert.ok(!copyFor(copies, RITA).includes(WORD), "sealed, as the settings say");
    const forPaul = at.ssl.verify(copyFor(copies, PAUL), at.bob.certificate);
    assert.equal(forPaul.toString(), muttEntity(signed), "and untouched where they leave it in clear");
  },
);
