/** What rules about posts look at, by itself: commands, destinations, header fields, domains, marks. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { asId, type EmailAddress, type ListId } from "#base";
import { listSettings } from "#config";
import { equivalentAddresses } from "./equivalent-addresses.ts";
import { askHeaderRules, fieldRules, headerRules } from "./header-rules.ts";
import { looksLikeCommand } from "./looks-like-command.ts";
import { type Fits, namesList } from "./names-list.ts";
import { isMarkedAsSpam, spamStatus } from "./spam-marks.ts";

const fits: Fits = (expression, text) => new RegExp(expression, "i").test(text);

const COMMANDS: readonly (readonly [subject: string, text: string, isCommand: boolean])[] = [
  ["", "unsubscribe", true],
  ["", "\n  Help \n\n", true],
  ["help", "Who can come?", true],
  ["Re: help", "Who can come?", false],
  ["help me", "", false],
  ["", "unsubscribe anna@example.net\nThanks", true],
  ["", "unsubscribe me from this list", false],
  ["", "subscribe a b c", true],
  ["", "subscribe a b c d", false],
  ["", "confirm 1234", true],
  ["", "confirm", true],
  ["", "confirm it please", false],
  ["", "Dear all,\nset ack on\nbye", false],
  ["", "set ack on x", true],
  ["", "set ack maybe x", false],
  ["", "who", true],
  ["", "password old new", true],
  ["", "a\nb\nc\nd\ne\nunsubscribe", false],
  ["", `unsubscribe\n${"line\n".repeat(25)}`, false],
  ["", "Hello\n-- \nunsubscribe", false],
  ["unsubscribe", "line\n".repeat(26), false],
];

for (const [subject, text, expected] of COMMANDS)
  test(`“${subject}” ${JSON.stringify(text.slice(0, 40))} is ${expected ? "a" : "no"} command`, () =>
    assert.equal(looksLikeCommand(subject, text.split("\n")), expected));

function toList(acceptable_aliases: string, addresses: readonly string[], find = fits): boolean {
  const address = "team@example.org" as EmailAddress;
  const list = {
    id: asId<ListId>(1),
    address,
    displayName: "Team",
    settings: listSettings({ acceptable_aliases }),
  };
  return namesList(list, addresses, find);
}

test("the list is named by its address, its name, or an alias", () => {
  assert.equal(toList("", ["TEAM@Example.org"]), true);
  assert.equal(toList("", ["team@mail.example.org"]), true);
  assert.equal(toList("", ["x@example.org", "teams@example.org"]), false);
  assert.equal(toList("", []), false);
  assert.equal(toList("old@example.net", ["old@example.net"]), true);
  assert.equal(toList("old@example.net", ["old@example.com"]), false);
  assert.equal(toList("crew", ["crew@anywhere.example"]), true);
  assert.equal(toList("^te.m$", ["teem@anywhere.example"]), true);
  assert.equal(toList("^te.m@a", ["teem@anywhere.example"]), true);
  assert.equal(toList("^te.m@b", ["teem@anywhere.example"]), false);
  assert.equal(
    toList("^te.m$", ["teem@anywhere.example"], () => null),
    false,
    "nobody knows",
  );
});

test("the first rule about header fields that fits decides", () => {
  const rules = headerRules(
    "# ours\n\naccept ^X-Ours: yes\n  Discard   ^X-Spam-Flag: yes \ndefer ^Subject: win\nhold ^Subject: .*\n",
  );
  assert.deepEqual(
    rules.map(({ action }) => action),
    ["accept", "discard", "defer", "hold"],
  );
  const ask = (fields: readonly string[], mayAccept = true) =>
    askHeaderRules(rules, fields, { fits, mayAccept });
  assert.equal(ask(["Subject: win", "X-Spam-Flag: YES"]), "discard");
  assert.equal(ask(["Subject: win"]), "hold");
  assert.equal(ask(["X-Spam-Flag: YES", "X-Ours: yes"]), null);
  assert.equal(ask(["X-Spam-Flag: YES", "X-Ours: yes"], false), "discard");
  assert.equal(ask(["To: team@example.org"]), null);
  const tooMuch = { fits: () => null, mayAccept: true };
  for (const action of ["accept", "discard"])
    assert.equal(askHeaderRules(headerRules(`${action} ^X-Ours`), ["X: y"], tooMuch), "hold", action);
});

test("a rule about one field has its name and an expression", () => {
  assert.deepEqual(fieldRules("# comment: no\nto: friend@public\n\nX-Mailer :  ^bulk.*$\nnothing"), [
    { field: "to", expression: "friend@public" },
    { field: "X-Mailer", expression: "^bulk.*$" },
  ]);
});

test("equivalent domains stand for one another within their group", () => {
  const domains = "a.org, mail.A.org;\n b.net,b.com";
  assert.deepEqual(equivalentAddresses(domains, "Ann@MAIL.a.org" as EmailAddress), ["Ann@a.org"]);
  assert.deepEqual(equivalentAddresses(domains, "ann@b.com" as EmailAddress), ["ann@b.net"]);
  assert.deepEqual(equivalentAddresses(domains, "ann@c.org" as EmailAddress), []);
  assert.deepEqual(equivalentAddresses("", "ann@c.org" as EmailAddress), []);
});

test("marks of SpamAssassin and rspamd are read, and scores below are not", () => {
  const header = (name: string, value: string) => ({
    all: (wanted: string) => (wanted === name.toLowerCase() ? [{ value }] : []),
  });
  for (const [name, value] of [
    ["X-Spam-Flag", "YES"],
    ["X-Spam-Status", "Yes, score=9.1 required=5.0"],
    ["X-Spam", "Yes"],
    ["X-Spamd-Result", "default: True [15.10 / 15.00]"],
    ["X-Rspamd-Action", "add header"],
  ] as const)
    assert.equal(isMarkedAsSpam(header(name, value)), true, name);
  for (const [name, value] of [
    ["X-Spam-Flag", "NO"],
    ["X-Spam-Status", "No, score=-1.9"],
    ["X-Spamd-Result", "default: False [1.10 / 15.00]"],
    ["X-Rspamd-Action", "no action"],
    ["X-Spam-Action", "no action"],
  ] as const)
    assert.equal(spamStatus(header(name, value)), "ham", name);
  for (const [name, value] of [
    ["X-Rspamd-Action", "greylist"],
    ["X-Spam-Status", ""],
    ["Subject", "Yes"],
  ] as const) {
    assert.equal(isMarkedAsSpam(header(name, value)), false, name);
    assert.equal(spamStatus(header(name, value)), "unknown", name);
  }
});
