/** Scenarios that decide who may write to a list, on the whole server with mail made by openssl and gpg. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test, type TestContext } from "node:test";
import type { Bytes } from "#base";
import { heldAccept, heldList, listConfigure, listCreate, memberAdd } from "#operations";
import { gpgPerson, openGpg } from "./support/crypto/gpg.ts";
import { openOpenssl, type Openssl, type OpensslPerson } from "./support/crypto/openssl.ts";
import { type DatabaseName, forEachDatabase } from "./support/database.ts";
import { fileInput, newServer, type TestServer } from "./support/server.ts";

const TEAM = "team@example.org";
const [ANN, BOB, GIL, MOD, STRANGER] = [
  "ann@example.net",
  "bob@example.net",
  "gil@example.net",
  "mod@example.net",
  "stranger@example.com",
];

interface Story {
  readonly server: TestServer;
  readonly ssl: Openssl;
  readonly ann: OpensslPerson;
  /** What was decided of a post: `accept`, or the verb with its code. */
  write(from: string, content: Bytes | string): Promise<string>;
}

async function aList(
  test: TestContext,
  database: DatabaseName,
  settings: Readonly<Record<string, string>>,
): Promise<Story> {
  const server = await newServer(test, { database });
  const ssl = openOpenssl();
  test.after(() => ssl.close());
  const ann = ssl.person(ANN, "rsa");
  await server.call(listCreate, { address: TEAM, name: "Team", owners: ["mia@example.net"] });
  const key = { file: fileInput(readFileSync(ann.certificate)) };
  await server.call(memberAdd, { list: TEAM, member: { address: ANN, key } });
  for (const address of [BOB, GIL]) await server.call(memberAdd, { list: TEAM, member: { address } });
  await server.call(memberAdd, { list: TEAM, member: { address: MOD, receives: false, moderator: true } });
  await server.call(listConfigure, { list: TEAM, settings });
  let count = 0;
  const write = async (from: string, content: Bytes | string): Promise<string> => {
    const id = `<${(count += 1)}@laptop.example>`;
    await server.post({ from, to: TEAM, message: letter(from, id, content) });
    return decisionOf(server);
  };
  return { server, ssl, ann, write };
}

function letter(from: string, id: string, content: Bytes | string): Buffer {
  const fields = [`From: ${from}`, `To: ${TEAM}`, "Subject: plans", `Message-ID: ${id}`, "MIME-Version: 1.0"];
  return Buffer.concat([Buffer.from(`${fields.join("\r\n")}\r\n`), Buffer.from(content)]);
}

const TEXT = "Content-Type: text/plain; charset=utf-8\r\n\r\nWe meet at nine.\r\n";

/** As openssl makes it, without the fields that a message has only once. */
function signedBy(ssl: Openssl, by: OpensslPerson, text = TEXT): Buffer {
  const made = ssl.sign(by, text, "detached").toString("latin1").replace(/\r?\n/g, "\r\n");
  return Buffer.from(made.replace(/^MIME-Version: 1\.0\r\n/, ""), "latin1");
}

async function decisionOf({ db }: TestServer): Promise<string> {
  const row = await db.read((tx) =>
    tx.query.selectFrom("inbox").select(["decision", "code"]).orderBy("id", "desc").executeTakeFirstOrThrow(),
  );
  return row.decision === "accept" ? "accept" : `${row.decision} ${row.code}`;
}

forEachDatabase((database) => {
  test("private_smime takes what a member signed, octet for octet, and refuses the rest with the reason", async (t) => {
    const { server, ssl, ann, write } = await aList(t, database, { send: "private_smime" });
    assert.equal(await write(ANN, signedBy(ssl, ann)), "accept");
    const [copy] = server.mailbox(BOB);
    assert.ok(copy !== undefined);
    assert.equal(ssl.verify(copy.data, ann.certificate).toString(), TEXT);
    assert.equal(await write(ANN, TEXT), "reject scenario-refused");
    assert.equal(await write(BOB, signedBy(ssl, ann)), "reject scenario-refused");
    assert.equal(await write(STRANGER, TEXT), "reject scenario-refused");
    const answers = server.mailbox(ANN).filter(({ data }) => data.includes("was not sent on"));
    assert.equal(answers.length, 1);
    assert.match(
      answers[0]?.data.toString().replaceAll("=\r\n", "") ?? "",
      /only members of the list may do that, and it must carry a valid signature that is known here \(S\/MIME\)/,
    );
    assert.equal(server.mailbox(BOB).filter(({ data }) => data.includes("We meet")).length, 1);
  });
});
