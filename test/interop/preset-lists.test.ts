/**
 * The example lists of the Secure List Server ("What can you do with it?", 2009), made by their presets and told on
 * the whole server: who sends what, with gpg, openssl or nothing, and who gets what.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test, type TestContext } from "node:test";
import { type Bytes, latin1, type Logger, utf8 } from "#base";
import { decodeBody, toCrlf } from "#mime";
import { heldList, keyExport, listCreate, listShow, memberAdd } from "#operations";
import { type Gpg, gpgPerson, openGpg } from "../support/crypto/gpg.ts";
import {
  type Draft,
  mailAround,
  muttEntity,
  pgpEncrypted,
  pgpSigned,
  thunderbirdEntity,
} from "../support/programs/mail-programs.ts";
import { parsed, TEAM } from "../support/lists/mixed-team.ts";
import { type Openssl, openOpenssl, type OpensslPerson } from "../support/crypto/openssl.ts";
import { peer } from "../support/programs/peers.ts";
import { fileInput, newServer, type TestServer } from "../support/server.ts";

const needed = { skip: peer("gpg").skip || peer("openssl").skip };

const RITA = "rita@example.net";
const BOB = "bob@example.net";
const PAUL = "paul@example.net";
const OUTSIDER = "someone@elsewhere.example";
const EVERYBODY = [RITA, BOB, PAUL];
const WORD = "Heliotrop";

/** Rita has an OpenPGP key, Bob a certificate, Paul nothing. */
interface Scene {
  readonly server: TestServer;
  readonly gpg: Gpg;
  readonly ssl: Openssl;
  readonly rita: string;
  readonly bob: OpensslPerson;
  /** All lines of the log. */
  readonly log: readonly string[];
}

async function scene(t: TestContext, preset: string, family?: "both"): Promise<Scene> {
  const log: string[] = [];
  const line = (...words: readonly unknown[]) => void log.push(JSON.stringify(words));
  const logger: Logger = { debug: line, info: line, warn: line, error: line };
  const server = await newServer(t, { logger });
  const [gpg, ssl] = [openGpg(), openOpenssl()];
  t.after(() => {
    gpg.close();
    ssl.close();
  });
  await server.call(listCreate, { address: TEAM, name: "Team", preset, family });
  const rita = gpgPerson(gpg, `Rita <${RITA}>`, "ed25519");
  const bob = ssl.person(BOB, "rsa");
  await addMember(server, RITA, gpg.must(["-a", "--export", rita]));
  await addMember(server, BOB, readFileSync(bob.certificate));
  await server.call(memberAdd, { list: TEAM, member: { address: PAUL } });
  return { server, gpg, ssl, rita, bob, log };
}

async function addMember(server: TestServer, address: string, key: Bytes): Promise<void> {
  await server.call(memberAdd, { list: TEAM, member: { address, key: { file: fileInput(key) } } });
}

function draft(from: string, id: string): Draft {
  return { from, to: TEAM, subject: `about ${id}`, text: `${WORD} ${id}\r\n`, id: id.replaceAll(" ", "-") };
}

/** Posts it and gives what left the server because of it, by address. */
async function post(
  { server }: Scene,
  from: Draft,
  content: string | Bytes,
): Promise<ReadonlyMap<string, Buffer>> {
  const before = server.sink.messages.length;
  const message = mailAround(from, toCrlf(Buffer.from(content)), from.subject);
  await server.post({ from: from.from, to: TEAM, message });
  const sent = server.sink.messages.slice(before);
  return new Map(sent.flatMap(({ recipients, data }) => recipients.map((address) => [address, data])));
}

async function keptCodes({ server }: Scene): Promise<readonly string[]> {
  return (await server.call(heldList, {})).map(({ kind, code }) => `${kind} ${code}`);
}

/** The list's own key, as somebody to seal to: imported into gpg, or as a file for openssl. */
async function listKey({ server, gpg, ssl }: Scene, scheme: "openpgp" | "smime"): Promise<OpensslPerson> {
  const exported = await server.call(keyExport, { list: TEAM });
  const text = exported.find((key) => key.scheme === scheme)?.text ?? assert.fail(`no ${scheme} key`);
  if (scheme === "openpgp") gpg.import(utf8(text));
  return { address: TEAM, certificate: ssl.file(`list.${scheme}`, utf8(text)), key: "" };
}

