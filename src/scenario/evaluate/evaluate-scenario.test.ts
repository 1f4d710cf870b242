import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { LIMITS, utf8 } from "#base";
import { parseMessage } from "#mime";
import { caseWorld } from "../cases/case-world.ts";
import { compileScenario } from "./compile-scenario.ts";
import { evaluateScenario } from "./evaluate-scenario.ts";
import { explanationLines } from "../explain-decision.ts";
import { nearlyScenario } from "../../../test/support/nearly-scenario.ts";
import { layeredFiles } from "../scenario-files.ts";
import { type ScenarioMessage, scenarioMessage } from "../scenario-message.ts";
import type { ScenarioRequest, ScenarioWorld } from "./world.ts";

const NOW = Date.UTC(2026, 10, 22) / 1000;
const WORLD = caseWorld({ open: true, env: {}, now: NOW });
const NO_BLOCKLIST: ReadonlySet<string> = new Set();

const REQUEST: ScenarioRequest = {
  function: "send",
  method: "smtp",
  sender: "sub@example.com",
  email: "",
  context: {},
  message: null,
};

function compiled(text: string, world: ScenarioWorld = WORLD) {
  const input = { function: "send", file: "send.test", text, files: world.files, useBlocklist: NO_BLOCKLIST };
  return compileScenario(input);
}

async function decide(text: string, request: Partial<ScenarioRequest> = {}, world = WORLD): Promise<string> {
  const decided = await evaluateScenario(compiled(text, world), { ...REQUEST, ...request }, world);
  return decided.reason === undefined ? decided.action : `${decided.action}: ${decided.reason}`;
}

test("a rule is for its methods only, and pgp is one like smime", async () => {
  assert.equal(await decide("true() smime -> do_it", { method: "pgp" }), "reject: no-rule-match");
  assert.equal(await decide("true() pgp -> do_it", { method: "pgp" }), "do_it");
  assert.equal(await decide("true() smime,pgp -> do_it", { method: "smime" }), "do_it");
  assert.equal(await decide("true() smtp,md5 -> do_it", { method: "dkim" }), "do_it");
  assert.equal(await decide("true() smtp,md5,smime -> do_it", { method: "pgp" }), "do_it");
});

test("whatever goes wrong refuses, each in its own way", async () => {
  assert.equal(await decide("true() smtp -> let_in"), "reject: unknown-action");
  assert.equal(await decide("search(gone.txt) smtp -> do_it"), "reject: error-performing-condition");
  assert.equal(await decide("customcondition::x() smtp -> do_it"), "reject: error-performing-condition");
  assert.equal(await decide("older(2001y13m,1) smtp -> do_it"), "reject: error-performing-condition");
  assert.equal(await decide("match([sender],/(/) smtp -> do_it"), "reject: not-compiled");
  assert.equal(await decide("true() smtp -> do_it", { method: "none" }), "reject: unknown-auth-method");
  const closed = caseWorld({ open: false, env: {}, now: NOW });
  assert.equal(await decide("true() smtp -> do_it", {}, closed), "reject: list-no-open");
  assert.equal(await decide("true() smtp -> do_it", { function: "review" }, closed), "do_it");
  const noList = { ...WORLD, list: null };
  const about = "true() smtp -> do_it\nequal([list->name],x) md5 -> owner";
  assert.equal(await decide(about, {}, noList), "reject: error-performing-condition");
});

const INCLUDES = layeredFiles([
  {
    scenarios: new Map([
      [
        "include.two",
        "is_editor([listname],[sender]) smtp -> owner\nis_subscriber([listname],[sender]) smtp -> do_it",
      ],
      ["include.empty", "# nothing"],
      ["include.nested", "include two"],
      ["include.send.header", "equal([sender],'first@example.com') smtp -> reject(reason='header')"],
    ]),
    filters: new Map(),
  },
]);

