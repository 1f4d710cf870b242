/**
 * S2: on a list with keys no unsigned field lets a post through: not the From that an owner's list of writers names, not a
 * domain that stands for another, not a header field that a rule accepts, not a Reply-To, not a password in clear. S15: marks of a
 * spam filter count from the mail server of the site alone.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { utf8 } from "#base";
import { heldList, listConfigure, listCreate, listPassword, memberAdd } from "#operations";
import { newServer, type TestServer } from "../support/server.ts";

const TEAM = "team@example.org";
const ANNA = "anna@example.net";
const EVE = "eve@example.com";
const PASSWORD = "open-sesame";

/** What came of a post by Eve: what waits or was refused, else what Anna got. */
async function attempt(server: TestServer, fields: readonly string[], body = "At noon?"): Promise<string> {
  const known = (await server.call(heldList, {})).map(({ id }) => id);
  const copies = server.mailbox(ANNA).length;
  const id = `Message-ID: <${known.length}.${copies}@laptop.example>`;
  const message = utf8([...fields, `To: ${TEAM}`, "Subject: Lunch", id, "", body, ""].join("\r\n"));
  await server.post({ from: EVE, to: TEAM, message });
  const held = (await server.call(heldList, {})).find((one) => !known.includes(one.id));
  if (server.mailbox(ANNA).length > copies) return "goes out";
  return held === undefined ? "nothing" : `${held.kind} ${held.code}`;
}

const OPEN = {
  accept_these_nonmembers: `${EVE} ^.*`,
  equivalent_domains: "example.net, example.com",
  header_filter_rules: "accept ^X-Ours: yes\ndiscard ^X-Flag: on",
};

test("what a stranger writes into a header opens a list without keys, and none with keys", async (t) => {
  const server = await newServer(t);
  await server.call(listCreate, { address: TEAM, name: "Team", settings: OPEN });
  await server.call(listPassword, { list: TEAM, password: PASSWORD });
  await server.call(memberAdd, { list: TEAM, member: { address: ANNA }, welcome: false });
  const from = `From: ${EVE}`;
  const attempts: readonly (readonly [outcome: string, fields: readonly string[], body?: string])[] = [
    ["held nonmember", [from]],
    ["held nonmember", ["From: anna@example.com"]],
    ["held nonmember", [from, `Reply-To: ${ANNA}`]],
    ["held nonmember", [from, `Sender: ${ANNA}`]],
    ["refused header-rule", [from, "X-Flag: on", "X-Ours: yes"]],
    ["held nonmember", [from, `Approved: ${PASSWORD}`]],
    ["held nonmember", [from, `Urgent: ${PASSWORD}`]],
    ["refused password-in-clear", [from], `Approved: ${PASSWORD}\r\nAt noon?`],
  ];
  for (const [, fields, body] of attempts) assert.equal(await attempt(server, fields, body), "goes out");
  await server.call(listConfigure, { list: TEAM, settings: { gpg_distrib_encrypt: "yes" } });
  for (const [outcome, fields, body] of attempts)
    assert.equal(await attempt(server, fields, body), outcome, fields.join(", "));
  assert.doesNotMatch(
    server
      .mailbox(ANNA)
      .map(({ data }) => data.toString())
      .join(""),
    /sesame/,
  );
});

test("whoever may reach a listener that is not trusted marks nobody's post as spam", async (t) => {
  const server = await newServer(t);
  const settings = { spam_action: "discard", generic_nonmember_action: "accept" };
  await server.call(listCreate, { address: TEAM, name: "Team", settings });
  await server.call(memberAdd, { list: TEAM, member: { address: ANNA }, welcome: false });
  assert.equal(await attempt(server, [`From: ${EVE}`, "X-Spam-Flag: YES"]), "goes out");
});
