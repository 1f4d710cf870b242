/** A DNS server on this machine that knows some TXT records, and of all other names that there is none (RFC 1035 §4). */
import { createSocket } from "node:dgram";
import type { TestContext } from "node:test";

export interface DnsServer {
  /** For `dns_servers`. */
  readonly address: string;
  /** Names that were asked for, in order. */
  readonly asked: readonly string[];
}

/** @param records text by name; null: it never answers about it */
export async function startDns(
  test: Pick<TestContext, "after">,
  records: Readonly<Record<string, string | null>>,
): Promise<DnsServer> {
  const socket = createSocket("udp4");
  const asked: string[] = [];
  socket.on("message", (question, from) => {
    const name = nameIn(question);
    asked.push(name);
    const text = records[name];
    if (text !== null) socket.send(answer(question, text), from.port, from.address);
  });
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  test.after(() => void socket.close());
  return { address: `127.0.0.1:${socket.address().port}`, asked };
}

const HEADER = 12;

function nameIn(question: Buffer): string {
  const labels: string[] = [];
  for (let at = HEADER; (question[at] ?? 0) > 0; at += 1 + (question[at] ?? 0))
    labels.push(question.toString("latin1", at + 1, at + 1 + (question[at] ?? 0)));
  return labels.join(".").toLowerCase();
}

/** The question again; behind it one TXT record, or the code that there is no such name. */
function answer(question: Buffer, text: string | undefined): Buffer {
  const end = question.indexOf(0, HEADER) + 5;
  const head = Buffer.from(question.subarray(0, end));
  head.writeUInt16BE(text === undefined ? 0x8183 : 0x8180, 2);
  head.writeUInt16BE(text === undefined ? 0 : 1, 6);
  head.writeUInt32BE(0, 8);
  if (text === undefined) return head;
  const strings = (text.match(/.{1,255}/g) ?? []).map((part) => Buffer.from(`?${part}`, "latin1"));
  for (const string of strings) string[0] = string.length - 1;
  const data = Buffer.concat(strings);
  const record = Buffer.from([0xc0, HEADER, 0, 16, 0, 1, 0, 0, 0, 60, data.length >> 8, data.length & 0xff]);
  return Buffer.concat([head, record, data]);
}
