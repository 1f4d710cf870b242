import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { utf8 } from "#base";
import { fileNamesOf } from "./file-names.ts";
import { parseMessage } from "../parse/parse-message.ts";

const READ: readonly (readonly [what: string, field: string, names: readonly string[]])[] = [
  ["one name", 'Content-Disposition: attachment; filename="a.txt"', ["a.txt"]],
  [
    "a name in sections",
    'Content-Disposition: attachment; filename*0="ev"; filename*1="il.exe"',
    ["evil.exe"],
  ],
  [
    "an extended name beside another",
    `Content-Disposition: attachment; filename*=utf-8''evil.exe; filename="a.txt"`,
    ["evil.exe", "a.txt"],
  ],
  [
    "two names",
    'Content-Disposition: attachment; filename="a.txt"; filename="evil.exe"',
    ["a.txt", "evil.exe"],
  ],
  [
    "a name with spaces outside quotes",
    "Content-Disposition: attachment; filename=my evil.exe",
    ["my", "my evil.exe"],
  ],
  ["encoded words", 'Content-Disposition: attachment; filename="=?utf-8?q?evil=2Eexe?="', ["evil.exe"]],
  ["percent-encoded text", 'Content-Disposition: attachment; filename="evil%2Eexe"', ["evil.exe"]],
  ["the name of the type", 'Content-Type: text/plain; name="evil.exe"', ["evil.exe"]],
  [
    "an extended name of the type",
    "Content-Type: text/plain; name*=utf-8''evil%2Eexe; name=a.txt",
    ["evil.exe", "a.txt"],
  ],
  ["no name", "Content-Disposition: attachment", []],
];

suite("fileNamesOf: what some program may show", () => {
  for (const [what, field, names] of READ) {
    test(what, () => {
      const parsed = parseMessage(utf8(`${field}\r\n\r\nx\r\n`));
      assert.ok(parsed.ok);
      assert.deepEqual(fileNamesOf(parsed.value), names);
    });
  }
});
