/** What new members start with, and what is changed on all lists at once. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type EmailAddress, type Person, silentLogger, systemRandom } from "#base";
import { forEachDatabase } from "../../../test/support/database.ts";
import { type Calls, callsOn } from "../../../test/support/operation-calls.ts";
import { START } from "../../../test/support/stored.ts";
import {
  listConfigure,
  listCreate,
  memberAdd,
  memberSet,
  memberSetAll,
  memberShow,
  PLAIN_SCENARIO_SITE,
  readOptionWords,
} from "../index.ts";

const [TEAM, NEWS, VAULT] = ["team@example.org", "news@example.org", "vault@example.org"] as const;
const ANN = "ann@example.org";

async function started(call: Calls, list: string, address: string) {
  await call(memberAdd, { list, member: { address } });
  const { ack, notMetoo, noDupes, conceal } = await call(memberShow, { list, member: address });
  return { ack, notMetoo, noDupes, conceal };
}

forEachDatabase((_name, open) => {
  test("new members start with what new_member_options says; on a list with keys nodupes is theirs to choose", async (t) => {
    const call = callsOn(await open(t));
    await call(listCreate, { address: TEAM });
    const none = { ack: false, notMetoo: false, noDupes: false, conceal: false };
    assert.deepEqual(await started(call, TEAM, ANN), { ...none, noDupes: true });
    const all = { new_member_options: "ack not_me nodupes  conceal" };
    await call(listConfigure, { list: TEAM, settings: all });
    const every = { ack: true, notMetoo: true, noDupes: true, conceal: true };
    assert.deepEqual(await started(call, TEAM, "bob@example.org"), every);
    await call(listConfigure, { list: TEAM, settings: { new_member_options: "" } });
    assert.deepEqual(await started(call, TEAM, "cleo@example.org"), none);
    await call(listConfigure, { list: TEAM, settings: { ...all, gpg_post_sign: "yes" } });
    assert.deepEqual(await started(call, TEAM, "dora@example.org"), { ...every, noDupes: false });
    const wrong = { list: TEAM, settings: { new_member_options: "nodupes digest" } };
    assert.match((await call.refused(listConfigure, wrong)).publicText, /give some of ack, not_me/);
  });

  test("one choice for all lists; by a person's word only for those without keys, and never a topic", async (t) => {
    const db = await open(t);
    const call = callsOn(db);
    for (const address of [TEAM, NEWS]) await call(listCreate, { address });
    await call(listCreate, { address: VAULT, settings: { gpg_post_sign: "yes" } });
    for (const list of [TEAM, NEWS, VAULT]) await call(memberAdd, { list, member: { address: ANN } });
    const asked = { address: ANN, options: readOptionWords(["until", "2099-01-31"]) };
    const set = await call(memberSetAll, asked);
    assert.deepEqual(set.lists, [TEAM, NEWS, VAULT]);
    const away = await call(memberShow, { list: NEWS, member: ANN });
    assert.deepEqual([away.delivery, away.deliveryUntil?.slice(0, 10)], ["off", "2099-01-31"]);
    const actor: Person = { kind: "person", address: ANN as EmailAddress, method: "md5" };
    const rest = { random: systemRandom, logger: silentLogger, wake: () => {}, progress: () => {} };
    const context = { ...rest, db, clock: { now: () => START }, scenarios: PLAIN_SCENARIO_SITE, actor };
    const back = await memberSetAll.invoke(context, { address: ANN, options: readOptionWords(["mail"]) });
    assert.deepEqual(back.ok && back.value.lists, [TEAM, NEWS]);
    assert.equal((await call(memberShow, { list: VAULT, member: ANN })).delivery, "off");
    const topics = { address: ANN, options: readOptionWords(["topics", "bugs"]) };
    assert.equal((await call.refused(memberSetAll, topics)).code, "bad-input");
    const nobody = { address: "zoe@example.org", options: readOptionWords(["mail"]) };
    assert.equal((await call.refused(memberSetAll, nobody)).code, "not-found");
  });

  test("a topic is one word where it is set: case does not count, and _ stands for a blank", async (t) => {
    const call = callsOn(await open(t));
    const topics = "Bug reports: bug|crash\nMeetings: meeting";
    await call(listCreate, { address: TEAM, settings: { topics } });
    await call(memberAdd, { list: TEAM, member: { address: ANN } });
    const options = readOptionWords(["topics", "bug_REPORTS,meetings"]);
    const view = await call(memberSet, { list: TEAM, address: ANN, options });
    assert.deepEqual(view.topics, ["Bug reports", "Meetings"]);
  });
});
