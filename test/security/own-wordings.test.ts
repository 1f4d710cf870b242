/**
 * S12: what operators word otherwise runs nothing, and what people write is put into a text as it is: braces, names and
 * line ends in a list's name or in a mail are no template, and make no header field.
 */
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { utf8, view } from "#base";
import { ownTextsOf, readOwnTexts, say } from "#i18n";
import { listCreate, memberAdd, memberRemove } from "#operations";
import { temporaryFolder } from "../support/database.ts";
import { letter, MIA, movableClock, TEAM } from "../support/lists/sealed-team.ts";
import { entity } from "../support/programs/correspondents.ts";
import { newServer } from "../support/server.ts";

const EVE = "eve@example.com";
const NAME = "{ $owner } { DATETIME() } %(owner)s";

test("a list's name and a mail's header are put in as they are, in our words and in the operator's", async (t) => {
  const templates = temporaryFolder(t);
  mkdirSync(join(templates, "en"));
  writeFileSync(join(templates, "en", "own.ftl"), "goodbye-removed-subject = Gone from { $list }\n");
  const server = await newServer(t, {
    clock: movableClock(),
    site: [`templates = ${JSON.stringify(templates)}`],
  });
  await server.call(listCreate, {
    address: TEAM,
    name: NAME,
    owners: [MIA],
    settings: { welcome_msg: "{name}" },
  });
  await server.call(memberAdd, { list: TEAM, member: { address: EVE }, welcome: true });
  await server.drain();
  await server.call(memberRemove, { list: TEAM, address: EVE });
  await server.drain();
  const plain = letter({ address: EVE }, entity("{ $key } { moved-key }\n"));
  const message = utf8(view(plain).toString().replace("Subject: outside", "Subject: { $list }"));
  await server.post({ from: EVE, to: TEAM, message });
  const mails = server.sink.messages.map(({ data }) => data.toString());
  assert.ok(mails.some((mail) => mail.includes(`Subject: Gone from ${NAME}\r\n`)));
  assert.ok(mails.some((mail) => mail.includes(`\r\n\r\n${NAME}\r\n\r\nYou joined`)));
  assert.ok(
    mails.some((mail) => mail.includes("Subject: { $list }")),
    "the owner sees it as it was written",
  );
  for (const mail of mails) assert.doesNotMatch(mail, /^(?:Bcc|X-Evil):/m);
});

test("nothing that is put in is read as a text, whatever it is and wherever it stands", () => {
  const texts =
    "waiting-why = { $why } and { $why }\nremind-1 = { $list ->\n   [x] { $address }\n  *[y] { $date }\n }\n";
  const voice = ownTextsOf(readOwnTexts([{ place: "", language: "en", path: "own.ftl", text: texts }])).voice(
    TEAM,
    "en",
  );
  for (const put of [
    "{ $list }",
    "{ waiting-subject }",
    "{ NUMBER(1) }",
    "}",
    "{",
    "\u2068x",
    "a = b\nc = d",
  ]) {
    assert.equal(say(voice, "waiting-why", { why: put }), `${put} and ${put}`);
    assert.equal(say(voice, "remind-1", { list: put, address: "a", date: put }), put);
  }
});
