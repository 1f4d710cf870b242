import assert from "node:assert/strict";
import { test } from "node:test";
import { asId, type EmailAddress, type ListId, REASON_CODES } from "#base";
import { listSettings } from "#config";
import type { List, Refusal } from "#lists";
import { clearReplyNotice, refusalNotice, sendkeyNotice } from "./notices.ts";

const LIST: List = {
  id: asId<ListId>(1),
  address: "team@example.org" as EmailAddress,
  displayName: "Team",
  settings: listSettings({}),
};

function noticeText(
  decision: Pick<Refusal, "do" | "code">,
  args: Refusal["args"] = {},
  list: List = LIST,
): string {
  const mail = { arrivedAt: new Date(0), messageId: "<a@b>" };
  const { subject, lines } = refusalNotice(list, { ...decision, args, detail: "" }, mail);
  return [subject, ...lines].join("\n");
}

test("who is refused by a sender rule is not told to wait for an owner", () => {
  for (const code of ["nonmember", "member-moderated"] as const) {
    assert.match(noticeText({ do: "hold", code }), /^Do this: Wait/m);
    for (const verb of ["reject", "discard"] as const) {
      const said = noticeText({ do: verb, code });
      assert.match(said, /members may (?:not )?write to this list/);
      assert.match(said, /write to (?:the owners instead: )?team-owner@example\.org/i);
      assert.doesNotMatch(said, /wait|look at posts/i);
    }
  }
});

test("nobody is told to join a list where new members may not write either", () => {
  const said = (settings: Parameters<typeof listSettings>[0]) =>
    noticeText({ do: "reject", code: "nonmember" }, {}, { ...LIST, settings: listSettings(settings) });
  const moderated = { default_member_moderation: "yes" } as const;
  for (const settings of [
    { ...moderated, member_moderation_action: "reject" },
    { ...moderated, member_moderation_action: "discard" },
    { default_member_action: "reject" },
  ] as const) {
    assert.match(said(settings), /^Reason: only those whom its owners chose may write to this list\.$/m);
    assert.match(said(settings), /^Do this: Write to the owners instead: team-owner@example\.org\.$/m);
  }
  for (const settings of [{}, moderated, { member_moderation_action: "reject" }] as const)
    assert.match(said(settings), /^Do this: If you want to be a member/m);
});

test("whom sending it again does not help is not told that it does", () => {
  for (const code of ["member-moderated", "nonmember", "header-rule", "marked-as-spam"] as const)
    assert.match(
      noticeText({ do: "reject", code }),
      /for 7 days\. Sending it again would change nothing\.$/m,
    );
  const refused = noticeText({ do: "reject", code: "scenario-refused" }, { reason: "send_subscriber" });
  assert.match(refused, /for 7 days\. Sent again as it is, it is refused again\.$/m);
  assert.match(
    noticeText({ do: "reject", code: "too-large" }, { limit: 40 }),
    /Sending it again is fine\.$/m,
  );
});

test("nobody is promised that an owner lets it go out", () => {
  for (const code of ["member-moderated", "too-many-posts", "suspicious-header", "emergency"] as const)
    assert.match(
      noticeText({ do: "hold", code }, { count: 5 }),
      /^Do this: Wait\. An owner decides about it\.$/m,
    );
});

test("the warning of a clear answer says how it came, not how each copy went out", () => {
  const { subject } = clearReplyNotice(LIST, { arrivedAt: new Date(0), messageId: "<a@b>" });
  assert.equal(subject, "Your message to Team came in clear");
});

test("who is not to blame for what was added on the way is not blamed", () => {
  for (const code of ["not-signed", "not-whole"] as const) {
    const said = noticeText({ do: "reject", code }, { why: "changed-on-the-way" });
    assert.match(said, /^Reason: something was added on the way/m);
    assert.match(said, /^Do this: A mail server or a list on the way adds text/m);
    assert.doesNotMatch(said, /Turn on|send it again as one/i);
  }
});

test("a list without keys does not send one, and says how it is written to", () => {
  const plain = sendkeyNotice(LIST, []);
  assert.equal(plain.subject, "Team has no keys");
  assert.match(plain.lines.join(" "), /as to anybody/);
  const signing = { ...LIST, settings: listSettings({ smime_post_sign: "force" }) };
  assert.match(sendkeyNotice(signing, []).lines.join(" "), /in clear, and sign with the key/);
});

test("who is told to send it again is not told that they need not", () => {
  const others = REASON_CODES.filter((code) => code !== "needs-confirmation");
  const told = others.map((code) =>
    noticeText({ do: "hold", code }, { limit: 40, count: 5, hours: 3, days: 9, why: "no-signature" }),
  );
  for (const said of told) {
    const mayWait = said.includes("You need not send it again.");
    assert.ok(said.includes("until an owner decides") || said.includes("for an owner for 30 days"), said);
    if (mayWait) assert.match(said, /^Do this: Wait/m);
  }
  assert.ok(told.some((said) => said.includes("You need not send it again.")));
  assert.match(
    noticeText({ do: "hold", code: "clear-reply" }),
    /Encrypt your answer and send it again[^]*This one waits for an owner for 30 days\./,
  );
});
