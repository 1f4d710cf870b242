/** Search filters of the operator's folder on the whole server: texts, an LDAP directory, a PostgreSQL database. */
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { type Logger, silentLogger } from "#base";
import { listConfigure, listCreate, listScenarioSet, siteCheck } from "#operations";
import { temporaryFolder } from "../support/database.ts";
import { peer } from "../support/programs/peers.ts";
import { newPostgresDatabase } from "../support/migrated.ts";
import { BASE, READER, startSlapd } from "../support/programs/slapd.ts";
import { newServer, type TestServer } from "../support/server.ts";

const TEAM = "team@example.org";
const ANN = "ann@example.net";
const ANY = "smtp,md5,smime,pgp";
const needed = { skip: peer("slapd").skip };

/** A server with these files in the operator's folder, and a list that takes whom the filter has. */
async function served(
  t: TestContext,
  files: Readonly<Record<string, string>>,
  { site = [], logger = silentLogger }: { site?: readonly string[]; logger?: Logger } = {},
): Promise<TestServer & { readonly scenarios: string }> {
  const folder = temporaryFolder(t);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, name, ".."), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const server = await newServer(t, { logger, site: [`scenario_folder = "${folder}"`, ...site] });
  await server.call(listCreate, { address: TEAM, name: "Team", owners: ["mia@example.net"] });
  return { ...server, scenarios: folder };
}

let count = 0;

/** The decision with its code, and what is noted for owners. */
async function write(server: TestServer, from: string): Promise<string> {
  const id = `Message-ID: <f${(count += 1)}@laptop.example>`;
  const message = Buffer.from(
    `From: ${from}\r\nTo: ${TEAM}\r\nSubject: x\r\n${id}\r\n\r\nhello ${count}\r\n`,
  );
  await server.post({ from: "bounces@example.net", to: TEAM, message });
  const row = await server.db.read((tx) =>
    tx.query.selectFrom("inbox").select(["decision", "code"]).orderBy("id", "desc").executeTakeFirstOrThrow(),
  );
  return row.decision === "accept" ? "accept" : `${row.decision} ${row.code}`;
}

async function detailOf(server: TestServer): Promise<string> {
  const row = await server.db.read((tx) =>
    tx.query.selectFrom("held").select("detail").orderBy("id", "desc").executeTakeFirstOrThrow(),
  );
  return row.detail;
}

const STAFF_LDAP = `# who works here
suffix ${BASE}
filter (mail=[sender])
bind_dn ${READER.dn}
bind_password ${READER.password}
`;

test(
  "a directory is asked where the site allows it, and the sender's address is no filter",
  needed,
  async (t) => {
    const { url } = await startSlapd(t, [{ address: ANN, certificates: [] }]);
    const files = { "search_filters/staff.ldap": `host ${new URL(url).host}\n${STAFF_LDAP}` };
    const server = await served(t, files, { site: ["filters_ask = true"] });
    const text = `search('staff.ldap',[sender]) ${ANY} -> do_it\ntrue() ${ANY} -> reject(reason='send_closed')`;
    await server.call(listScenarioSet, { list: TEAM, function: "send", text });
    assert.equal(await write(server, ANN), "accept");
    for (const from of ["bob@example.net", "*@example.net", "*"]) {
      assert.equal(await write(server, from), "reject scenario-refused", from);
      assert.match(await detailOf(server), /^send\.own line 2/, from);
    }
  },
);

test(
  "without the site's leave nobody is asked, and the request is refused as in Sympa",
  needed,
  async (t) => {
    const { url } = await startSlapd(t, [{ address: ANN, certificates: [] }]);
    const server = await served(t, {
      "search_filters/staff.ldap": `host ${new URL(url).host}\n${STAFF_LDAP}`,
    });
    const text = `search('staff.ldap',[sender]) ${ANY} -> do_it`;
    await server.call(listScenarioSet, { list: TEAM, function: "send", text });
    assert.equal(await write(server, ANN), "reject scenario-refused");
    assert.match(await detailOf(server), /error-performing-condition/);
  },
);

