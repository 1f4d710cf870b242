/** A list without keys says no word about keys, in no mail and in no language. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { heldList, heldReject, listCreate, memberAdd } from "#operations";
import { mailsTo, questionTo, write } from "../support/lists/commanding.ts";
import { newServer, type TestServer } from "../support/server.ts";

const WORDS = {
  en: /\bkeys?\b|\b(?:un)?sign(?:ed|s|ing)?\b|signature|encrypt|\bseal|certificate/i,
  de: /Schlüssel|signier|signatur|verschlüssel|zertifikat/i,
  fr: /\bclés?\b|\bsign(?:é|ez|ature|er)|chiffr|certificat/i,
  nl: /sleutel|onderteken|handtekening|certificaat/i,
  es: /\bclaves?\b|\bfirm(?:a|e|ad)|\bcifra|certificado/i,
} as const;
type Language = keyof typeof WORDS;

const COMMANDS = `help\ninfo\nwhich\nlists\nreview\nstats\nverify\nset show\nset ack on\npassword\nlast\nindex\nget 1
modindex\nadd eve@example.net\ninvite eve@example.net\necho\nconfirm ${"0".repeat(32)}\nauth`;

/** Somebody joins, writes, commands and leaves; the owner decides. All who are written to are at example.net. */
async function everydayLife(server: TestServer, language: Language): Promise<string> {
  const list = `${language}@example.org`;
  const [owner, anna, zoe, eve] = ["owner", "anna", "zoe", "eve"].map(
    (who) => `${who}.${language}@example.net`,
  );
  assert.ok(owner !== undefined && anna !== undefined && zoe !== undefined && eve !== undefined);
  const settings = {
    language,
    subscribe_policy: "both",
    admin_notify_mchanges: "yes",
    default_member_moderation: "yes",
  };
  await server.call(listCreate, { address: list, name: language, owners: [owner], settings });
  await server.call(memberAdd, { list, member: { address: anna } });
  const request = `${language}-request@example.org`;
  await write(server, { from: zoe, to: request, text: "subscribe" });
  const asked = questionTo(server, zoe);
  await write(server, { from: zoe, to: asked.replyTo, text: "yes" });
  const decides = mailsTo(server, owner).at(-1);
  assert.ok(decides);
  await write(server, { from: owner, to: decides.replyTo, text: "accept" });
  for (const from of [anna, eve])
    await write(server, { from, to: list, text: "A word or two for everybody." });
  const held = (await server.call(heldList, {})).map(({ id }) => id);
  await server.call(heldReject, { ids: held, reason: "no" });
  for (const from of [anna, owner]) await write(server, { from, to: request, text: COMMANDS });
  await write(server, { from: anna, envelope: eve, to: request, text: "which" });
  await write(server, { from: zoe, to: request, text: "unsubscribe" });
  await server.drain();
  const mails = [owner, anna, zoe, eve].flatMap((who) => mailsTo(server, who));
  assert.ok(mails.length > 10, `${mails.length} mails`);
  return mails.map(({ subject, text }) => `${subject}\n${text}`).join("\n\n");
}

test("a list without keys says no word about keys, in five languages", async (t) => {
  const server = await newServer(t);
  for (const language of ["en", "de", "fr", "nl", "es"] as const) {
    const said = await everydayLife(server, language);
    const about = said.split("\n").filter((line) => WORDS[language].test(line));
    assert.deepEqual(about, [], language);
  }
});
