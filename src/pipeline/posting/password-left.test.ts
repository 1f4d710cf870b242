import assert from "node:assert/strict";
import { test } from "node:test";
import { utf8 } from "#base";
import { type Entity, parseMessage } from "#mime";
import { passwordInHtml, passwordLeft } from "./password-left.ts";

function message(lines: readonly string[]): Entity {
  const parsed = parseMessage(utf8(lines.join("\r\n")));
  assert.ok(parsed.ok);
  return parsed.value;
}

function left(...lines: readonly string[]): boolean {
  return passwordLeft(message(lines), "open&sesame");
}

const HTML = "Content-Type: text/html";

test("a password that readers would see is found however it is written", () => {
  assert.equal(left(HTML, "", "<p><b>Approved:</b> open&amp;sesame</p>"), true);
  assert.equal(left(HTML, "", "<p>Approved: <i>open</i>&#38;sesame</p>"), true);
  const soft = "Content-Transfer-Encoding: quoted-printable";
  assert.equal(left(soft, "", "Approved: open&se=", "same"), true);
  const parts = ["Content-Type: multipart/mixed; boundary=b", "", "--b", "", "text", "--b", HTML, ""];
  assert.equal(left(...parts, "open&sesame", "--b--"), true);
  assert.equal(left(...parts, "open sesame", "--b--"), false);
  for (const attached of [
    ["Approved: open&sesame", "", "text"],
    ["", "Approved: open&sesame"],
  ])
    assert.equal(
      left(...parts, "text", "--b", "Content-Type: message/rfc822", "", ...attached, "--b--"),
      true,
    );
  assert.equal(left("Content-Type: image/png", "", "open&sesame"), false);
});

test("HTML without plain text may begin with a password", () => {
  const head = "<html><head><title>Approved</title></head><body>";
  for (const first of ["<p><b>Approved:</b>&nbsp;secret</p>", "<div>approve: se<i>cret</i><br>"])
    assert.equal(passwordInHtml(message([HTML, "", head, first, "<p>text"])), "secret", first);
  for (const first of ["<p>Approved: by us all</p>", "<p>text</p>Approved: secret"])
    assert.equal(passwordInHtml(message([HTML, "", head, first, "<p>text"])), null, first);
  assert.equal(passwordInHtml(message(["", "Approved: secret"])), null);
});
