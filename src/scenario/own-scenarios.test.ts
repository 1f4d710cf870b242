import assert from "node:assert/strict";
import { test } from "node:test";
import { caseWorld } from "./cases/case-world.ts";
import { compileScenario } from "./evaluate/compile-scenario.ts";
import { evaluateScenario } from "./evaluate/evaluate-scenario.ts";
import {
  findFunction,
  layeredFiles,
  lintScenario,
  OWN_SCENARIOS,
  parseScenario,
  scenarioNames,
  titleOf,
} from "./index.ts";

const OTHER = "request_auth([email])";
const CONFIRMED_BY_TARGET = `${OTHER} ${OTHER} ${OTHER} ${OTHER}`;
const WHO = {
  stranger: { sender: "new@example.com", email: "new@example.com" },
  member: { sender: "sub@example.com", email: "sub@example.com" },
  owner: { sender: "own@example.com", email: "own@example.com" },
  other: { sender: "own@example.com", email: "new@example.com" },
} as const;

const FILES = layeredFiles([OWN_SCENARIOS]);

test("nothing is wrong with any scenario that comes with the server", () => {
  for (const [file, text] of OWN_SCENARIOS.scenarios) {
    const name = file.slice(0, file.indexOf("."));
    assert.ok(findFunction(name), file);
    assert.deepEqual(lintScenario({ function: name, file, text, files: FILES }), [], file);
  }
});

test("each has a title of its own in five languages", () => {
  for (const [file, text] of OWN_SCENARIOS.scenarios) {
    const parsed = parseScenario(text, file);
    assert.deepEqual([...parsed.titles.keys()], ["en", "de", "fr", "nl", "es"], file);
    for (const title of parsed.titles.values()) assert.match(title, /^\S.*\S$/, file);
    assert.equal(titleOf(parsed, "nl-BE"), parsed.titles.get("nl"), file);
  }
});

test("what one may choose for sending has the names that lists from Sympa use", () => {
  const names = scenarioNames([OWN_SCENARIOS], "send");
  for (const name of SYMPA_SEND) assert.ok(names.includes(name), name);
  for (const name of ["private", "newsletter", "owner", "public", "editorkey"])
    for (const suffix of ["smime", "pgp", "signed"]) assert.ok(names.includes(`${name}_${suffix}`), name);
});

/** What `subscribe.*` and `unsubscribe.*` answer by smtp, md5, smime and pgp. */
const JOINING: readonly (readonly [file: string, who: keyof typeof WHO, answers: string])[] = [
  ["subscribe.owner", "stranger", "owner owner owner owner"],
  ["subscribe.owner", "member", "do_it do_it do_it do_it"],
  ["subscribe.owner", "other", CONFIRMED_BY_TARGET],
  ["subscribe.auth_owner", "stranger", "request_auth owner owner owner"],
  ["subscribe.auth_owner", "member", "request_auth do_it do_it do_it"],
  ["subscribe.smimeorowner", "stranger", "owner owner do_it owner"],
  ["subscribe.smimeorowner", "other", CONFIRMED_BY_TARGET],
  ["subscribe.pgporowner", "stranger", "owner owner owner do_it"],
  ["subscribe.signedorowner", "stranger", "owner owner do_it do_it"],
  ["subscribe.signedorowner", "other", CONFIRMED_BY_TARGET],
  ["subscribe.intranetorowner", "other", CONFIRMED_BY_TARGET],
  ["subscribe.smime", "stranger", "reject reject do_it reject"],
  ["subscribe.smime", "other", CONFIRMED_BY_TARGET],
  ["subscribe.pgp", "stranger", "reject reject reject do_it"],
  ["subscribe.signed", "stranger", "reject reject do_it do_it"],
  ["subscribe.signed", "other", CONFIRMED_BY_TARGET],
  ["subscribe.open", "other", CONFIRMED_BY_TARGET],
  ["unsubscribe.owner", "member", "owner owner owner owner"],
  ["unsubscribe.owner", "owner", "request_auth do_it do_it do_it"],
  ["unsubscribe.owner", "stranger", "do_it do_it do_it do_it"],
  ["unsubscribe.owner", "other", CONFIRMED_BY_TARGET],
  ["unsubscribe.auth_owner", "member", "request_auth owner owner owner"],
  ["unsubscribe.auth_owner", "stranger", "request_auth do_it do_it do_it"],
];

test("joining and leaving wait for whom Sympa makes them wait for, and nobody decides it for another", async () => {
  const world = { ...caseWorld({ open: true, env: {}, now: 0 }), files: FILES };
  for (const [file, who, expected] of JOINING) {
    const name = file.slice(0, file.indexOf("."));
    const text = OWN_SCENARIOS.scenarios.get(file) ?? "";
    const compiled = compileScenario({ function: name, file, text, files: FILES, useBlocklist: new Set() });
    const request = { function: name, context: {}, message: null, ...WHO[who] };
    const answers = [];
    for (const method of ["smtp", "md5", "smime", "pgp"])
      answers.push((await evaluateScenario(compiled, { ...request, method }, world)).action);
    assert.equal(answers.join(" "), expected, `${file} ${who}`);
  }
});

test("none leaves out who confirms or signs, in either family", async () => {
  const world = { ...caseWorld({ open: true, env: {}, now: 0 }), files: FILES };
  for (const [file, text] of OWN_SCENARIOS.scenarios) {
    const name = file.slice(0, file.indexOf("."));
    const compiled = compileScenario({ function: name, file, text, files: FILES, useBlocklist: new Set() });
    for (const who of Object.values(WHO)) {
      for (const method of ["md5", "smime", "pgp"]) {
        const request = { function: name, context: {}, message: null, ...who, method };
        const { reason } = await evaluateScenario(compiled, request, world);
        assert.notEqual(reason, "no-rule-match", `${file} by ${method}`);
      }
    }
  }
});

const SYMPA_SEND =
  `closed confidential editorkey editorkeyonly editorkeyonlyauth newsletter newsletterkeyonly owner
  ownerauth private private_smime privateandeditorkey privateandnomultipartoreditorkey privatekey
  privatekeyandeditorkeyonly privateoreditorkey privateorpublickey public public_nobcc publickey publicnoattachment
  publicnomultipart`.split(/\s+/);
