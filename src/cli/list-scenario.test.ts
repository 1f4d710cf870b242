/** `list scenario` at the command line: what counts, choosing by name, and a text of the list's own. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { AppError, systemClock } from "#base";
import { listCreate, listShow, type Operation } from "#operations";
import { temporaryFolder } from "../../test/support/database.ts";
import { newServer } from "../../test/support/server.ts";
import type { CliPorts, Site } from "./cli-ports.ts";
import { runCli } from "./run-cli.ts";

const TEAM = "team@example.org";

async function desk(t: TestContext, settings: Readonly<Record<string, string>> = {}) {
  const server = await newServer(t);
  const call: typeof server.call = (operation, input) => server.call(operation, input);
  await call(listCreate, { address: TEAM, settings });
  const never = () => Promise.reject(new Error("not asked for"));
  const site = {
    folder: "/site",
    call: async (operation: Operation<never, unknown>, input: never) => {
      try {
        return { ok: true, value: await call(operation, input) };
      } catch (thrown) {
        return { ok: false, error: AppError.fromUnknown(thrown) };
      }
    },
  } as unknown as Site;
  const run = async (...words: string[]) => {
    const said = { out: "", notes: "" };
    const ports: CliPorts = {
      terminal: {
        out: (text) => void (said.out += text),
        note: (text) => void (said.notes += text),
        interactive: false,
        readStdin: never,
        ask: never,
        askSecret: never,
      },
      clock: systemClock,
      version: "1",
      demo: never,
      site: () => site,
    };
    const status = await runCli(["list", "scenario", TEAM, ...words], ports);
    return { status, ...said, settings: (await call(listShow, { list: TEAM })).settings };
  };
  return { run, folder: temporaryFolder(t) };
}

test("a scenario is chosen by its name, shown with its text, and put away again", async (t) => {
  const { run } = await desk(t);
  const all = await run();
  assert.match(all.out, /^send +none: the plain settings count/m);
  assert.match(all.out, /^subscribe +subscribe\.auth +server /m);
  const chosen = await run("send", "--name", "confidential");
  assert.deepEqual([chosen.status, chosen.settings.send], [0, "confidential"]);
  assert.match(chosen.out, /^scenario +send\.confidential$/m);
  assert.match(chosen.out, /^text +comes with the server$/m);
  assert.match(chosen.out, /-> reject.*,quiet$/m);
  const none = await run("send", "--name", "confidental");
  assert.match(none.notes, /there is no scenario send\.confidental/);
  assert.equal((await run("send", "--reset")).settings.send, "");
});

test("who asks for a confirmation on a list with keys is told who gets one", async (t) => {
  const { run } = await desk(t);
  const words = ["send", "--name", "privatekey", "--preview"];
  assert.doesNotMatch((await run(...words)).out, /uses keys/);
  const keyed = await desk(t, { gpg_distrib_encrypt: "yes" });
  assert.match((await keyed.run(...words)).out, /line \d+: warning: The list uses keys: only where a server/);
});

test("a text of the list's own is looked at before it is saved, and kept under its name", async (t) => {
  const { run, folder } = await desk(t);
  const file = join(folder, "send.friends");
  const words = ["send", "--file", file];
  writeFileSync(file, "true() smtp -> do_it\ntrue() smtp -> editorkey\n");
  const preview = await run(...words, "--preview");
  assert.match(preview.out, /line 2: warning: No request gets to this rule/);
  assert.match(preview.notes, /Nothing was saved/);
  assert.equal(preview.settings.send, "");
  const saved = await run(...words);
  assert.equal(saved.settings.send, "friends");
  assert.equal(
    saved.settings.scenario_texts,
    "=== send.friends\ntrue() smtp -> do_it\ntrue() smtp -> editorkey\n",
  );
  assert.match((await run("send")).out, /^text +the list's own text$/m);
  writeFileSync(file, "true() smtp -> do_it\ntrue() smtp - > editorkey\n");
  const wrong = await run(...words);
  assert.notEqual(wrong.status, 0);
  assert.match(wrong.notes, /Nothing was changed\.\s+send\.friends line 2: This is no rule/);
  const gone = await run("send", "--name", "friends", "--reset");
  assert.deepEqual([gone.settings.send, gone.settings.scenario_texts], ["", ""]);
});

test("files that scenarios use are kept beside them; what a list has no scenario for is said", async (t) => {
  const { run, folder } = await desk(t);
  const filter = join(folder, "friends.txt");
  writeFileSync(filter, "*@example.net\n");
  const kept = await run("search_filter", "--file", filter);
  assert.equal(kept.settings.scenario_texts, "=== friends.txt\n*@example.net\n");
  assert.match((await run("create_list")).notes, /no scenario for create_list, only for send/);
  assert.match((await run("search_filter", "--name", "x.ldap", "--file", filter)).notes, /ends in \.txt/);
  writeFileSync(filter, "=== send.other\n");
  assert.match((await run("search_filter", "--file", filter)).notes, /begins with ===/);
});
