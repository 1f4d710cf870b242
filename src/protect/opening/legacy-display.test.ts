import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { fromLatin1, latin1, view } from "#base";
import { decodeText, type Entity, parseMessage } from "#mime";
import { contentEntity } from "../content-entity.ts";
import { withoutLegacyDisplay } from "./legacy-display.ts";

function entityOf(...lines: readonly string[]): Entity {
  const parsed = parseMessage(latin1(lines.join("\r\n")));
  assert.ok(parsed.ok);
  return parsed.value;
}

function multipart(subtype: string, ...parts: readonly string[]): string {
  const body = parts.map((part) => `--${subtype}\r\n${part}\r\n`).join("");
  return `Content-Type: multipart/${subtype}; boundary="${subtype}"\r\n\r\n${body}--${subtype}--\r\n`;
}

const PLAIN =
  'Content-Type: text/plain; charset="utf-8"; hp-legacy-display="1"\r\n\r\nSubject: plan\r\nTo: us\r\n\r\nNoon.\r\n';
const HTML = [
  "Content-Type: text/html; hp-legacy-display=1; charset=utf-8",
  "",
  '<html><body><div class="header-protection-legacy-display">',
  "<div><pre>Subject: plan</pre></div></div><p>Noon.</p></body></html>",
].join("\r\n");

describe("withoutLegacyDisplay", () => {
  const shown = (root: Entity): string => fromLatin1(contentEntity(withoutLegacyDisplay(root)));

  it("takes the lines before the first empty one from a text", () => {
    assert.equal(shown(entityOf(PLAIN)), 'Content-Type: text/plain; charset="utf-8"\r\n\r\nNoon.\r\n');
    const lf = entityOf(PLAIN.replaceAll("\r\n", "\n"));
    assert.equal(shown(lf), 'Content-Type: text/plain; charset="utf-8"\n\nNoon.\n');
  });

  it("takes the div from HTML, with what is nested in it", () => {
    assert.equal(
      shown(entityOf(HTML)),
      "Content-Type: text/html; charset=utf-8\r\n\r\n<html><body><p>Noon.</p></body></html>",
    );
  });

  it("finds them in multiparts of every kind, and leaves everything else as it is", () => {
    const other = "Content-Type: text/plain\r\n\r\nFoo: bar\r\n\r\nrest";
    const nested = multipart("mixed", multipart("alternative", PLAIN, multipart("related", HTML)), other);
    const expected = multipart(
      "mixed",
      multipart(
        "alternative",
        'Content-Type: text/plain; charset="utf-8"\r\n\r\nNoon.\r\n',
        multipart(
          "related",
          "Content-Type: text/html; charset=utf-8\r\n\r\n<html><body><p>Noon.</p></body></html>",
        ),
      ),
      other,
    );
    assert.equal(shown(entityOf(nested)), expected);
  });

  it("takes no longer over tags without an end than their octets explain", () => {
    const head = "Content-Type: text/html; hp-legacy-display=1\r\n\r\n";
    for (const html of ["<div", "<div ", "</div ", "<div\r\n"]) {
      const root = entityOf(head + html.repeat(1_000_000));
      const before = process.threadCpuUsage();
      assert.equal(withoutLegacyDisplay(root), root);
      const { user, system } = process.threadCpuUsage(before);
      assert.ok(user + system < 500_000, `${html}: ${user + system} µs`);
    }
  });

  it("reads transfer encodings", () => {
    for (const [encoding, body] of [
      ["quoted-printable", "Subject: caf=C3=A9\r\n=20\r\n\r\nAt =C3=A9ight.\r\n"],
      ["base64", view(latin1("Subject: plan\r\n\r\nAt \xc3\xa9ight.\r\n")).toString("base64")],
    ]) {
      const root = entityOf(
        'Content-Type: text/plain; charset=utf-8; hp-legacy-display="1"',
        `Content-Transfer-Encoding: ${encoding}`,
        "",
        body ?? "",
      );
      assert.equal(decodeText(withoutLegacyDisplay(root)), "At éight.\r\n");
    }
  });

  it("leaves attachments, other messages, other types and unmarked texts alone", () => {
    for (const text of [
      PLAIN.replace("hp-legacy-display", "x-legacy-display"),
      PLAIN.replace('display="1"', 'display="0"'),
      PLAIN.replace("\r\n\r\nSubject", "\r\nContent-Disposition: attachment\r\n\r\nSubject"),
      PLAIN.replace("text/plain", "text/calendar"),
      `Content-Type: message/rfc822\r\n\r\n${PLAIN}`,
      PLAIN.replace("To: us\r\n\r\nNoon.\r\n", "To: us"),
      HTML.replace("header-protection-legacy-display", "another"),
      HTML.replaceAll("</div>", ""),
    ]) {
      const root = entityOf(text);
      assert.equal(withoutLegacyDisplay(root), root, text);
    }
  });

  it("takes no longer than the size of the text explains (S10)", () => {
    const units = [
      "<div ",
      "<div",
      "<div>",
      "</div>",
      "<",
      "\n",
      "\r",
      "\r\n ",
      '<div class="header-protection-legacy-display">',
    ];
    for (const type of ["text/plain", "text/html"]) {
      for (const unit of units) {
        const text = unit.repeat(1_000_000 / unit.length);
        const root = entityOf(`Content-Type: ${type}; hp-legacy-display=1`, "", text);
        const before = process.cpuUsage().user;
        withoutLegacyDisplay(root);
        assert.ok(process.cpuUsage().user - before < 2_000_000, `${type} ${unit}`);
      }
    }
  });
});