test("includes are looked for in one pass over as many lines as there were", async () => {
  const world = { ...WORLD, files: INCLUDES };
  assert.equal(await decide("include two\ntrue() smtp -> editor", {}, world), "do_it");
  assert.equal(await decide("include nested\ntrue() smtp -> editor", {}, world), "reject: not-compiled");
  assert.equal(await decide("include two\ninclude two", {}, world), "reject: not-compiled");
  assert.equal(await decide("include two\ninclude two\ntrue() smtp -> editor", {}, world), "do_it");
  assert.equal(await decide("include empty\ntrue() smtp -> do_it", {}, world), "reject: not-compiled");
  assert.equal(await decide("include gone\ntrue() smtp -> do_it", {}, world), "reject: not-compiled");
  const first = { sender: "first@example.com" };
  assert.equal(await decide("true() smtp -> do_it", first, world), "reject: header");
});

test("a directory is asked with what the request brings, and silence refuses", async () => {
  const files = layeredFiles([
    { scenarios: new Map(), filters: new Map([["a.ldap", "host h\nsuffix s\nfilter (mail=[sender])"]]) },
  ]);
  const asked: string[] = [];
  const world: ScenarioWorld = {
    ...WORLD,
    files,
    directory: (query) => {
      asked.push(query.kind === "ldap" ? query.filter : query.statement);
      return asked.length === 1 ? true : undefined;
    },
  };
  assert.equal(await decide("search(a.ldap) smtp -> do_it", {}, world), "do_it");
  assert.equal(await decide("search(a.ldap) smtp -> do_it", {}, world), "reject: error-performing-condition");
  assert.deepEqual(asked, ["(mail=sub@example.com)", "(mail=sub@example.com)"]);
});

test("a decision is explained rule by rule with what the variables stood for", async () => {
  const text =
    "is_owner([listname],[sender]) smtp -> do_it\ntrue() md5 -> do_it\nmatch([sender],/^sub/) smtp -> owner";
  const decided = await evaluateScenario(compiled(text), REQUEST, WORLD);
  assert.deepEqual(explanationLines(decided), [
    "send.test line 1: is_owner([listname],[sender]) smtp: no",
    '    [listname] is "thelist"',
    '    [sender] is "sub@example.com"',
    "send.test line 2: true() md5: not asked: for other methods",
    "send.test line 3: match([sender],/^sub/) smtp: yes",
    '    [sender] is "sub@example.com"',
    "",
    "→ owner by send.test line 3",
  ]);
});

test("whatever the text, there is a decision, and no rule is asked twice", async () => {
  await fc.assert(
    fc.asyncProperty(nearlyScenario, async (text) => {
      let questions = 0;
      const counted: ScenarioWorld = {
        ...WORLD,
        hasRole: () => {
          questions += 1;
          return false;
        },
      };
      const scenario = compiled(text);
      const decided = await evaluateScenario(scenario, REQUEST, counted);
      assert.notEqual(decided.action, "");
      assert.ok(decided.steps.length <= scenario.rules.length);
      assert.ok(questions <= scenario.rules.length);
      assert.ok(scenario.rules.length <= text.length + 1);
    }),
  );
});

test("expressions look at the beginning of a long text, and through so much in all", async () => {
  const mail = (body: string) => {
    const entity = parseMessage(utf8(`Subject: x\r\n\r\n${body}`));
    assert.ok(entity.ok);
    return scenarioMessage(entity.value, { attributes: {}, encrypted: "" });
  };
  const rest = "true() smtp -> editorkey";
  const looks = (words: string, body: string): Promise<string> =>
    decide(`match([msg_body],/${words}/) smtp -> do_it\n${rest}`, { message: mail(body) });
  const long = "x".repeat(LIMITS.scenarioBodyChars);
  assert.equal(await looks("end$", `${long.slice(3)}end`), "do_it");
  assert.equal(await looks("end", `${long}end`), "editorkey");
  const most = LIMITS.scenarioMatchChars / LIMITS.scenarioBodyChars;
  const rules = (count: number): string =>
    Array.from({ length: count }, () => "match([msg_body],/y/) smtp -> do_it").join("\n");
  assert.equal(await decide(`${rules(most)}\n${rest}`, { message: mail(long) }), "editorkey");
  assert.equal(
    await decide(`${rules(most + 1)}\n${rest}`, { message: mail(long) }),
    "reject: error-performing-condition",
  );
});

