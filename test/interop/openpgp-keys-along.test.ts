/** OpenPGP keys that gpg's people attach or announce by Autocrypt: offered by signed mail alone; the same key renewed. */
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { type Bytes, utf8 } from "#base";
import { composeMultipart, composePart, encodeBase64Lines } from "#mime";
import {
  keyAccept,
  keyBind,
  keyOfferList,
  listConfigure,
  listCreate,
  memberAdd,
  memberShow,
} from "#operations";
import { systemRandom } from "#base";
import { type Gpg, openGpg } from "../support/crypto/gpg.ts";
import { TEAM } from "../support/lists/sealed-team.ts";
import { multipartSigned } from "../support/programs/correspondents.ts";
import { peer } from "../support/programs/peers.ts";
import { fileInput, newServer, type TestServer } from "../support/server.ts";

const needed = { skip: peer("gpg").skip };
const [ANN, READER] = ["ann@example.org", "reader@example.net"];

interface Story {
  readonly server: TestServer;
  readonly gpg: Gpg;
  readonly offers: () => Promise<readonly (readonly [string, string])[]>;
  readonly post: (id: string, entity: Bytes, autocrypt?: Bytes) => Promise<void>;
}

async function story(t: TestContext): Promise<Story> {
  const server = await newServer(t);
  const gpg = openGpg();
  t.after(() => gpg.close());
  await server.call(listCreate, { address: TEAM, name: "Team" });
  const settings = { gpg_post_sign: "yes", gpg_distrib_encrypt: "yes" };
  await server.call(listConfigure, { list: TEAM, settings });
  for (const address of [ANN, READER]) await server.call(memberAdd, { list: TEAM, member: { address } });
  return {
    server,
    gpg,
    async offers() {
      const waiting = await server.call(keyOfferList, { list: TEAM });
      return waiting.map(({ fingerprint, via }) => [fingerprint, via] as const);
    },
    post: (id, entity, autocrypt) => post(server, { id, entity, autocrypt }),
  };
}

interface Post {
  readonly id: string;
  readonly entity: Bytes;
  readonly autocrypt: Bytes | undefined;
}

async function post(server: TestServer, { id, entity, autocrypt }: Post): Promise<void> {
  const fields = [`From: ${ANN}`, `To: ${TEAM}`, `Subject: ${id}`, `Message-ID: <${id}@laptop.example>`];
  if (autocrypt !== undefined) {
    const lines = Buffer.from(encodeBase64Lines(autocrypt)).toString().trimEnd().split("\r\n");
    fields.push(`Autocrypt: addr=${ANN}; keydata=\r\n ${lines.join("\r\n ")}`);
  }
  const message = Buffer.concat([utf8(`${fields.join("\r\n")}\r\nMIME-Version: 1.0\r\n`), entity]);
  await server.post({ from: ANN, to: TEAM, message });
}

function text(words: string): Bytes {
  return composePart({ fields: [["Content-Type", "text/plain"]], body: utf8(`${words}\r\n`) });
}

function withKey(words: string, key: Bytes): Bytes {
  const fields = [
    ["Content-Type", "application/pgp-keys; name=key.asc"],
    ["Content-Disposition", "attachment; filename=key.asc"],
    ["Content-Transfer-Encoding", "base64"],
  ] as const;
  const part = composePart({ fields, body: encodeBase64Lines(key) });
  return composeMultipart({ subtype: "mixed", parts: [text(words), part], random: systemRandom });
}

function signed(gpg: Gpg, by: string, entity: Bytes): Bytes {
  const signature = gpg.must(["--detach-sign", "--armor", "--digest-algo", "SHA256", "-u", by], entity);
  const part = composePart({
    fields: [["Content-Type", "application/pgp-signature"]],
    body: utf8(signature.toString().replaceAll("\n", "\r\n")),
  });
  return multipartSigned("application/pgp-signature", "pgp-sha256", [entity, part]);
}

function newKey(gpg: Gpg, expires = "0"): string {
  const fingerprint = gpg.generate(`Ann <${ANN}>`, "ed25519", "sign", expires);
  gpg.addSubkey(fingerprint, "cv25519", "encr", expires);
  return fingerprint;
}

test(
  "a key that is attached to a mail that it signed waits for the owner, and works when they take it",
  needed,
  async (t) => {
    const { server, gpg, offers, post: send } = await story(t);
    const key = newKey(gpg);
    await send("1", signed(gpg, key, withKey("hello", gpg.export(key))));
    assert.deepEqual(await offers(), [[key, "attachment"]]);
    assert.equal(server.mailbox(READER).length, 0);
    const [offer] = await server.call(keyOfferList, { list: TEAM });
    await server.call(keyAccept, { list: TEAM, numbers: [offer?.number ?? 0] });
    await send("2", signed(gpg, key, text("hello again")));
    assert.equal(server.mailbox(READER).length, 1);
    assert.deepEqual(await offers(), []);
  },
);

test(
  "the Autocrypt field counts beside a signature by that key, and not in a mail that nobody signed",
  needed,
  async (t) => {
    const { gpg, offers, post: send } = await story(t);
    const [key, other] = [newKey(gpg), newKey(gpg)];
    await send("1", text("not signed"), gpg.export(key));
    assert.deepEqual(await offers(), [], "unsigned");
    await send("2", signed(gpg, other, text("signed by another key")), gpg.export(key));
    assert.deepEqual(await offers(), [], "signed by a key that nobody knows");
    await send("3", signed(gpg, key, text("signed")), gpg.export(key));
    assert.deepEqual(await offers(), [[key, "autocrypt"]]);
  },
);

test(
  "a key that is attached to a mail that nobody signed, or somebody else's, is nobody's offer",
  needed,
  async (t) => {
    const { gpg, offers, post: send } = await story(t);
    const [key, stranger] = [newKey(gpg), gpg.generate("Eve <eve@example.org>", "ed25519", "sign")];
    await send("1", withKey("not signed", gpg.export(key)));
    await send("2", signed(gpg, stranger, withKey("signed by another", gpg.export(key))));
    await send("3", signed(gpg, stranger, withKey("a key of another address", gpg.export(stranger))));
    assert.deepEqual(await offers(), []);
  },
);

test(
  "a member's bound key that was extended and comes along is merged at once, another waits",
  needed,
  async (t) => {
    const { server, gpg, offers, post: send } = await story(t);
    const key = newKey(gpg, "3m");
    await server.call(keyBind, { list: TEAM, member: ANN, key: { file: fileInput(gpg.export(key)) } });
    const until = async () => {
      const { keys } = await server.call(memberShow, { list: TEAM, member: ANN });
      return keys.map(({ expiresAt }) => expiresAt)[0] ?? "";
    };
    const before = await until();
    gpg.must(["--quick-set-expire", key, "2y"]);
    gpg.must(["--quick-set-expire", key, "2y", "*"]);
    await send("1", signed(gpg, key, withKey("extended", gpg.export(key))));
    assert.ok((await until()) > before, "good for longer");
    const other = newKey(gpg);
    await send("2", signed(gpg, key, withKey("a new one", gpg.export(other))));
    assert.deepEqual(await offers(), [[other, "attachment"]]);
    const { keys } = await server.call(memberShow, { list: TEAM, member: ANN });
    assert.deepEqual(
      keys.map(({ fingerprint }) => fingerprint),
      [key],
    );
  },
);
