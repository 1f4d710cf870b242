import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { type Bytes, fromHex, LIMITS } from "#base";
import { bunzip2 } from "./bunzip2.ts";

const MOST = LIMITS.decompressedBytesSmall;

/** Made by libbzip2 1.0.8. */
const STREAMS: readonly (readonly [string, string, Bytes])[] = [
  ["nothing", "425a683117724538509000000000", Buffer.alloc(0)],
  [
    "a word",
    "425a6839314159265359b8d80de200000101800264d4002000310c081846446f5597978bb9229c28485c6c06f100",
    Buffer.from("heliotrope"),
  ],
  [
    "4 equal octets",
    "425a6831314159265359881233a600000241004000200020002100820b177245385090881233a6",
    Buffer.alloc(4, "a"),
  ],
  [
    "5 equal octets",
    "425a683131415926535944a4303d00000241002000200020002100820b17724538509044a4303d",
    Buffer.alloc(5, "a"),
  ],
  [
    "259 equal octets",
    "425a68313141592653594bad946c000002c100c00020000008200020aa6d4198c5478bb9229c284825d6ca3600",
    Buffer.alloc(259, "a"),
  ],
  [
    "260 equal octets",
    "425a6831314159265359abca4c7d000002c100a00020000008200020aa6d4198c5478bb9229c284855e5263e80",
    Buffer.alloc(260, "a"),
  ],
  [
    "runs of four between others",
    "425a68313141592653592e535893000006410040003000200030cc089a606678bb9229c28481729ac498",
    Buffer.from("aaaabaaaabaaaab"),
  ],
  [
    "every octet",
    "425a6831314159265359b6b5ee950000007fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffb000c5520000000000000000000000000000000001300980000000000000000000004c0004c004980026000260000000000000000000000000000000000000000000000000000000024c001300013000000000000000000000000000000000000000000000000000000003f0080c1014181c2024282c3034383c4044484c5054585c6064686c7074787c8084888c9094989ca0a4a8acb0b4b8bcc0c4c8ccd0d4d8dce0e4e8ecf0f4f8fd0105090d1115191d2125292d3135393d4145494d5155595d6165696d7175797d8185898d9185898d9195999da1a5a9adb1b5b9bdc1c5c9cdd1d5d9dde1e5e9edf1f5f9fe02060a0e12161a1e22262a2e32363a3e42464a565a5e62666a6e72767a7e82868a8e92969a9ea2a6aaaeb2b6babec2c6caced2d6dadee2e6eaeef2f6faff03070b0f13171b171b1f23272b2f33373b3f43474b4f53575b5f63676b6f73777b7f83878b8f93979b9fa3a7abafb3b7bbbfc3c7cbcfd3d7dbdfe3e7ebeff3f45dc914e14242dad7ba54",
    Buffer.from(Array.from({ length: 256 }, (_, octet) => octet)),
  ],
];

for (const [what, stream, plain] of STREAMS) {
  test(`BZip2 of ${what} is read`, () => {
    assert.ok(Buffer.from(bunzip2(fromHex(stream), MOST)).equals(plain));
  });
}

/** Of 12,000,000 equal octets. */
const MANY_BLOCKS =
  "425a6831314159265359b0f994be000d048100a0000008200020a40834a82a312a0a8e6282b24ca6b361f3297c001a0902014000001040004148106950546254151cc50564994d64ca104d2800373004128000000400208000c33026a9a6a8a136a514278bb9229c28484848b46680";

test("BZip2 of many blocks is read up to the limit and not beyond", () => {
  assert.equal(bunzip2(fromHex(MANY_BLOCKS), 12_000_000).length, 12_000_000);
  assert.throws(() => bunzip2(fromHex(MANY_BLOCKS), 11_999_999), RangeError);
});

/** Blocks of zero octets that are no runs to the outer layer: four for each five of the block. */
function streamOfZeros(...lengths: readonly number[]): Bytes {
  const number = (value: number, bits: number): string => value.toString(2).padStart(bits, "0");
  const blocks = lengths.map((length) => {
    // Two tables of the lengths 1, 2, 2, and one group of fifty symbols that uses the first.
    const head = `${number(0x314159265359, 48)}${number(0, 32)}0${number(0, 24)}`;
    const inUse = `1${"0".repeat(15)}`.repeat(2);
    const tables = `010${number(1, 15)}0${"0000101000".repeat(2)}`;
    return `${head}${inUse}${tables}${runOf(length)}11`;
  });
  const bits = `${blocks.join("")}${number(0x177245385090, 48)}${number(0, 32)}`;
  const octets = bits.match(/.{1,8}/g) ?? [];
  return Buffer.concat([
    Buffer.from("BZh9"),
    Buffer.from(octets.map((octet) => Number.parseInt(octet.padEnd(8, "0"), 2))),
  ]);
}

/** A length in the two digits of BZip2, which count 1 and 2, the lowest first. */
function runOf(length: number): string {
  if (length === 0) return "";
  return length % 2 === 1 ? `0${runOf((length - 1) / 2)}` : `10${runOf((length - 2) / 2)}`;
}

test("BZip2 is sorted back up to the limit and not beyond", () => {
  const block = 900_000;
  const full = Math.floor(LIMITS.bzip2Bytes / block);
  const rest = LIMITS.bzip2Bytes - full * block;
  const most = [...Array.from({ length: full }, () => block), rest];
  const plain = bunzip2(streamOfZeros(...most), MOST);
  assert.ok(plain.length > LIMITS.bzip2Bytes * 0.79 && plain.every((octet) => octet === 0));
  assert.throws(() => bunzip2(streamOfZeros(...most, 1), MOST), RangeError);
  assert.throws(() => bunzip2(streamOfZeros(...most.slice(0, -1), rest + 1), MOST), RangeError);
});

describe("octets of no shape", () => {
  test("are refused", () => {
    for (const hex of ["", "425a68", "425a6830", "425a6831", "425a683131415926535944a4303d"])
      assert.throws(() => bunzip2(fromHex(hex), MOST), RangeError);
  });

  test("in a stream are refused or read, and never more than is allowed", () => {
    const streams = STREAMS.map(([, stream]) => fromHex(stream));
    const edits = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 });
    const anyStream = fc.constantFrom(...streams);
    fc.assert(
      fc.property(anyStream, edits, (stream, changes) => {
        const changed = Buffer.from(stream);
        for (const [at, value] of changes) changed[at % changed.length] = value;
        try {
          assert.ok(bunzip2(changed, 100_000).length <= 100_000);
        } catch (error) {
          assert.ok(error instanceof RangeError);
        }
      }),
      { numRuns: 300 },
    );
  });
});
