/** Properties of the index: what is composed is found again, and any octets print back. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Bytes, fromLatin1, latin1, systemRandom } from "#base";
import { composeMultipart, composePart } from "./compose/compose.ts";
import { editHeader } from "./compose/edit-header.ts";
import type { Entity } from "./entity.ts";
import { formatField } from "./compose/format-field.ts";
import { parseMessage } from "./parse/parse-message.ts";

interface Tree {
  readonly body: string;
  readonly children: readonly Tree[];
}

const trees = fc.letrec<{ tree: Tree; leaf: Tree; node: Tree }>((tie) => ({
  tree: fc.oneof({ maxDepth: 5, withCrossShrink: true }, tie("leaf"), tie("node")),
  leaf: fc.string({ unit: "binary-ascii" }).map((body) => ({ body, children: [] })),
  node: fc.array(tie("tree"), { minLength: 1, maxLength: 4 }).map((children) => ({ body: "", children })),
})).tree;

function compose(tree: Tree): Bytes {
  if (tree.children.length === 0)
    return composePart({ fields: [["Content-Type", "application/octet-stream"]], body: latin1(tree.body) });
  return composeMultipart({ subtype: "mixed", parts: tree.children.map(compose), random: systemRandom });
}

function treeOf(entity: Entity): Tree {
  const children = entity.children.map(treeOf);
  return { body: children.length === 0 ? fromLatin1(entity.body) : "", children };
}

test("a composed tree is found again as it was", () => {
  fc.assert(
    fc.property(trees, (tree) => {
      const message = parseMessage(compose(tree));
      assert.ok(message.ok);
      assert.deepEqual(treeOf(message.value), tree);
    }),
  );
});

const pieces = fc.array(
  fc.oneof(
    fc.constantFrom("\r\n", "\n", "\r", "\r\n\r\n", "--b", "--b--", "--c", " ", "\t", ":", "A: x", "\0", "é"),
    fc.constantFrom(
      "Content-Type: multipart/mixed; boundary=b",
      "Content-Type: multipart/digest; boundary=c",
    ),
    fc.constantFrom("Content-Type: message/rfc822", "Content-Transfer-Encoding: base64", "From a"),
  ),
  { maxLength: 60 },
);

test("any octets are read, every view lies in its parent's, in order, and nothing is lost", () => {
  fc.assert(
    fc.property(pieces, (pieces) => {
      const octets = Buffer.from(pieces.join(""), "latin1");
      const message = parseMessage(octets);
      assert.ok(message.ok);
      assert.ok(Array.isArray(message.value.problems));
      assertWithin(message.value);
      assert.deepEqual(Buffer.from(editHeader(message.value, {})), octets);
    }),
    { numRuns: 2000 },
  );
});

function assertWithin(entity: Entity): void {
  let end = entity.body.byteOffset;
  assert.ok(end >= entity.raw.byteOffset);
  assert.equal(end + entity.body.length, entity.raw.byteOffset + entity.raw.length);
  for (const child of entity.children) {
    assert.ok(child.raw.byteOffset >= end);
    end = child.raw.byteOffset + child.raw.length;
    assertWithin(child);
  }
  assert.ok(end <= entity.raw.byteOffset + entity.raw.length);
}

test("an edit takes out what it should, puts in front, and leaves all else in its place", () => {
  const names = fc.array(fc.constantFrom("A", "B", "Received", "Subject"), { maxLength: 8 });
  fc.assert(
    fc.property(
      names,
      fc.constantFrom("A", "Received", "None"),
      fc.string({ unit: "binary-ascii" }),
      (all, gone, body) => {
        const fields = all.map((name, nth) => `${name}:\tv${nth}\r\n  folded \r\n`);
        const rest = `\r\n${body}`;
        const message = parseMessage(latin1(fields.join("") + rest));
        assert.ok(message.ok);
        const edited = editHeader(message.value, {
          remove: (field) => field.name === gone,
          prepend: [formatField("X-New", "1"), formatField("X-Newer", "2")],
        });
        const kept = fields.filter((field) => !field.startsWith(`${gone}:`)).join("");
        assert.equal(fromLatin1(edited), `X-New: 1\r\nX-Newer: 2\r\n${kept}${rest}`);
      },
    ),
  );
});

test("whatever was read, an edited message is read as the fields that were kept, after the new ones, and the same body", () => {
  fc.assert(
    fc.property(pieces, (pieces) => {
      const message = parseMessage(latin1(pieces.join("")));
      assert.ok(message.ok);
      fc.pre(message.value.lineEnding !== "cr");
      const { header, body } = message.value;
      const edited = parseMessage(editHeader(message.value, { prepend: [formatField("X-New", "1")] }));
      assert.ok(edited.ok);
      const namesAfter = edited.value.header.fields.map((field) => field.name);
      const namesBefore = header.fields.map((field) => field.name).filter((name) => name !== "");
      assert.deepEqual(namesAfter, ["X-New", ...namesBefore]);
      assert.equal(fromLatin1(edited.value.body), fromLatin1(body));
    }),
    { numRuns: 2000 },
  );
});
