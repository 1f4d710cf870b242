import assert from "node:assert/strict";
import { test } from "node:test";
import { systemClock } from "#base";
import { readOwnTexts } from "#i18n";
import type { CliPorts, Site } from "./cli-ports.ts";
import { runCli } from "./run-cli.ts";

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
async function run(...words: readonly string[]) {
  const said = { out: "", notes: "" };
  const notAsked = () => Promise.reject(new Error("not asked for"));
  const site: Site = {
    folder: "/site",
    call: notAsked,
    initialise: notAsked,
    serve: notAsked,
    config: notAsked,
    isServing: notAsked,
    texts: () => Promise.resolve(READ),
  };
  const ports: CliPorts = {
    terminal: {
      out: (text) => void (said.out += text),
      note: (text) => void (said.notes += text),
      interactive: false,
      readStdin: notAsked,
      ask: notAsked,
      askSecret: notAsked,
    },
    clock: systemClock,
    version: "1.2.3",
    demo: notAsked,
    site: () => site,
  };
  return { status: await runCli(["text", ...words], ports), ...said };
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