test("a directory that does not answer refuses, is left alone for a minute, and the log says no more than that", async (t) => {
  const site = ["filters_ask = true"];
  const files = { "search_filters/staff.ldap": `host 127.0.0.1:1\n${STAFF_LDAP}` };
  const lines: unknown[] = [];
  const note = (...line: unknown[]): void => void lines.push(line);
  const logger = { ...silentLogger, warn: note };
  const server = await served(t, files, { site, logger });
  const text = `search('staff.ldap',[sender]) ${ANY} -> do_it`;
  await server.call(listScenarioSet, { list: TEAM, function: "send", text });
  for (const _ of [1, 2]) assert.equal(await write(server, ANN), "reject scenario-refused");
  assert.deepEqual(lines, [["scenario.filter-not-answered", { kind: "ldap", why: "no-answer" }]]);
});

test("a database is asked with the sender bound", async (t) => {
  const host = new URLSearchParams((await newPostgresDatabase()).split("?")[1]).get("host") ?? "";
  const staff = `sql_named_filter_query
db_type Pg
db_host ${host}
db_name postgres
db_user postgres
statement SELECT count(*) FROM (VALUES ('${ANN}')) AS staff(mail) WHERE mail = [sender]
`;
  const server = await served(t, { "search_filters/staff.sql": staff }, { site: ["filters_ask = true"] });
  const text = `search('staff.sql') ${ANY} -> do_it\ntrue() ${ANY} -> reject(reason='send_closed')`;
  await server.call(listScenarioSet, { list: TEAM, function: "send", text });
  assert.equal(await write(server, ANN), "accept");
  assert.equal(await write(server, "bob@example.net"), "reject scenario-refused");
  assert.equal(await write(server, "'or'1'='1@example.net"), "reject scenario-refused");
});

test("the domain's file comes before the site's, a header include and a blocklist count, and changes at once", async (t) => {
  const files = {
    "scenari/send.local": `true() ${ANY} -> reject(reason='send_closed')`,
    "example.org/scenari/send.local": `true() ${ANY} -> do_it`,
    "scenari/include.send.header": `equal([sender],'held@example.net') ${ANY} -> editorkey`,
    "search_filters/blocklist.txt": "bad@example.net\n",
  };
  const server = await served(t, files);
  await server.call(listConfigure, { list: TEAM, settings: { send: "local" } });
  assert.equal(await write(server, ANN), "accept");
  assert.equal(await write(server, "held@example.net"), "hold scenario-moderated");
  assert.equal(await write(server, "bad@example.net"), "discard scenario-refused");
  assert.deepEqual(await wrong(server), []);
  writeFileSync(join(server.scenarios, "example.org/scenari/send.local"), "true() smtp - > do_it");
  assert.equal(await write(server, ANN), "reject scenario-refused");
  assert.match((await wrong(server)).join(), /send\.local line 1: This is no rule/);
});

/** What doctor says of the list. */
async function wrong(server: TestServer): Promise<readonly string[]> {
  const found = await server.call(siteCheck, {});
  return found.filter(({ level, about }) => level === "fail" && about === TEAM).map(({ text }) => text);
}

test("listmasters and the list's own variables are asked", async (t) => {
  const server = await served(t, {}, { site: [`listmaster = ["lm@example.net"]`] });
  const settings = { custom_vars: `friend = ${ANN}\n# nobody else` };
  await server.call(listConfigure, { list: TEAM, settings });
  const rules = [
    `is_listmaster([sender]) ${ANY} -> do_it`,
    `equal([sender],[custom_vars->friend]) ${ANY} -> do_it`,
    `is_owner([listname],[sender]) ${ANY} -> editorkey`,
    `less_than([list->total],[conf->none]) ${ANY} -> do_it`,
  ];
  await server.call(listScenarioSet, { list: TEAM, function: "send", text: rules.join("\n") });
  assert.equal(await write(server, "lm@example.net"), "accept");
  assert.equal(await write(server, ANN), "accept");
  assert.equal(await write(server, "mia@example.net"), "hold scenario-moderated");
  assert.equal(await write(server, "bob@example.net"), "reject scenario-refused");
});
