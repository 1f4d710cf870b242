import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { DotStuffer, DotUnstuffer } from "./dot-stuffing.ts";

/** Content made mostly of the octets that matter. */
const content = fc
  .array(fc.constantFrom("\r", "\n", ".", "\r\n", "\r\n.", "a", "\r\n.\r\n"), { maxLength: 60 })
  .map((pieces) => Buffer.from(pieces.join(""), "latin1"));
const cuts = fc.array(fc.nat(200), { maxLength: 20 });

function cut(octets: Buffer, at: readonly number[]): Buffer[] {
  const places = [0, ...at.filter((place) => place <= octets.length).sort((a, b) => a - b), octets.length];
  return places.slice(1).map((place, index) => octets.subarray(places[index], place));
}

function stuff(chunks: readonly Buffer[]): Buffer {
  const stuffer = new DotStuffer();
  return Buffer.concat([...chunks.flatMap((chunk) => stuffer.push(chunk)), stuffer.finish()]);
}

function unstuff(chunks: readonly Buffer[]): { content: Buffer; rest: Buffer } {
  const unstuffer = new DotUnstuffer();
  const parts: Buffer[] = [];
  for (const [index, chunk] of chunks.entries()) {
    const { content, rest } = unstuffer.push(chunk);
    parts.push(content);
    if (rest)
      return { content: Buffer.concat(parts), rest: Buffer.concat([rest, ...chunks.slice(index + 1)]) };
  }
  throw new Error("no end found");
}

describe("dot stuffing", () => {
  it("gives back any content over any chunking, with the CRLF that ends it", () => {
    fc.assert(
      fc.property(content, cuts, cuts, (octets, cutOut, cutIn) => {
        const wire = Buffer.concat([stuff(cut(octets, cutOut)), Buffer.from("QUIT\r\n")]);
        const got = unstuff(cut(wire, cutIn));
        const complete = octets.length === 0 || octets.subarray(-2).toString() === "\r\n";
        assert.equal(got.content.toString("latin1"), `${octets.toString("latin1")}${complete ? "" : "\r\n"}`);
        assert.equal(got.rest.toString(), "QUIT\r\n");
      }),
      { numRuns: 2000 },
    );
  });

  it("ends at the same place as a search over the whole, however the octets arrive", () => {
    fc.assert(
      fc.property(content, cuts, (octets, at) => {
        const wire = Buffer.concat([octets, Buffer.from("\r\n.\r\nREST")]);
        const end = `\r\n${wire.toString("latin1")}`.indexOf("\r\n.\r\n");
        const { rest } = unstuff(cut(wire, at));
        assert.equal(rest.toString("latin1"), wire.subarray(end + 3).toString("latin1"));
      }),
      { numRuns: 2000 },
    );
  });

  it("takes no line end but CRLF: a dot after a bare LF or CR stays as it is", () => {
    const octets = Buffer.from("a\n..b\r..c\r\n..d\r\n.\r\n");
    assert.equal(unstuff([octets]).content.toString(), "a\n..b\r..c\r\n.d\r\n");
    assert.equal(stuff([Buffer.from("a\n.b\r.c\r\n.d\r\n")]).toString(), "a\n.b\r.c\r\n..d\r\n.\r\n");
  });

  it("stays fast on content that is all dots", () => {
    const octets = Buffer.from(".\r\n".repeat(500_000));
    const started = process.hrtime.bigint();
    assert.equal(unstuff([stuff([octets])]).content.length, octets.length);
    assert.ok(Number(process.hrtime.bigint() - started) / 1e6 < 3000);
  });
});
