import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { concatBytes, fromHex } from "#base";
import { readPackets } from "./packets.ts";

const FORMS: readonly (readonly [string, string, number, string])[] = [
  ["new, one octet", "cb03010203", 11, "010203"],
  ["new, five octets", "cbff00000003010203", 11, "010203"],
  ["legacy, one octet", "ac03010203", 11, "010203"],
  ["legacy, two octets", "ad0003010203", 11, "010203"],
  ["legacy, four octets", "ae00000003010203", 11, "010203"],
  ["legacy, to the end", "af010203", 11, "010203"],
  ["new, partial", "cbe10102e003e10405e00600", 11, "010203040506"],
];

for (const [form, source, tag, body] of FORMS) {
  test(`a packet with its length in the form "${form}" is read`, () => {
    const packets = readPackets(fromHex(source), 10);
    assert.ok(packets.ok);
    const [packet] = packets.value;
    assert.equal(packets.value.length, 1);
    assert.equal(packet?.tag, tag);
    assert.equal(Buffer.from(packet?.body() ?? []).toString("hex"), body);
    assert.equal(Buffer.from(packet?.raw ?? []).toString("hex"), source);
  });
}

for (const [form, source] of FORMS) {
  if (form === "legacy, to the end") continue;
  test(`a packet in the form "${form}" that is cut anywhere is malformed`, () => {
    const whole = fromHex(source);
    for (let length = 1; length < whole.length; length++) {
      assert.deepEqual(readPackets(whole.subarray(0, length), 10), { ok: false, error: "malformed" });
    }
  });
}

test("a two-octet length counts from 192", () => {
  const packets = readPackets(concatBytes(fromHex("cbc000"), new Uint8Array(192)), 10);
  assert.ok(packets.ok);
  assert.equal(packets.value[0]?.body().length, 192);
});

test("no octets make it throw or read beyond them", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (source) => {
      const packets = readPackets(source, 50);
      const total = packets.ok
        ? packets.value.reduce((sum, packet) => sum + packet.raw.length, 0)
        : source.length;
      assert.equal(total, source.length);
    }),
  );
});

test("more packets than wanted are too large", () => {
  assert.deepEqual(readPackets(fromHex("cb00cb00cb00"), 2), { ok: false, error: "too-large" });
});