async function hasKeys({ server }: Scene): Promise<readonly string[]> {
  return (await server.call(listShow, { list: TEAM })).keys.map(({ scheme }) => scheme);
}

function textOf(copies: ReadonlyMap<string, Buffer>, address: string): string {
  return copies.get(address)?.toString() ?? assert.fail(`${address} got nothing`);
}

function openedByGpg(gpg: Gpg, copies: ReadonlyMap<string, Buffer>, address: string) {
  const [, data] = parsed(copies.get(address) ?? assert.fail(`${address} got nothing`)).children;
  assert.ok(data, "the copy is multipart/encrypted");
  const read = gpg.run(["--decrypt"], decodeBody(data));
  assert.equal(read.status, 0, read.errors);
  return read;
}

test("vanilla: what a member writes goes to everybody as it came; others wait", needed, async (t) => {
  const at = await scene(t, "vanilla");
  assert.deepEqual(await hasKeys(at), []);
  const plain = draft(PAUL, "plain");
  const copies = await post(at, plain, muttEntity(plain));
  for (const address of EVERYBODY) assert.match(textOf(copies, address), /\r\nHeliotrop plain\r\n$/);
  const signed = draft(RITA, "signed");
  const part = muttEntity(signed);
  const whole = pgpSigned(part, at.gpg.must(["-a", "-b", "-u", at.rita], part));
  const passed = await post(at, signed, whole);
  for (const address of EVERYBODY) assert.ok(textOf(passed, address).endsWith(whole), "signature and all");
  const sealed = draft(RITA, "sealed");
  const closed = pgpEncrypted(at.gpg.must(["-a", "-e", "-r", at.rita], muttEntity(sealed)));
  assert.ok(textOf(await post(at, sealed, closed), BOB).endsWith(closed), "unopened, to everybody");
  const foreign = draft(OUTSIDER, "outsider");
  const none = await post(at, foreign, muttEntity(foreign));
  assert.ok(EVERYBODY.every((address) => !none.has(address)));
  assert.deepEqual(await keptCodes(at), ["held nonmember"]);
});

test("light: who gave an OpenPGP key gets it sealed, the others in clear and marked", needed, async (t) => {
  const at = await scene(t, "SLS light");
  assert.deepEqual(await hasKeys(at), [], "no list key is needed");
  const plain = draft(PAUL, "plain");
  const copies = await post(at, plain, muttEntity(plain));
  assert.ok(!textOf(copies, RITA).includes(WORD));
  assert.ok(openedByGpg(at.gpg, copies, RITA).output.includes("Heliotrop plain"));
  for (const address of [BOB, PAUL]) {
    assert.match(textOf(copies, address), /Heliotrop plain/);
    assert.match(
      textOf(copies, address),
      /This copy left the list in clear: the list seals for OpenPGP keys/,
    );
    assert.doesNotMatch(textOf(copies, address), /no key of yours/);
  }
  await assertUntouched(at);
});

/** What is sealed to a key that the list does not have, in either family, goes to everybody with nothing around it. */
async function assertUntouched(at: Scene): Promise<void> {
  const { gpg, ssl, rita, bob } = at;
  const [pgp, cms] = [draft(RITA, "closed pgp"), draft(RITA, "closed cms")];
  const forms = [
    [pgp, pgpEncrypted(gpg.must(["-a", "-e", "-r", rita], muttEntity(pgp)))],
    [cms, ssl.seal(bob, utf8(muttEntity(cms)), "aes256").toString("latin1")],
  ] as const;
  for (const [from, closed] of forms) {
    const copies = await post(at, from, closed);
    const body = toCrlf(Buffer.from(closed)).toString().split("\r\n\r\n").slice(1).join("\r\n\r\n");
    for (const address of EVERYBODY) {
      const copy = textOf(copies, address);
      assert.equal(copy.split("\r\n\r\n").slice(1).join("\r\n\r\n").trimEnd(), body.trimEnd());
      assert.match(copy, /^Subject: \[Team\] about closed/m);
      assert.doesNotMatch(copy, /left the list in clear|Sealed on its way/);
    }
  }
}