test("scenarioMatchWork: a large expression looks through less text, and through a short one all the same", async () => {
  const entity = parseMessage(utf8(`Subject: buy\r\n\r\n${"buy ".repeat(32 * 1024)}`));
  assert.ok(entity.ok);
  const message = scenarioMessage(entity.value, { attributes: {}, encrypted: "" });
  const looks = (words: string, where = "msg_body"): Promise<string> =>
    decide(`match([${where}],/${words}/) smtp -> do_it\ntrue() smtp -> editorkey`, { message });
  assert.equal(await looks("buy[^!]{0,20}now"), "editorkey");
  assert.equal(await looks("buy[^!]{0,400}now"), "reject: error-performing-condition");
  assert.equal(await looks("buy[^!]{0,400}now", "msg_header->subject"), "editorkey");
  assert.equal(await looks("buy[^!]{0,900}now"), "reject: not-compiled");
});

test("a header field is asked as it was written: line ends of its folding and blanks at the end stay", async () => {
  const entity = parseMessage(utf8("Subject:  Hello\r\n folded World \r\nX-A:\r\n a\r\n\r\nx"));
  assert.ok(entity.ok);
  const message = scenarioMessage(entity.value, { attributes: {}, encrypted: "" });
  const holds = async (condition: string): Promise<boolean> =>
    (await decide(`${condition} smtp -> do_it`, { message })) === "do_it";
  assert.equal(await holds("match([header->subject],/^hello.*world/)"), false);
  assert.equal(await holds("match([header->subject],/(?s)^hello.*world/)"), true);
  assert.equal(await holds(String.raw`match([header->subject],/hello\n folded world $/)`), true);
  assert.equal(await holds("equal([header->subject],'Hello folded World')"), false);
  assert.equal(await holds("equal([header->x-a],'a')"), true);
});

test("where only what is signed counts, a rule for what is not there counts where it is stricter", async () => {
  const entity = parseMessage(utf8("Content-Type: text/plain\r\n\r\nx"));
  assert.ok(entity.ok);
  const whole = scenarioMessage(entity.value, { attributes: { size: "1" }, encrypted: "" });
  const signed: ScenarioMessage = { ...whole, signedOnly: { body: true } };
  const asked = async (text: string, message = signed) => {
    const decided = await evaluateScenario(compiled(text), { ...REQUEST, message }, WORLD);
    return [decided.action, ...(decided.unsaid ?? []).map(({ action }) => action)].join(" ");
  };
  const rest = "true() smtp -> editor";
  for (const condition of [
    "!equal([msg->spam_status],'spam')",
    "equal([header->x-held],'')",
    "!match([header->x-held][-1],/yes/)",
    "equal([is_bcc],'1')",
  ]) {
    assert.equal(await asked(`${condition} smtp -> do_it\n${rest}`), "editor do_it", condition);
    assert.equal(await asked(`${condition} smtp -> do_it\n${rest}`, whole), "do_it", condition);
  }
  assert.equal(await asked(`!match([header->x-ok],/yes/) smtp -> reject\n${rest}`), "editor reject");
  for (const condition of [
    "!match([header->content-type],/html/)",
    "!match([header->content-disposition],/x/)",
    "!match([msg_body],/y/)",
    "!equal([msg->size],'2')",
    "!equal([sender],'a')",
  ])
    assert.equal(await asked(`${condition} smtp -> do_it\n${rest}`), "do_it", condition);
  const unsigned = { ...whole, partTypes: [], body: null, signedOnly: { body: false } };
  assert.equal(await asked(`!match([msg_body],/y/) smtp -> do_it\n${rest}`, unsigned), "editor do_it");
  assert.equal(
    await asked(`!equal([msg_part->type],'a/b') smtp -> do_it\n${rest}`, unsigned),
    "editor do_it",
  );
  const text = "!equal([header->x-held],'yes') smtp -> do_it";
  const lines = explanationLines(
    await evaluateScenario(compiled(text), { ...REQUEST, message: signed }, WORLD),
  );
  assert.match(lines.join("\n"), /yes, but nobody signed what it asks for.*\n.*x-held.*\n\n→ reject/);
});
