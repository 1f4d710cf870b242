/** What an operator types about people, and reads, on a real database. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { AppError, err, ok } from "#base";
import { listCreate } from "#operations";
import { forEachDatabase, temporaryFolder } from "../../test/support/database.ts";
import { type Calls, callsOn } from "../../test/support/operation-calls.ts";
import { runCliOn } from "../../test/support/run-cli-on.ts";
import type { Site } from "./cli-ports.ts";

const [TEAM, NEWS, ANN, WORK] = [
  "team@example.org",
  "news@example.org",
  "ann@example.net",
  "ann@work.example",
] as const;

/** The line's words, divided at blanks. */
function typing(call: Calls) {
  const ask: Site["call"] = (operation, input) =>
    call(operation, input).then(ok, (thrown: unknown) => err(AppError.fromUnknown(thrown)));
  return (line: string) => runCliOn({ call: ask }, line.split(" "));
}

function file(t: TestContext, text: string): string {
  const path = join(temporaryFolder(t), "people.txt");
  writeFileSync(path, text);
  return path;
}

forEachDatabase((_name, open) => {
  test("of a list without keys nothing that is said is about keys; of one with keys it is the next step", async (t) => {
    const call = callsOn(await open(t));
    const type = typing(call);
    await call(listCreate, { address: TEAM });
    const people = file(t, "address\nbob@example.net\n");
    for (const line of [
      `member add ${TEAM} ${ANN}`,
      `member add ${TEAM} ${ANN}`,
      `member import ${TEAM} ${people}`,
    ]) {
      const { out, notes } = await type(line);
      assert.ok(out + notes !== "" && !/\bkeys?\b/.test(out + notes), out + notes);
    }
    await call(listCreate, { address: NEWS, settings: { gpg_post_sign: "yes" } });
    assert.match((await type(`member add ${NEWS} ${ANN}`)).notes, /Next: conclave key import/);
    assert.match((await type(`member add ${NEWS} ${ANN}`)).notes, /To give them a key: conclave key import/);
    const imported = await type(`member import ${NEWS} ${people}`);
    assert.match(imported.out + imported.notes, /0 with a key[^]*1 new member without a key/);
  });

  test("import takes an address a line, with names or without, and CSV", async (t) => {
    const call = callsOn(await open(t));
    const type = typing(call);
    await call(listCreate, { address: TEAM });
    const plain = file(t, `# of list_members\n${ANN}\n"Bo B." <bo@example.net>\n`);
    assert.match((await type(`member import ${TEAM} ${plain}`)).out, /2 (?:new )?members/);
    assert.match((await type(`member show ${TEAM} bo@example.net`)).out, /^name +Bo B\.$/m);
    const wrong = await type(`member import ${TEAM} ${file(t, "cy@example.net\nnobody\n")}`);
    assert.match(wrong.notes, /line 2/);
    const csv = await type(`member import ${TEAM} ${file(t, "address,name\ncy@example.net,Cy\n")}`);
    assert.match(csv.out, /1 (?:new )?member/);
    await type(`member import ${TEAM} ${file(t, "address,name\nDi D. <di@example.net>,\n")}`);
    assert.match((await type(`member show ${TEAM} di@example.net`)).out, /^name +Di D\.$/m);
  });

  test("options, addresses, invitations and moderation: for one, for several, for all", async (t) => {
    const call = callsOn(await open(t));
    const type = typing(call);
    for (const address of [TEAM, NEWS]) {
      await call(listCreate, { address });
      await type(`member add ${address} ${ANN}`);
    }
    const set = await type(`member set --all-lists ${ANN} nomail name Ann de Vries`);
    assert.equal(set.out, `Set for ${ANN} on ${TEAM}, ${NEWS}.\n`);
    assert.match((await type(`member set ${TEAM}`)).notes, /say --all-lists/);
    const added = await type(`member address add ${ANN} ${WORK} --list ${TEAM}`);
    assert.equal(added.out, `${WORK} counts as ${ANN}, on ${TEAM}.\n`);
    const shown = (await type(`member show ${TEAM} ${WORK}`)).out;
    assert.match(shown, /^name {5}Ann de Vries\nalso {5}ann@work\.example\nrole {5}no mail$/m);
    const dropped = await type(`member address remove ${ANN} ${WORK}`);
    assert.equal(dropped.out, `${WORK} does not count as ${ANN} any more, on ${TEAM}.\n`);
    const people = file(t, `${ANN}\nBo <bo@example.net>\n`);
    const invited = await type(`member invite ${TEAM} cy@example.net --file ${people}`);
    assert.equal(invited.out, `2 invitations sent.\nOn the list already:\n  ${ANN}\n`);
    assert.notEqual((await type(`member invite ${TEAM} cy@example.net`)).status, 0, "once in a day");
    assert.equal((await type(`member moderate ${TEAM} --everyone`)).out, "1 member changed.\n");
    assert.match((await type(`member show ${TEAM} ${ANN}`)).out, /options {2}nodupes, moderated/);
    assert.match((await type(`member moderate ${TEAM}`)).notes, /say --everyone/);
    await type(`member add ${TEAM} bo@example.net`);
    assert.equal(
      (await type(`member set ${TEAM} --everyone ack conceal`)).out,
      `Set for 2 members of ${TEAM}.\n`,
    );
    for (const who of [ANN, "bo@example.net"])
      assert.match((await type(`member show ${TEAM} ${who}`)).out, /options .*ack.*conceal/);
    assert.match((await type(`member show ${NEWS} ${ANN}`)).out, /options {2}nodupes$/m, "of no other list");
    assert.match((await type(`member set ${TEAM} --everyone name Ann`)).notes, /one member's/);
    assert.match((await type(`member set ${TEAM} --everyone topics bugs`)).notes, /no topics/);
    const moderated = await type(`member moderate --all-lists ${ANN}`);
    assert.equal(moderated.out, `Set for ${ANN} on ${TEAM}, ${NEWS}.\n`);
    assert.match((await type(`member show ${NEWS} ${ANN}`)).out, /options .*moderated/);
    await type(`member moderate --all-lists --off ${ANN}`);
    assert.doesNotMatch((await type(`member show ${NEWS} ${ANN}`)).out, /moderated/);
    assert.match((await type("member moderate --all-lists nobody@example.net")).notes, /on no list/);
  });
});
