/**
 * S2: on a list with keys nothing that nobody signed makes a scenario let a post through; it may keep one back. S5, S7: what
 * a scenario reads inside a sealed post is told to nobody.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Bytes, view } from "#base";
import { heldList, listConfigure, listScenarioSet } from "#operations";
import { messageExplain } from "#pipeline";
import { sealed, signed } from "../support/programs/correspondents.ts";
import {
  heldCodes,
  letter,
  movableClock,
  protectedText,
  sealedTeam,
  TEAM,
} from "../support/lists/sealed-team.ts";
import { fileInput, newServer, type TestServer } from "../support/server.ts";

const ANY = "smtp,md5,smime,pgp";
const DOORS = {
  field: `match([msg_header->X-Vip],/yes/) ${ANY} -> do_it`,
  "absent field": `!match([msg_header->X-Vip],/no/) ${ANY} -> do_it`,
  word: `match([msg_body],/swordfish/) ${ANY} -> do_it`,
  part: `equal([msg_part->type],'text/html') ${ANY} -> do_it`,
} as const;

/** Everything else waits for moderators. */
async function setScenario(server: TestServer, rule: string): Promise<void> {
  await server.call(listScenarioSet, {
    list: TEAM,
    function: "send",
    text: `${rule}\ntrue() ${ANY} -> editorkey\n`,
  });
}

async function lastCode(server: TestServer): Promise<string> {
  const row = await server.db.read((tx) =>
    tx.query.selectFrom("inbox").select(["decision", "code"]).orderBy("id", "desc").executeTakeFirstOrThrow(),
  );
  return row.decision === "accept" ? "accept" : `${row.decision} ${row.code}`;
}

const NO_DEMANDS = { gpg_post_sign: "no", smime_post_sign: "no" };
const VIP = [["X-Vip", "yes"]] as const;

test("what nobody signed opens no door of a scenario, what is signed does", async (t) => {
  const server = await newServer(t, { clock: movableClock() });
  const team = await sealedTeam(server, NO_DEMANDS);
  let count = 0;
  const post = async (content: Bytes): Promise<string> => {
    const message = letter(team.alice, content, { id: `p${(count += 1)}`, more: [...VIP] });
    await server.post({ from: team.alice.address, to: TEAM, message });
    return lastCode(server);
  };
  const text = (): Bytes => protectedText(team.alice, `swordfish ${(count += 1)}`, { more: [...VIP] });
  for (const rule of [DOORS.field, DOORS.word]) {
    await setScenario(server, rule);
    assert.equal(await post(await sealed(team.openpgp, text())), "hold scenario-moderated", rule);
    assert.equal(await post(await sealed(team.openpgp, text(), team.alice)), "accept", rule);
  }
});

test("nor does what a stranger leaves out or puts in parts", async (t) => {
  const server = await newServer(t, { clock: movableClock() });
  const team = await sealedTeam(server, NO_DEMANDS);
  for (const [index, rule] of [DOORS["absent field"], DOORS.part].entries()) {
    const keep = `match([msg_header->X-Vip],/yes/) ${ANY} -> reject(reason='send_closed')`;
    await setScenario(server, `${keep}\n${rule}`);
    const content = await sealed(team.openpgp, protectedText(team.alice, `hello ${index}`));
    const message = letter(team.alice, content, { id: `s${index}`, more: [...VIP] });
    await server.post({ from: team.alice.address, to: TEAM, message });
    assert.equal(await lastCode(server), "reject scenario-refused", `kept back by a field: ${rule}`);
  }
});

test("on a list without keys a field does what the rule says", async (t) => {
  const server = await newServer(t, { clock: movableClock() });
  const team = await sealedTeam(server);
  const none = Object.fromEntries(
    ["gpg", "smime"].flatMap((family) =>
      ["post_encrypt", "post_sign", "distrib_encrypt", "distrib_sign"].map((name) => [
        `${family}_${name}`,
        "no",
      ]),
    ),
  );
  await server.call(listConfigure, { list: TEAM, settings: none });
  await setScenario(server, DOORS.field);
  const content = protectedText(team.alice, "hello");
  await server.post({
    from: team.alice.address,
    to: TEAM,
    message: letter(team.alice, content, { more: [...VIP] }),
  });
  assert.equal(await lastCode(server), "accept");
});

test("a condition sees the protected Subject, and neither explain nor a notice shows it", async (t) => {
  const server = await newServer(t, { clock: movableClock() });
  const team = await sealedTeam(server);
  const secret = "Siebenschlaefer";
  await server.call(listScenarioSet, {
    list: TEAM,
    function: "send",
    text: `match([msg_header->subject],/siebenschl/) ${ANY} -> editorkey\ntrue() ${ANY} -> do_it\n`,
  });
  const content = protectedText(team.alice, "Krokodilstraene", { subject: secret });
  const message = letter(team.alice, await sealed(team.openpgp, content, team.alice));
  const from = team.alice.address;
  const found = await server.call(messageExplain, { list: TEAM, message: fileInput(message), from });
  assert.equal(found.decision.code, "scenario-moderated");
  assert.match(JSON.stringify(found.steps), /\[msg_header->subject\] is not shown/);
  await server.post({ from, to: TEAM, message });
  assert.deepEqual(await heldCodes(server), ["held scenario-moderated"]);
  const told = [JSON.stringify(found), JSON.stringify(await server.call(heldList, {}))];
  for (const { data } of server.sink.messages) told.push(data.toString());
  for (const one of told) assert.doesNotMatch(one, /Siebenschlaefer|Krokodilstraene/);
});

test("a signature that covers the field in clear counts, too", async (t) => {
  const server = await newServer(t, { clock: movableClock() });
  const team = await sealedTeam(server, {
    gpg_post_encrypt: "yes",
    smime_post_encrypt: "yes",
    ...NO_DEMANDS,
  });
  await setScenario(server, DOORS.field);
  const text = view(protectedText(team.alice, "hello", { more: [...VIP] })).toString();
  const content = await signed(team.alice, Buffer.from(text.replace(`hp="cipher"`, `hp="clear"`)));
  await server.post({ from: team.alice.address, to: TEAM, message: letter(team.alice, content) });
  assert.equal(await lastCode(server), "accept");
});
