/**
 * How fast the MIME room is on a message of 25 MB, run by hand: `node test/bench/mime-throughput.ts`.
 * The aim is 100 MB/s for parsing and printing back.
 */
import { systemRandom } from "#base";
import {
  composeMultipart,
  composePart,
  composeText,
  decodeBody,
  editHeader,
  encodeBase64Lines,
  formatField,
  parseMessage,
  toCrlf,
} from "#mime";

const SIZE = 25_000_000;
const ROUNDS = 7;

const attachment = composePart({
  fields: [
    ["Content-Type", "application/octet-stream"],
    ["Content-Transfer-Encoding", "base64"],
  ],
  body: encodeBase64Lines(systemRandom.bytes(Math.floor(SIZE * 0.73))),
});
const inner = composeMultipart({
  subtype: "mixed",
  parts: [composeText("See the attachment.\n"), attachment],
  random: systemRandom,
});
const oneLarge = composeMultipart({
  subtype: "signed",
  parts: [inner, composeText("x")],
  random: systemRandom,
});
const small = Array.from({ length: 900 }, () => composeText("A line like any other one.\n".repeat(1000)));
const manySmall = composeMultipart({ subtype: "mixed", parts: small, random: systemRandom });

for (const [name, message] of [
  ["one large attachment", oneLarge],
  ["900 text parts", manySmall],
] as const) {
  const parsed = parseMessage(message);
  if (!parsed.ok) throw new Error(parsed.error);
  const entity = parsed.value;
  measure(`${name}: parse`, message, () => parseMessage(message));
  measure(`${name}: parse and print with one field more`, message, () => {
    const read = parseMessage(message);
    if (read.ok) editHeader(read.value, { prepend: [formatField("X-Bench", "1")] });
  });
  measure(`${name}: parse, all problems and line ends`, message, () => {
    const read = parseMessage(message);
    return read.ok && [read.value.problems, read.value.lineEnding];
  });
  measure(`${name}: toCrlf`, message, () => toCrlf(message));
  if (name === "one large attachment")
    measure(`${name}: decode base64`, message, () => decodeBody(entity.children[0]!.children[1]!));
}
const octets = systemRandom.bytes(SIZE);
measure("encode base64 lines", octets, () => encodeBase64Lines(octets));

function measure(name: string, input: Uint8Array, work: () => unknown): void {
  const times = Array.from({ length: ROUNDS }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  const median = times.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)]!;
  console.log(`${name}: ${Math.round(input.length / 1000 / median)} MB/s (${median.toFixed(1)} ms)`);
}
