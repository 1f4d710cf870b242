/** What stock Mailman 2.1 did with posts, this server does, but for what stands in docs/reference/mailman-differences.md. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { type GoldenCase, readCases } from "./golden-case.ts";
import { runCases } from "./run-cases.ts";
import { mappedOptions } from "./stored-options.ts";

const CORPUS = join(import.meta.dirname, "..", "corpus");
const recorded = readCases(join(CORPUS, "mailman21-golden"));
const written = readCases(join(CORPUS, "mailman21-written"));

/** Cases that may differ; the list may only become shorter. */
const NOT_YET: readonly string[] = [];

test("posts: who got them, with which fields and text, and what was decided", async () => {
  const different = [];
  for await (const { name, verdict, gaps, differences } of runCases([...recorded, ...written]))
    if (verdict === "different") different.push({ name, gaps, differences });
  assert.deepEqual(
    different.map(({ name }) => name),
    NOT_YET,
    JSON.stringify(
      different.filter(({ name }) => !NOT_YET.includes(name)),
      null,
      2,
    ),
  );
});

const SCRUBBED = [
  "plain",
  "-------------- next part --------------",
  "A non-text attachment was scrubbed...",
  "Name: evil.exe",
  "Type: application/octet-stream",
  "Size: 2 bytes",
  "Desc: not available",
  "URL: <http://lists.test/pipermail/gold/attachments/20150302/9b3f3f6a/attachment.obj>",
  "",
].join("\n");

test("a file that Mailman puts into its web archive is named, with the command that brings it", async () => {
  const golden = recorded.find(({ name }) => name === "filter-ext");
  assert.ok(golden);
  const deliveries = golden.deliveries.map((delivery) => ({
    ...delivery,
    message: delivery.message
      .replace("\nplain\n", `\n${SCRUBBED}`)
      .replace(/^X-Content-Filtered-By.*\n/m, ""),
  }));
  const scrubbing: GoldenCase = { ...golden, deliveries, list_options: { scrub_nondigest: 1 } };
  for await (const { verdict, differences, gaps } of runCases([scrubbing]))
    assert.deepEqual({ verdict, differences, gaps }, { verdict: "same", differences: [], gaps: [] });
});

/** Mailman's values in its order, whose numbers its files hold. */
const IN_ORDER: Readonly<Record<string, readonly string[]>> = {
  from_is_list: ["no", "munge", "wrap"],
  reply_goes_to_list: ["poster", "list", "explicit"],
  encode_ascii_prefixes: ["never", "always", "as_needed"],
  personalize: ["no", "yes", "full"],
  subscribe_policy: ["none", "confirm", "approve", "both"],
  unsubscribe_policy: ["no", "yes"],
  private_roster: ["public", "members", "admins"],
  member_moderation_action: ["hold", "reject", "discard"],
  generic_nonmember_action: ["accept", "hold", "reject", "discard"],
  emergency: ["no", "yes"],
  dmarc_moderation_action: ["accept", "munge", "wrap", "reject", "discard"],
  filter_action: ["discard", "reject", "forward", "preserve"],
  scrub_nondigest: ["no", "yes"],
};

test("a number of Mailman's is our word for the same", () => {
  for (const [name, words] of Object.entries(IN_ORDER))
    for (const [stored, word] of words.entries()) {
      const { settings, gaps } = mappedOptions({ [name]: stored });
      assert.deepEqual([settings[name], gaps], [word, []], name);
    }
  const rules = [
    ["X-A: 1\nX-B: 2", 7, false],
    ["X-C", 0, false],
  ];
  const newcomers = mappedOptions({ new_member_options: 256 + 16 + 2 });
  assert.deepEqual(
    [newcomers.settings["new_member_options"], newcomers.gaps],
    ["not_me conceal nodupes", []],
  );
  const unknown = mappedOptions({ new_member_options: 8 });
  assert.deepEqual(unknown.gaps, ["needs setting new_member_options"]);
  const { settings } = mappedOptions({ header_filter_rules: rules, ban_list: ["a@x.test", "^b"] });
  assert.equal(settings["header_filter_rules"], "hold X-A: 1\nhold X-B: 2\ndefer X-C");
  assert.equal(settings["ban_list"], "a@x.test\n^b");
});

test("options that lists do not have here for a reason are told apart from those that nothing takes", () => {
  const { gaps, elsewhere } = mappedOptions({ send_reminders: 0, bounce_processing: 0, unheard_of: 1 });
  assert.deepEqual(
    [gaps, elsewhere],
    [["needs setting unheard_of"], ["send_reminders", "bounce_processing"]],
  );
  const { settings } = mappedOptions({ bounce_matching_headers: "# words\nX-Bad: yes\nnonsense" });
  assert.equal(settings["bounce_matching_headers"], "X-Bad: yes");
});

test("a case whose world cannot be made is told, and the others run", async () => {
  const [golden] = recorded;
  assert.ok(golden);
  const broken = { ...golden, name: "broken", list_options: { owner: ["no address"] } };
  const told = [];
  for await (const { name, verdict, gaps } of runCases([broken, golden]))
    told.push([name, verdict, gaps.length]);
  assert.deepEqual(told, [
    ["broken", "different", 1],
    [golden.name, "same", 0],
  ]);
});

test("a fact that is not as it was recorded is told, and so is an option that nothing takes", async () => {
  const golden = recorded.find(({ name }) => name === "post-default");
  assert.ok(golden);
  const [delivery] = golden.deliveries;
  assert.ok(delivery);
  const message = delivery.message.replace("[Gold] hello", "[Gold] goodbye");
  const changed: GoldenCase = {
    ...golden,
    list_options: { unheard_of: 1 },
    members_after: ["anne@rcpt.test"],
    deliveries: [{ ...delivery, message, rcpt_to: ["anne@rcpt.test"] }],
  };
  for await (const { verdict, gaps, differences } of runCases([changed])) {
    assert.equal(verdict, "different");
    assert.deepEqual(gaps, ["needs setting unheard_of"]);
    assert.deepEqual(differences.map(({ fact }) => fact).toSorted(), [
      "field subject",
      "members",
      "recipients",
      "transactions",
    ]);
  }
});