test(
  "anti-spam: only what a member signed with the certificate that the list knows goes out",
  needed,
  async (t) => {
    const at = await scene(t, "anti-spam");
    const { gpg, ssl } = at;
    assert.deepEqual(await hasKeys(at), [], "no list key is needed");
    for (const form of ["detached", "opaque"] as const) {
      const good = draft(BOB, `good ${form}`);
      const copies = await post(at, good, ssl.sign(at.bob, muttEntity(good), form));
      for (const address of EVERYBODY)
        assert.match(textOf(copies, address), new RegExp(`${WORD} good ${form}`));
    }
    const unwanted: Record<string, [string, (text: Draft) => string | Bytes]> = {
      spam: [OUTSIDER, muttEntity],
      "unsigned in Bob's name": [BOB, muttEntity],
      "signed by an impostor": [
        BOB,
        (text) => ssl.sign(ssl.person(BOB, "p256"), muttEntity(text), "detached"),
      ],
      "changed after signing": [
        BOB,
        (text) =>
          latin1(
            ssl.sign(at.bob, muttEntity(text), "detached").toString("latin1").replace(WORD, "Heliotrap"),
          ),
      ],
      "signed in OpenPGP": [
        RITA,
        (text) => pgpSigned(muttEntity(text), gpg.must(["-a", "-b", "-u", at.rita], muttEntity(text))),
      ],
    };
    for (const [name, [from, write]] of Object.entries(unwanted)) {
      const text = draft(from, name);
      assert.equal(
        (await post(at, text, write(text))).size,
        0,
        `${name}: nobody gets it, nobody is answered`,
      );
    }
    assert.deepEqual(
      await keptCodes(at),
      Object.keys(unwanted).map(() => "refused not-signed"),
    );
  },
);

test(
  "dissidents: anybody writes sealed to the list; members get it in clear, and nothing says who wrote",
  needed,
  async (t) => {
    const at = await scene(t, "dissidents");
    assert.deepEqual(await hasKeys(at), ["smime"]);
    const list = await listKey(at, "smime");
    const secret = draft(OUTSIDER, "from inside");
    const traces = [
      "Received: from laptop ([203.0.113.7]) by mx.elsewhere.example; Sat, 21 Nov 2026 11:00:00 +0000",
      "X-Originating-IP: [203.0.113.7]",
      "Organization: Elsewhere",
    ];
    const sealed = at.ssl.seal(list, latin1(muttEntity(secret)), "aes-256-cbc");
    const copies = await post(at, secret, Buffer.concat([utf8(`${traces.join("\r\n")}\r\n`), sealed]));
    assert.deepEqual([...copies.keys()].sort(), [...EVERYBODY].sort(), "and the writer gets no answer");
    for (const address of EVERYBODY) {
      const text = textOf(copies, address);
      assert.match(text, /Heliotrop from inside/);
      assert.match(text, /This post came sealed/);
      assert.match(text, /^X-Mailman-SLS-decrypted: Yes\r$/m);
      assert.doesNotMatch(text, /someone|elsewhere|Writer|203\.0\.113|Thunderbird|laptop/i, "who wrote it");
    }
    assert.ok(at.log.length > 0);
    assert.doesNotMatch(at.log.join("\n"), /someone|elsewhere|203\.0\.113|laptop/i, "in the log");
    const clear = draft(OUTSIDER, "in clear");
    const taken = await post(at, clear, muttEntity(clear));
    assert.match(textOf(taken, PAUL), /Heliotrop in clear/, "yes, not force: clear posts are taken, too");
    assert.deepEqual(await keptCodes(at), []);
  },
);

