/** One signature, several senders: whoever is shown, it must not be somebody who did not sign (S2). */
import assert from "node:assert/strict";
import { it } from "node:test";
import { type Bytes, concatBytes, latin1 } from "#base";
import { judgeAuthor } from "#protect";
import { bindingOf, correspondent, entity, openFor, signed } from "../support/programs/correspondents.ts";

it("believes exactly one From with exactly one address", async () => {
  const [alice, bob] = await Promise.all([correspondent("alice"), correspondent("bob")]);
  const content = await signed(alice, entity("hello\n"));
  async function judge(header: string): Promise<string> {
    const message: Bytes = concatBytes(latin1(header), content);
    const result = await openFor(message, [], [alice, bob]);
    assert.ok(result.ok);
    const author = judgeAuthor(result.value, [bindingOf(alice), bindingOf(bob)]);
    return author.authentic ? "authentic" : author.why;
  }
  assert.equal(await judge("From: Alice <alice@example.org>\r\n"), "authentic");
  assert.equal(await judge("From: alice@example.org\r\nFrom: bob@example.org\r\n"), "several-from");
  assert.equal(await judge("From: bob@example.org\r\nfrom : alice@example.org\r\n"), "several-from");
  assert.equal(await judge("From: alice@example.org\r\nFrom: alice@example.org\r\n"), "several-from");
  assert.equal(await judge("From: alice@example.org, bob@example.org\r\n"), "several-from");
  assert.equal(await judge("From: Us: alice@example.org, bob@example.org;\r\n"), "several-from");
  assert.equal(await judge("From: alice@example.org, bob@\r\n"), "several-from");
  assert.equal(await judge("From: nobody\r\n"), "no-from");
  assert.equal(await judge("To: team@example.org\r\n"), "no-from");
});
