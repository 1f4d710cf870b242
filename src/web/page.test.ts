import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { PAGE_FIELDS, writePage } from "./page.ts";

test("what stands in a page is text, whatever it looks like", () => {
  const hostile = `</p><script>alert("1")</script>'&`;
  const page = writePage({
    language: `en" onload="x`,
    title: hostile,
    lines: [hostile],
    button: { text: hostile, name: hostile, value: hostile },
  });
  assert.doesNotMatch(page, /<script|"1"|onload="/);
  assert.ok(page.includes("&lt;/p&gt;&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&#39;&amp;"));
});

test("its policy lets its own style in, and nothing else", () => {
  const page = writePage({ language: "en", title: "x", lines: [] });
  const style = /<style>(.*?)<\/style>/s.exec(page)?.[1] ?? "";
  const digest = createHash("sha256").update(style).digest("base64");
  assert.match(
    PAGE_FIELDS["Content-Security-Policy"] ?? "",
    /^default-src 'none'; style-src 'sha256-[^']+'; /,
  );
  assert.ok(style !== "" && PAGE_FIELDS["Content-Security-Policy"]?.includes(digest));
  assert.doesNotMatch(page, /<form|<script|https?:/);
});
