/** One changed octet anywhere in what was signed or sealed: never authentic (S3, S13). */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { type Bytes, view } from "#base";
import { judgeAuthor } from "#protect";
import {
  bindingOf,
  type Correspondent,
  entity,
  openFor,
  postFrom,
  sealed,
  sealedCms,
  signed,
  teamOfBothFamilies,
} from "../support/programs/correspondents.ts";

const TEXT = "hello, meet at noon\n";

const { list, smimeList, alice, bob } = await teamOfBothFamilies();

describe("a tampered octet", () => {
  async function verdict(message: Bytes, author: Correspondent): Promise<string> {
    const result = await openFor(message, [list, smimeList], [alice, bob]);
    if (!result.ok) return "closed";
    const judged = judgeAuthor(result.value, [bindingOf(alice), bindingOf(bob)]);
    if (!judged.authentic) return "not authentic";
    assert.equal(judged.address, author.address);
    return `authentic: ${view(result.value.content).toString("latin1")}`;
  }

  /** Changes one octet of every message between two marks; the post must not stay authentic with other content. */
  async function assertTamperProof(message: Bytes, author: Correspondent, range: readonly [number, number]) {
    const untouched = await verdict(message, author);
    assert.match(untouched, /^authentic/);
    const position = fc.integer({ min: range[0], max: range[1] - 1 });
    const change = fc.integer({ min: 1, max: 255 });
    await fc.assert(
      fc.asyncProperty(position, change, async (at, xor) => {
        const tampered = Uint8Array.from(message);
        tampered[at] = (tampered[at] ?? 0) ^ xor;
        const after = await verdict(tampered, author);
        assert.ok(!after.startsWith("authentic") || after === untouched, `octet ${at} xor ${xor}: ${after}`);
      }),
      { numRuns: 60 },
    );
  }

  const rangeOf = (message: Bytes, text: string): [number, number] => {
    const start = view(message).indexOf(text);
    assert.notEqual(start, -1);
    return [start, start + text.length];
  };

  for (const scheme of ["openpgp", "smime"] as const) {
    it(`in the part that is signed (${scheme}) makes the signature bad, at every position`, async () => {
      const author = scheme === "openpgp" ? alice : bob;
      const message = postFrom(author, await signed(author, entity(TEXT)));
      const [start, end] = rangeOf(
        message,
        "Content-Type: text/plain; charset=utf-8\r\n\r\nhello, meet at noon\r\n",
      );
      for (let at = start; at < end; at += 1) {
        const tampered = Uint8Array.from(message);
        tampered[at] = (tampered[at] ?? 0) ^ 1;
        assert.equal(await verdict(tampered, author), "not authentic", `octet ${at - start}`);
      }
    });

    it(`anywhere in a signed message (${scheme}) never gives other content authenticity`, async () => {
      const author = scheme === "openpgp" ? alice : bob;
      const message = postFrom(author, await signed(author, entity(TEXT)));
      await assertTamperProof(message, author, [
        view(message).indexOf("Content-Type: multipart"),
        message.length,
      ]);
    });
  }

  it("anywhere in a sealed message never gives other content authenticity", async () => {
    const pgp = postFrom(alice, await sealed(list, entity(TEXT), alice));
    await assertTamperProof(pgp, alice, [view(pgp).indexOf("-----BEGIN"), view(pgp).indexOf("-----END")]);
    for (const cipher of ["cbc", "gcm"] as const) {
      const cms = postFrom(bob, sealedCms(smimeList, await signed(bob, entity(TEXT)), cipher));
      await assertTamperProof(cms, bob, [view(cms).indexOf("\r\n\r\n") + 4, cms.length]);
    }
  });
});
