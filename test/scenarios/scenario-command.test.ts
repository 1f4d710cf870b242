/** `conclave scenario` as an operator runs it: the real program in a folder of files, without a server or a database. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { test, type TestContext } from "node:test";
import { temporaryFolder } from "../support/database.ts";

const PROGRAM = join(import.meta.dirname, "..", "..", "conclave");
const CASES = join(import.meta.dirname, "..", "corpus", "scenario-cases", "cases.jsonl");

interface Run {
  readonly status: number;
  readonly out: string;
  readonly notes: string;
}

/** A folder with these files, and the program run in it. */
function desk(context: TestContext, files: Readonly<Record<string, string>>) {
  const folder = temporaryFolder(context);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(folder, name, ".."), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return async (...words: readonly string[]): Promise<Run> => {
    const child = spawn(PROGRAM, ["scenario", ...words], { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
    const [out, notes, [status]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, "close"),
    ]);
    return { status: Number(status), out, notes };
  };
}

const THREE_RULES = `  title.us restricted to subscribers check SMIME signature

  is_subscriber([listname],[sender])   smime  -> do_it
  is_editor([listname],[sender])       smime  -> do_it
  is_owner([listname],[sender])        smime  -> do_it
`;

test("a rule that lost its line break is named with what is wrong, and refuses", async (context) => {
  const damaged = THREE_RULES.replace("do_it\n  is_editor", "do_is_editor");
  const run = desk(context, { "send.whole": THREE_RULES, "send.private_smime": damaged });
  const whole = await run("lint", "send.whole");
  assert.deepEqual([whole.status, whole.notes], [0, ""]);
  const found = await run("lint", "send.private_smime");
  assert.equal(found.status, 1);
  assert.match(
    found.out,
    /^send\.private_smime:3:3: error: Two rules stand on one line.*before is_editor\(…\)/,
  );
  const asks = ["--method", "smime", "--sender", "a@x.org", "--subscriber", "a@x.org"];
  assert.match((await run("eval", "send.whole", ...asks)).out, /→ do_it by send\.whole line 3/);
  assert.match((await run("eval", "send.private_smime", ...asks)).out, /→ reject \(reason unknown-action\)/);
});

test("included files and filters beside a file are read, and every rule is explained", async (context) => {
  const run = desk(context, {
    "scenari/send.team": "include common\nsearch(vip.txt) smtp -> do_it\ntrue() smtp -> editorkey\n",
    "scenari/include.common": "is_owner([listname],[sender]) smtp,md5 -> do_it\n",
    "search_filters/vip.txt": "*@vip.example\n",
  });
  const { out, status } = await run("eval", "scenari/send.team", "--sender", "Ann@VIP.example");
  assert.equal(status, 0);
  assert.match(out, /^include\.common line 1: is_owner\(\[listname\],\[sender\]\) md5,smtp: no$/m);
  assert.match(out, /\[sender\] is "ann@vip\.example"/);
  assert.match(out, /→ do_it by send\.team line 2\n$/);
});

test("cases are counted, and one that differs is shown and fails", async (context) => {
  const [first = "", second = ""] = readFileSync(CASES, "utf8").split("\n");
  const wrong = JSON.parse(second) as { expected: object };
  wrong.expected = { action: "do_it" };
  const run = desk(context, {
    "good.jsonl": `${first}\n`,
    "bad.jsonl": `${first}\n${JSON.stringify(wrong)}\n`,
  });
  const good = await run("check", "good.jsonl");
  assert.deepEqual([good.status, good.out], [0, "1 of 1 cases are as expected.\n"]);
  const bad = await run("check", "bad.jsonl", "--json");
  assert.equal(bad.status, 1);
  const told = JSON.parse(bad.out) as { cases: number; right: number; wrong: { actual: object }[] };
  assert.deepEqual([told.cases, told.right], [2, 1]);
  assert.deepEqual(told.wrong[0]?.actual, { action: "reject", reason: "not-compiled" });
});

test("a scenario that comes with the server is listed in one's language, shown, and clean", async (context) => {
  const run = desk(context, {});
  const { out } = await run("list", "--function", "send", "--language", "fr");
  assert.match(out, /^send\.private_signed +Membres, .* avec signature$/m);
  const shown = await run("show", "send.private_pgp");
  assert.match(shown.out, /is_subscriber\(\[listname\],\[sender\]\) pgp -> do_it/);
  assert.equal((await run("lint", "send.private_pgp")).status, 0);
  assert.equal((await run("show", "send.nonesuch")).status, 64);
  const which = await run("eval", "private");
  assert.deepEqual([which.status, /There are send\.private, /.test(which.notes)], [64, true], which.notes);
  assert.match((await run("eval", "private", "--function", "send")).out, /by send\.private line/);
});
