/** The chapter, read aloud: where an S/MIME signature is an authentication, and where it is none. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { listConfigure, listScenarioSet, memberAdd } from "#operations";
import { ALICE, BOB, chapterSite, copyFor, LIST, PAUL, saying, TEXT } from "../support/lists/chapter.ts";
import { peer } from "../support/programs/peers.ts";

const needed = { skip: peer("openssl").skip };
const REQUEST = LIST.replace("@", "-request@");
const NEWCOMER = "nora@example.com";

const words = (text: string): string => `Content-Type: text/plain\r\n\r\n${text}\r\n`;

test(
  "“restricts sending to subscribers using an S/mime signature”: send.private_smime",
  needed,
  async (t) => {
    const { person, signed, post, decision } = await chapterSite(t, { send: "private_smime" });
    const alice = person([ALICE]);
    assert.ok((await post(ALICE, signed(alice))).has(BOB));
    assert.ok(!(await post(ALICE, TEXT)).has(BOB));
    assert.equal(await decision(), "reject scenario-refused");
    assert.ok(!(await post(BOB, signed(alice))).has(PAUL), "“and matches the sender email”");
    const stranger = person(["eve@example.com"]);
    await post("eve@example.com", signed(stranger));
    assert.equal(await decision(), "reject scenario-refused", "“restricted to subscribers”");
  },
);

const PRIVATE_KEY = `title.us restricted to subscribers with previous MD5 authentication
title.fr réservé aux abonnés avec authentification MD5 préalable

is_subscriber([listname],[sender]) smtp          -> request_auth
true()                             md5,smime     -> do_it
`;

test("“either an MD5 return key or an S/MIME signature”: send.private_key", needed, async (t) => {
  const { server, person, signed, post, decision } = await chapterSite(t);
  await server.call(listScenarioSet, {
    list: LIST,
    function: "send",
    name: "private_key",
    text: PRIVATE_KEY,
  });
  assert.ok((await post(ALICE, signed(person([ALICE])))).has(BOB));
  await post(BOB, TEXT);
  assert.equal(await decision(), "hold needs-confirmation");
  const text = "is_subscriber([listname],[sender]) smtp -> do_it\n";
  await server.call(listScenarioSet, { list: LIST, function: "send", name: "old", text });
  assert.ok((await post(BOB, saying("again"))).has(ALICE));
  await post(ALICE, signed(person([ALICE]), saying("signed")));
  assert.equal(
    await decision(),
    "reject scenario-refused",
    "“does not recognize this authentication method”",
  );
});

test("the signature may name any of several addresses", needed, async (t) => {
  const { person, signed, post } = await chapterSite(t, { send: "private_smime" });
  const work = person(["a.smith@work.example", ALICE, "alice@home.example"]);
  assert.ok((await post(ALICE, signed(work))).has(BOB));
});

test("“any commands Sympa might find in the message body”", needed, async (t) => {
  const { ssl, person, signed, post, server, certificates } = await chapterSite(t, { subscribe: "smime" });
  const nora = person([NEWCOMER]);
  const answers = await post(NEWCOMER, signed(nora, words("SUBSCRIBE team Nora")), { to: REQUEST });
  assert.ok(answers.has(NEWCOMER));
  assert.deepEqual(await certificates(), [NEWCOMER], "caught from the mail by which she joined");
  assert.match(ssl.open(nora, copyFor(answers, NEWCOMER)).toString(), /Welcome to Team/);
  const ona = person(["ona@example.com"]);
  await post("ona@example.com", signed(ona, words(`SUBSCRIBE ${LIST}`)), { to: "conclave@example.org" });
  assert.deepEqual(await certificates(), [NEWCOMER, "ona@example.com"], "at the site's address, too");
  const copies = await post(ALICE, signed(person([ALICE])));
  assert.ok(copies.has(NEWCOMER), "she is on the list");
  await post("zoe@example.com", signed(person(["zed@example.com"]), words("SUBSCRIBE team Zoe")), {
    to: REQUEST,
  });
  assert.ok(!(await post(BOB, saying("for Zoe"))).has("zoe@example.com"), "another's certificate");
  await post(PAUL.replace("paul", "peter"), words("SUBSCRIBE team"), { to: REQUEST });
  const later = await post(ALICE, saying("for Peter"));
  assert.ok(!later.has(PAUL.replace("paul", "peter")), "unsigned: not allowed");
  await server.call(listConfigure, { list: LIST, settings: { subscribe: "" } });
});

test(
  "“cannot apply the S/MIME authentication method to a command parsed in the Subject:”",
  needed,
  async (t) => {
    const { person, signed, post } = await chapterSite(t, { subscribe: "smime" });
    const mail = signed(person([NEWCOMER]), words("nothing here"));
    await post(NEWCOMER, mail, { to: REQUEST, subject: "SUBSCRIBE team Nora" });
    assert.ok(!(await post(ALICE, signed(person([ALICE])))).has(NEWCOMER));
  },
);

test("“… or through the -subscribe or -unsubscribe email addresses”", needed, async (t) => {
  const { server, person, signed, post } = await chapterSite(t, { subscribe: "smime", unsubscribe: "auth" });
  const nora = person([NEWCOMER]);
  await post(NEWCOMER, signed(nora), { to: LIST.replace("@", "-subscribe@") });
  assert.ok(!(await post(ALICE, signed(person([ALICE])))).has(NEWCOMER));
  await server.call(memberAdd, { list: LIST, member: { address: NEWCOMER } });
  await post(NEWCOMER, signed(nora, words("go")), { to: LIST.replace("@", "-unsubscribe@") });
  const copies = await post(ALICE, signed(person([ALICE])));
  assert.ok(copyFor(copies, NEWCOMER), "a confirmation is asked for first");
});
