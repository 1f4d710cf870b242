/** How fast the MIME room goes over messages of 25 MB, beside one copy of the same octets. */
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
import type { Bench, Found } from "./row.ts";
import { timedBeside } from "./spread.ts";

const TARGET = 100;

export const mimeThroughput: Bench = {
  name: "mime",
  about: "parsing, printing and encoding of large messages: MB of message a second",
  async *run({ quick }) {
    const size = quick ? 250_000 : 25_000_000;
    const rounds = quick ? 1 : 7;
    for (const [name, message] of [
      ["one large attachment", largeAttachment(size)],
      ["many text parts", manyParts(size)],
    ] as const)
      yield* ofMessage({ name, message, rounds });
    const octets = systemRandom.bytes(size);
    yield* throughput({ octets, rounds }, [["base64 lines, encode", () => encodeBase64Lines(octets)]]);
  },
};

interface Subject {
  readonly name: string;
  readonly message: Uint8Array;
  readonly rounds: number;
}

async function* ofMessage({ name, message, rounds }: Subject): AsyncGenerator<Found> {
  const input = { octets: message, rounds };
  yield* throughput({ ...input, target: TARGET }, [
    [`${name}: parse`, () => parse(message)],
    [
      `${name}: parse and print with one field more`,
      () => editHeader(parse(message), { prepend: [formatField("X-Bench", "1")] }),
    ],
  ]);
  const attachment = parse(message).children[0]?.children[1];
  yield* throughput(input, [
    [`${name}: line ends made CRLF`, () => toCrlf(message)],
    ...(attachment === undefined ? [] : [[`${name}: decode base64`, () => decodeBody(attachment)] as const]),
  ]);
}

interface Input {
  readonly octets: Uint8Array;
  readonly rounds: number;
  readonly target?: number;
}

async function* throughput(
  { octets, rounds, ...target }: Input,
  works: readonly (readonly [string, () => unknown])[],
): AsyncGenerator<Found> {
  const copy = (): unknown => Buffer.from(octets);
  const [limit, ...times] = await timedBeside(rounds, [copy, ...works.map(([, work]) => work)]);
  const rate = (ms: number): number => octets.length / 1000 / ms;
  for (const [nth, [name]] of works.entries()) {
    const time = times[nth];
    if (time === undefined || limit === undefined) continue;
    const figure = { median: rate(time.median), min: rate(time.max), max: rate(time.min), rounds };
    const least = { of: "one copy of the octets", figure: rate(limit.median) };
    yield { name, unit: "MB per s", figure, ...target, limit: least };
  }
}

function parse(message: Uint8Array) {
  const parsed = parseMessage(message);
  if (!parsed.ok) throw new Error(parsed.error);
  return parsed.value;
}

function largeAttachment(size: number): Uint8Array {
  const attachment = composePart({
    fields: [
      ["Content-Type", "application/octet-stream"],
      ["Content-Transfer-Encoding", "base64"],
    ],
    body: encodeBase64Lines(systemRandom.bytes(Math.floor(size * 0.73))),
  });
  const parts = [composeText("See the attachment.\n"), attachment];
  const inner = composeMultipart({ subtype: "mixed", parts, random: systemRandom });
  return composeMultipart({ subtype: "signed", parts: [inner, composeText("x")], random: systemRandom });
}

function manyParts(size: number): Uint8Array {
  const line = "A line like any other one.\n";
  const count = Math.max(2, Math.round(size / 28_000));
  const parts = Array.from({ length: count }, () => composeText(line.repeat(1000)));
  return composeMultipart({ subtype: "mixed", parts, random: systemRandom });
}
