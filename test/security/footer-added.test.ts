/** A gateway's footer beside a signed or sealed entity is not repaired, and the reason says what happened (S1). */
import assert from "node:assert/strict";
import { it } from "node:test";
import { concatBytes, latin1 } from "#base";
import { composePart, parseMessage } from "#mime";
import { judgeAuthor } from "#protect";
import {
  bindingOf,
  correspondent,
  entity,
  mixed,
  openFor,
  postFrom,
  sealed,
  signed,
} from "../support/programs/correspondents.ts";

const footer = entity("-- \nThis mail was checked by nobody.\n");

it("says that something was added on the way, and believes nothing", async () => {
  const [list, smimeList, alice] = await Promise.all([
    correspondent("team"),
    correspondent("team", "smime"),
    correspondent("alice"),
  ]);
  const text = entity("hello\n");
  for (const own of [
    await signed(alice, text),
    await sealed(list, text, alice),
    await sealed(smimeList, await signed(alice, text)),
  ]) {
    for (const content of [mixed(own, footer), mixed(footer, own)]) {
      const result = await openFor(postFrom(alice, content), [list, smimeList], [alice]);
      assert.ok(result.ok);
      assert.deepEqual(result.value.problems, ["changed-on-the-way"]);
      assert.deepEqual(result.value.sessionKeys, []);
      assert.equal(result.value.wasSigned, null);
      assert.equal(judgeAuthor(result.value, [bindingOf(alice)]).authentic, false);
    }
  }
});

it("does not open a multipart/encrypted that got a third part", async () => {
  const [list, alice] = await Promise.all([correspondent("team"), correspondent("alice")]);
  const parsed = parseMessage(await sealed(list, entity("hello\n"), alice));
  assert.ok(parsed.ok);
  const boundary = parsed.value.contentType.parameters.get("boundary") ?? "";
  const parts = [...parsed.value.children.map((child) => child.raw), footer];
  const body = concatBytes(
    ...parts.flatMap((part) => [latin1(`--${boundary}\r\n`), part, latin1("\r\n")]),
    latin1(`--${boundary}--\r\n`),
  );
  const type = parsed.value.header.first("Content-Type")?.value ?? "";
  const message = postFrom(alice, composePart({ fields: [["Content-Type", type]], body }));
  const result = await openFor(message, [list], [alice]);
  assert.ok(!result.ok);
  assert.deepEqual([result.why, result.scheme, result.sessionKeys], ["changed-on-the-way", "openpgp", []]);
});
