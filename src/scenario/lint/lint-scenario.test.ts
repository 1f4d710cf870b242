import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parseScenario } from "../parse/parse-scenario.ts";
import { lintAbsence } from "./asks-for-absence.ts";
import { lintScenario } from "./lint-scenario.ts";
import { nearlyScenario } from "../../../test/support/nearly-scenario.ts";
import { layeredFiles } from "../scenario-files.ts";

const FILES = layeredFiles([
  {
    scenarios: new Map([["include.staff", "search(vip.txt) smtp,md5,smime -> do_it\n"]]),
    filters: new Map([["vip.txt", "*salaun*\n"]]),
  },
]);

function lint(text: string): readonly string[] {
  const found = lintScenario({ function: "send", file: "send.x", text, files: FILES });
  return found.map(({ line, severity, text }) => `${line} ${severity} ${text}`);
}

/** What is wrong, and a word of what is said. */
const WRONG: readonly (readonly [text: string, said: RegExp])[] = [
  ["foo bar", /^1 error This is no rule.*all rules are dropped/],
  [
    "\ntrue() smtp -> do_is_editor([listname],[sender]) smime -> do_it",
    /^2 error Two rules.*before is_editor\(…\)/,
  ],
  ["true() smtp -> do_it true() md5 -> do_it", /^1 error Two rules/],
  ["true() smtp -> Do_It", /^1 error "Do_It" is no action/],
  ["true() smtp -> do_it,later", /^1 warning "do_it,later" is more than an action/],
  ["true() smtp -> owner", /^1 warning send does not know the action owner/],
  ["true() SMTP -> do_it", /^1 error The method SMTP never matches/],
  ["true() smtpmd5 -> do_it", /^1 error "smtpmd5" never matches/],
  ["true() smtp -> reject(reason='a', tt2='b')", /^1 warning A blank before/],
  ["equal([sender],a@b.c) smtp -> do_it", /^1 warning "@b\.c" beside equal/],
  ["equal([sender],'x [email]') smtp -> do_it", /^1 warning .* stands for the variable in it alone/],
  ["match([msg_part->body],/x/) smtp -> do_it", /^1 error \[msg_part->body\] has never worked/],
  ["customcondition::x([sender]) smtp -> do_it", /^1 error CustomCondition::x is a Perl module/],
  ["message(a,b) smtp -> do_it", /^1 error message\(\) has never done anything/],
  ["search(vip.txt,[email]) smtp -> do_it", /^1 warning search\(\) always looks for \[sender\]/],
  ["search(vip.txt) smtp -> do_it", /^1 warning In vip\.txt, only the first \*/],
  ["search(gone.txt) smtp -> do_it", /^1 error The filter gone\.txt is not there/],
  ["search(vip.xyz) smtp -> do_it", /^1 error vip\.xyz is no filter/],
  ["match([sender],/o'b/) smtp -> do_it", /^1 warning .* never matches/],
  [String.raw`match([sender],/a\\b/) smtp -> do_it`, /^1 warning .* is read twice/],
  ["match([sender],/a++/) smtp -> do_it", /^1 error .*possessive/],
  ["equal([topic],x) smtp -> reject", /^1 warning \[topic\] is always empty here\.$/],
  ["equal([msg->nonsense],x) smtp -> reject", /^1 warning \[msg->nonsense\] is always empty/],
  ["equal([family->x],x) smtp -> reject", /^1 warning \[family->x\] is always empty/],
  ["match([header->subject],/hello.*world/) smtp -> reject", /^1 warning .* folded .* Write \(\?s\)/],
  ["include common", /^1 error The file include\.common is not there/],
  ["match([sender],/include/) smtp -> do_it", /^1 error The word "include"/],
  ["do_it\ntrue() smtp -> do_it", /^1 warning A single word/],
  [
    "true() smtp,md5 -> do_it\nis_owner([listname],[sender]) md5 -> do_it",
    /^2 warning No request gets to this rule/,
  ],
  [
    "is_subscriber([listname],[sender]) smtp,md5 -> do_it",
    /^1 warning No rule is for smime or pgp: .* a member's, too/,
  ],
  ["true() smtp -> do_it\ntrue() md5,smime -> do_it", /^2 warning No rule is for pgp:/],
  [
    "include staff\nis_owner([listname],[sender]) smtp -> do_it\ntrue() md5,smime -> do_it",
    /^3 warning A rule takes whatever comes, and none does so for pgp:/,
  ],
  ["true() smtp,smime,pgp -> request_auth", /^1 warning request_auth asks .* no rule is for md5/],
  ["true() smtp -> reject(reason='send_not_today')", /^1 warning The reason "send_not_today" has no words/],
  ["title.klingonish Nobody\ntrue() smtp -> reject", /^1 warning "klingonish" is no language/],
  ["# nothing", /^1 warning There is no rule/],
];

test("what a line does not do as it looks is said in words", () => {
  for (const [text, said] of WRONG) {
    const told = lint(text);
    assert.ok(
      told.some((one) => said.test(one)),
      `${text}: ${told.join(" | ")}`,
    );
  }
});

test("nothing is said about what does what it says", () => {
  const text = `title.en Members
    is_subscriber([listname],[sender]) smtp -> request_auth
    match([header->Content-Type][-1],/multipart\\/mixed/) md5,smime,pgp -> editorkey,quiet
    match([header->subject],/(?s)a.*b/) smtp -> reject
    match([header->subject],/^.*$|x.+/) smtp -> reject
    equal([msg->spam_status],'spam') smtp,md5,smime,pgp -> reject
    !equal([sender],[email]) smtp -> request_auth([email])
    true() md5 smime pgp -> do_it # the rest`;
  assert.deepEqual(lint(text), []);
  assert.deepEqual(lint("true() smtp,dkim,md5,smime -> do_it"), [], "tried for pgp, too, as in Sympa");
  assert.deepEqual(lint("true() smime -> do_it"), [], "unsigned mail is meant to be refused");
});

test("lint never throws, and names lines that are there", () => {
  fc.assert(
    fc.property(nearlyScenario, (text) => {
      const lines = text.split(/\r\n|\r|\n/).length;
      for (const { line } of lintScenario({ function: "send", file: "send.x", text, files: null }))
        assert.ok(line >= 1 && line <= lines);
    }),
  );
});

test("rules that let in what nothing was said about are named", () => {
  const unlessSpam = "!equal([msg->spam_status],'spam') smtp -> do_it";
  assert.match(lint(unlessSpam).join(), /no filter marked.*equal\(\[msg->spam_status\],'ham'\)/);
  assert.doesNotMatch(lint("!equal([msg->spam_status],'ham') smtp -> editor").join(), /no filter/);
  const onKeys = (text: string) => lintAbsence(parseScenario(text, "send.x")).map(({ line }) => line);
  const held = "!match([header->x-a],/y/) smtp -> do_it\nequal([header->x-b],'') smtp -> do_it,quiet";
  assert.deepEqual(onKeys(`${unlessSpam}\n${held}\ntrue() smtp -> editor`), [1, 2, 3]);
  const fine =
    "match([header->x-a],/y/) smtp -> do_it\n!match([header->x-a],/y/) smtp -> editor\n!equal([sender],'a') smtp -> do_it";
  assert.deepEqual(onKeys(fine), []);
});
