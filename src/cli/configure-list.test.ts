/** `list config` before people and before programs: who is asked, and what is then saved. */
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { systemClock } from "#base";
import { listCreate, listShow, memberAdd, type Operation } from "#operations";
import { newServer } from "../../test/support/server.ts";
import type { CliPorts, Site } from "./cli-ports.ts";
import { runCli } from "./run-cli.ts";

const TEAM = "team@example.org";

async function teamAsk(t: TestContext, answer: string | null) {
  const server = await newServer(t);
  const call: typeof server.call = (operation, input) => server.call(operation, input);
  await call(listCreate, { address: TEAM });
  const said = { out: "", notes: "", questions: 0 };
  const never = () => Promise.reject(new Error("not asked for"));
  const site = {
    folder: "/site",
    call: async (operation: Operation<never, unknown>, input: never) => ({
      ok: true,
      value: await call(operation, input),
    }),
    initialise: never,
    serve: never,
    config: never,
    isServing: never,
    texts: never,
  } as unknown as Site;
  const ports: CliPorts = {
    terminal: {
      out: (text) => void (said.out += text),
      note: (text) => void (said.notes += text),
      interactive: answer !== null,
      readStdin: never,
      ask: () => {
        said.questions += 1;
        return answer === null ? never() : Promise.resolve(answer);
      },
      askSecret: never,
    },
    clock: systemClock,
    version: "1",
    demo: never,
    site: () => site,
  };
  const run = async (...words: string[]) => {
    const status = await runCli(words, ports);
    const { settings } = await call(listShow, { list: TEAM });
    return { status, ...said, settings };
  };
  const config = (...words: string[]) => run("list", "config", TEAM, ...words);
  const add = (address: string) => call(memberAdd, { list: TEAM, member: { address } });
  return Object.assign(config, { run, add });
}

const REFUSING = "generic_nonmember_action=reject";

test("on a terminal a change for mail is shown, asked for, and saved on yes alone", async (t) => {
  const no = await (await teamAsk(t, ""))(REFUSING);
  assert.deepEqual([no.status, no.questions, no.settings.generic_nonmember_action], [0, 1, "hold"]);
  assert.match(no.out, /a post, by anybody else: waits: not a member -> refused: not a member/);
  assert.match(no.notes, /Nothing was saved/);
  const yes = await (await teamAsk(t, "y"))(REFUSING);
  assert.deepEqual([yes.questions, yes.settings.generic_nonmember_action], [1, "reject"]);
});

test("nobody is asked about what changes nothing for mail, with --yes, or with --json", async (t) => {
  const config = await teamAsk(t, "n");
  assert.equal((await config("description=Friends")).settings.description, "Friends");
  assert.equal((await config(REFUSING, "--yes")).settings.generic_nonmember_action, "reject");
  const last = await config("generic_nonmember_action=accept", "--json");
  assert.deepEqual([last.questions, last.settings.generic_nonmember_action], [0, "accept"]);
});

test("without a terminal it saves and says what changed; --preview saves nothing", async (t) => {
  const config = await teamAsk(t, null);
  const seen = await config(REFUSING, "--preview");
  assert.equal(seen.settings.generic_nonmember_action, "hold");
  assert.match(seen.out, /What others write is refused\./);
  assert.equal((await config(REFUSING)).settings.generic_nonmember_action, "reject");
});

test("a list without keys is changed and shown without a word about keys", async (t) => {
  const { run } = await teamAsk(t, null);
  await run("member", "add", TEAM, "ann@example.org");
  await run("list", "config", TEAM, REFUSING, "--preview");
  await run("list", "show", TEAM);
  await run("list", "list");
  await run("member", "list", TEAM);
  const { out } = await run("member", "show", TEAM, "ann@example.org");
  assert.match(out, /ann@example\.org/);
  assert.doesNotMatch(out, /key|seal|sign|in clear|OpenPGP|S\/MIME/i);
});

test("names that stand for nothing are told, with those that do, and saved all the same", async (t) => {
  const config = await teamAsk(t, null);
  const wrong = await config("msg_footer=%(real_name)s %(nickname)s 100%% %(host_name)d {name}");
  assert.match(wrong.out, /Mind: msg_footer has %\(nickname\)s, %\(host_name\), which stands for nothing/);
  assert.match(wrong.out, /What stands for something: \{name\}, .*%\(real_name\)s/);
  assert.match(wrong.settings.msg_footer, /nickname/);
  const other = await config("goodbye_msg=%(real_name)s of %(description)s");
  assert.doesNotMatch(other.out.slice(wrong.out.length), /Mind/);
});

test("a list with keys names those who have none", async (t) => {
  const { run } = await teamAsk(t, null);
  await run("list", "config", TEAM, "gpg_distrib_encrypt=yes");
  await run("member", "add", TEAM, "ann@example.org");
  assert.match((await run("member", "list", TEAM)).out, /ann@example\.org +member +none/);
});

test("a setting that needs a key of the list says which is missing, and the command that makes it", async (t) => {
  const config = await teamAsk(t, null);
  const unsigned = await config("gpg_distrib_sign=yes");
  assert.equal(unsigned.settings.gpg_distrib_sign, "yes");
  assert.match(unsigned.out, /would sign what it sends, but has no OpenPGP key/);
  assert.match(unsigned.out, /conclave key generate team@example\.org --scheme openpgp/);
  assert.doesNotMatch(unsigned.out, /The list signs|signed by the list/);
  const health = await config.run("list", "health", TEAM);
  assert.doesNotMatch(health.out.slice(unsigned.out.length), /The list signs/);
  assert.match(health.out.slice(unsigned.out.length), /key generate/);
});

test("a change that makes no difference for who may write is told in words all the same", async (t) => {
  const preview = await (await teamAsk(t, null))("anonymous_list=yes", "--preview");
  assert.match(preview.out, /Nothing in what goes out says who wrote it\./);
});

test("a list that has nothing to do with keys shows no settings for them, unless asked for all", async (t) => {
  const config = await teamAsk(t, null);
  const some = await config();
  assert.match(some.out, /max_message_size/);
  assert.doesNotMatch(some.out, /gpg|smime|key|seal/i);
  assert.match(some.notes, /list config team@example\.org --all/);
  const all = await config("--all");
  assert.match(all.out, /gpg_post_encrypt/);
});

test("the health of a list that seals for some names those who get posts in clear", async (t) => {
  const config = await teamAsk(t, null);
  await config.add("paul@example.net");
  assert.doesNotMatch((await config.run("list", "health", TEAM)).out, /in clear/);
  await config("gpg_distrib_encrypt=yes");
  assert.match(
    (await config.run("list", "health", TEAM)).out,
    /Get posts in clear, without a key that the list can use: 1\n {2}paul@example\.net\n/,
  );
});

test("settings that are named are shown, long texts in full, and nothing is changed", async (t) => {
  const config = await teamAsk(t, null);
  const text = `${"Be kind. ".repeat(20)}\nReally.`;
  const set = await config(`info=${text}`);
  const named = await config("info", "digest_size_threshhold");
  const out = named.out.slice(set.out.length);
  assert.match(out, /^digest_size_threshhold +30$/m);
  assert.match(out, /^info +(?:Be kind\. ){20}\n +Really\.$/m);
  assert.equal(out.trimEnd().split("\n").length, 3);
  assert.deepEqual(named.settings, set.settings);
  assert.notEqual((await config("digest_size")).status, 0);
});
