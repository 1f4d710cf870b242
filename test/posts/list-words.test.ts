/** Words of the list above and below its posts, on the whole server; what is signed keeps its octets. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { utf8, view } from "#base";
import { archiveGet, listConfigure } from "#operations";
import { decodeText, type Entity, parseMessage } from "#mime";
import { forEachDatabase } from "../support/database.ts";
import { MEMBERS, plainPost, plainTeam, TEAM } from "../support/lists/plain-team.ts";
import { correspondent, entity, signed } from "../support/programs/correspondents.ts";
import { newServer, type TestServer } from "../support/server.ts";

const [ANNA, BEN] = MEMBERS;
const WORDS = { msg_header: "Written on {name}", msg_footer: "--\n{address}\nHelp: {request}" };

function newestFor(server: TestServer, address: string): Entity {
  const parsed = parseMessage(server.mailbox(address).at(-1)?.data ?? Buffer.alloc(0));
  assert.ok(parsed.ok);
  return parsed.value;
}

function textOf(part: Entity | undefined): string {
  return part === undefined ? "" : decodeText(part).replaceAll("\r\n", "\n");
}

forEachDatabase((database) => {
  test("every member's copy has them, and so has what is kept of it", async (t) => {
    const server = await newServer(t, { database });
    await plainTeam(server);
    await server.call(listConfigure, { list: TEAM, settings: WORDS });
    await server.post(plainPost("one"));
    const expected = "Written on Team\none\n--\nteam@example.org\nHelp: team-request@example.org\n";
    for (const address of MEMBERS) assert.equal(textOf(newestFor(server, address)), expected);
    await server.call(archiveGet, { list: TEAM, posts: "1", to: BEN });
    await server.drain();
    const [, enclosed] = newestFor(server, BEN).children;
    assert.equal(textOf(enclosed?.children[0]), expected);
    await server.call(listConfigure, { list: TEAM, settings: { anonymous_list: "yes" } });
    await server.post(plainPost("two"));
    assert.equal(textOf(newestFor(server, BEN)), expected.replace("one", "two"));
    assert.doesNotMatch(server.mailbox(BEN).at(-1)?.data.toString() ?? "", new RegExp(ANNA));
  });

  test("html gets parts beside it, what is signed gets none and stays as it was signed", async (t) => {
    const server = await newServer(t, { database });
    await plainTeam(server);
    await server.call(listConfigure, { list: TEAM, settings: WORDS });
    const header = `From: ${ANNA}\r\nTo: ${TEAM}\r\nSubject: x\r\nMIME-Version: 1.0\r\n`;
    const html = "Content-Type: text/html; charset=utf-8\r\n\r\n<p>hello\r\n";
    await server.post({ from: ANNA, to: TEAM, message: Buffer.from(header + html) });
    const copy = newestFor(server, BEN);
    assert.equal(copy.contentType.essence, "multipart/mixed");
    assert.equal(copy.header.all("content-type").length, 1);
    assert.equal(copy.header.all("mime-version").length, 1);
    const [above, own, below] = copy.children;
    assert.equal(view(own?.raw ?? utf8("")).toString(), html);
    assert.deepEqual([textOf(above), /Help: team-request/.test(textOf(below))], ["Written on Team\n", true]);
    const signedPart = await signed(await correspondent("anna"), entity("hello\n"));
    await server.post({ from: ANNA, to: TEAM, message: Buffer.concat([Buffer.from(header), signedPart]) });
    const data = server.mailbox(BEN).at(-1)?.data ?? Buffer.alloc(0);
    const end = Buffer.from(signedPart).indexOf("\r\n\r\n");
    assert.ok(data.includes(view(signedPart).subarray(end)), "octet for octet");
    assert.doesNotMatch(data.toString(), /Written on Team/);
  });
});