test("full: sealed and signed in, sealed and signed out; nothing else goes through", needed, async (t) => {
  const at = await scene(t, "full");
  const { gpg, rita, ssl } = at;
  assert.deepEqual(await hasKeys(at), ["openpgp"]);
  await listKey(at, "openpgp");
  const good = draft(RITA, "good");
  const armour = gpg.must(["-a", "-se", "-u", rita, "-r", TEAM], thunderbirdEntity(good));
  const copies = await post(at, good, pgpEncrypted(armour));
  const read = openedByGpg(gpg, copies, RITA);
  assert.match(read.output.toString(), /Subject: about good/);
  const [key] = (await at.server.call(listShow, { list: TEAM })).keys;
  assert.ok(
    read.lines.some((line) => line.startsWith(`VALIDSIG ${key?.fingerprint}`)),
    "the list signed it",
  );
  assert.match(textOf(copies, PAUL), /A message is waiting for you/);
  const forBob = ssl.open(at.bob, copies.get(BOB) ?? utf8(""));
  assert.match(forBob.toString(), /A message is waiting for you/, "sealed to his key, of the other family");
  for (const copy of copies.values()) assert.ok(!copy.includes(WORD) && !copy.includes("about good"));
  const signs = (text: Draft) =>
    pgpSigned(muttEntity(text), gpg.must(["-a", "-b", "-u", rita], muttEntity(text)));
  const refused: Record<string, [string, (text: Draft) => string | Bytes]> = {
    "not-signed": [RITA, muttEntity],
    "not-sealed": [RITA, signs],
    "not-signed ": [RITA, (text) => pgpEncrypted(gpg.must(["-a", "-e", "-r", TEAM], muttEntity(text)))],
    "not-signed  ": [BOB, (text) => ssl.sign(at.bob, muttEntity(text), "detached")],
    "cannot-open": [
      RITA,
      (text) => pgpEncrypted(gpg.must(["-a", "-se", "-u", rita, "-r", rita], muttEntity(text))),
    ],
  };
  for (const [name, [from, write]] of Object.entries(refused)) {
    const text = draft(from, name.trim());
    const sent = await post(at, text, write(text));
    assert.ok(
      EVERYBODY.every((address) => !sent.get(address)?.includes(WORD)),
      name,
    );
  }
  assert.deepEqual(
    (await keptCodes(at)).toSorted(),
    Object.keys(refused)
      .map((code) => `refused ${code.trim()}`)
      .toSorted(),
  );
});

test("full in both families: a post in one is read in the other", needed, async (t) => {
  const at = await scene(t, "full", "both");
  const list = await listKey(at, "smime");
  await listKey(at, "openpgp");
  const good = draft(BOB, "good");
  const signed = at.ssl.sign(at.bob, muttEntity(good), "detached");
  const copies = await post(at, good, at.ssl.seal(list, signed, "aes-256-cbc"));
  assert.ok(openedByGpg(at.gpg, copies, RITA).output.includes("Heliotrop good"));
  const copy = copies.get(BOB) ?? assert.fail("Bob got nothing");
  assert.ok(at.ssl.open(at.bob, copy).includes("Heliotrop good"));
  assert.match(textOf(copies, PAUL), /A message is waiting for you/);
  for (const one of copies.values()) assert.ok(!one.includes(WORD));
});

test(
  "sealed posts: who seals to the list's key is taken, and needs no key of their own",
  needed,
  async (t) => {
    const at = await scene(t, "sealed-posts");
    assert.deepEqual(await hasKeys(at), ["smime"]);
    const list = await listKey(at, "smime");
    const good = draft(PAUL, "good");
    const copies = await post(at, good, at.ssl.seal(list, latin1(muttEntity(good)), "aes-256-gcm"));
    for (const address of EVERYBODY) {
      assert.match(textOf(copies, address), /Heliotrop good/);
      assert.match(textOf(copies, address), /This post came sealed/);
    }
    const spam = draft(PAUL, "spam");
    await post(at, spam, muttEntity(spam));
    const elsewhere = draft(PAUL, "elsewhere");
    await post(at, elsewhere, at.ssl.seal(at.bob, latin1(muttEntity(elsewhere)), "aes-256-cbc"));
    const outsider = draft(OUTSIDER, "outsider");
    await post(at, outsider, at.ssl.seal(list, latin1(muttEntity(outsider)), "aes-256-cbc"));
    assert.deepEqual((await keptCodes(at)).toSorted(), [
      "held nonmember",
      "refused cannot-open",
      "refused not-sealed",
    ]);
  },
);
