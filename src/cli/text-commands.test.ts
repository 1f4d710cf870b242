import assert from "node:assert/strict";
import { test } from "node:test";
import { readOwnTexts } from "#i18n";
import { runCliOn } from "../../test/support/run-cli-on.ts";

const READ = readOwnTexts([
  { place: "", language: "de", path: "de/own.ftl", text: "remind-away = Weg.\nremind-wrong = x\n" },
  {
    place: "team@example.org",
    language: "de",
    path: "example.org/team/de/own.ftl",
    text: "\nremind-away = Fort.\n",
  },
]);

/** `conclave text …` with these wordings of the operator's. */
function run(...words: readonly string[]) {
  return runCliOn({ texts: () => Promise.resolve(READ) }, ["text", ...words]);
}

test("text list names texts by what is in them, in a language, and whose they are", async () => {
  const { out } = await run("list", "REMIND-AWAY", "--language", "de");
  assert.match(
    out,
    /^NAME +WHOSE +TEXT\nremind-away +site +Weg\.\nremind-away-until +ours +Bis \{ \$date \}/,
  );
  const inWords = await run("list", "stehen seit", "--language", "de");
  assert.match(inWords.out, /\nremind-1 +ours/);
});

test("text show gives what counts on a list, as it can be copied, and says where to put it", async () => {
  const team = ["--list", "team@example.org"];
  const own = await run("show", "remind-away", "--language", "de", ...team);
  assert.equal(
    own.out,
    "# de, worded for team@example.org in example.org/team/de/own.ftl:2. May stand in it: nothing\nremind-away = Fort.\n",
  );
  const ours = await run("show", "waiting-why", ...team);
  assert.equal(ours.out, "# en, as we say it. May stand in it: $why\nwaiting-why = Why: { $why }.\n");
  assert.match(ours.notes, /templates\/example\.org\/team\/en\/own\.ftl/);
  assert.match((await run("show", "sealed-subject")).notes, /cannot be worded otherwise/);
  assert.equal((await run("show", "nothing")).status, 64);
});

test("text check names what cannot be used, with its place; the exit status tells", async () => {
  const { status, out } = await run("check");
  assert.equal(out, "de/own.ftl:2: there is no text remind-wrong\n2 texts of your own can be used.\n");
  assert.equal(status, 1);
});
