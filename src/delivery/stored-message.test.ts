import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { concatBytes } from "#base";
import { encodeBase64Lines } from "#mime";
import { base64Stream } from "./stored-message.ts";

test("base64 over any chunking is the base64 of the whole", async () => {
  const octets = fc.uint8Array({ maxLength: 200 });
  await fc.assert(
    fc.asyncProperty(octets, fc.array(octets, { maxLength: 6 }), async (head, chunks) => {
      const out: Uint8Array[] = [];
      for await (const part of base64Stream(head, chunked(chunks))) out.push(part);
      const whole = encodeBase64Lines(concatBytes(head, ...chunks));
      assert.equal(concatBytes(...out).toString(), whole.toString());
    }),
    { numRuns: 300 },
  );
});

async function* chunked(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}
