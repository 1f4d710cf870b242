/**
 * Reads winmail.dat, the Transport Neutral Encapsulation Format that Exchange sends instead of MIME ([MS-OXTNEF]
 * §2.1.3): the message class and the attachments' data. Properties of MAPI are stepped over.
 */
import { type Bytes, fromLatin1, view } from "#base";

export interface Tnef {
  /** For example "IPM.Note.SMIME"; "" if the file names none. */
  readonly messageClass: string;
  readonly attachments: readonly Bytes[];
}

const SIGNATURE = 0x223e9f78;
const MESSAGE_CLASS = 0x00078008;
const ATTACHMENT_DATA = 0x0006800f;
const HEAD = 9;
const CHECKSUM = 2;

/** null: it is no such file, or it is cut off or damaged. */
export function readTnef(source: Bytes): Tnef | null {
  const octets = view(source);
  if (octets.length < 6 || octets.readUInt32LE(0) !== SIGNATURE) return null;
  const attachments: Bytes[] = [];
  let messageClass = "";
  let at = 6;
  while (at < octets.length) {
    const attribute = attributeAt(octets, at);
    if (attribute === null) return null;
    if (attribute.id === MESSAGE_CLASS) messageClass = fromLatin1(attribute.data).replace(/\0[^]*$/, "");
    if (attribute.id === ATTACHMENT_DATA) attachments.push(attribute.data);
    at = attribute.end;
  }
  return { messageClass, attachments };
}

interface Attribute {
  readonly id: number;
  readonly data: Buffer;
  readonly end: number;
}

/** Level, id, length, data, and the sum of the data's octets modulo 65536. */
function attributeAt(octets: Buffer, at: number): Attribute | null {
  if (at + HEAD + CHECKSUM > octets.length) return null;
  const start = at + HEAD;
  const length = octets.readUInt32LE(at + 5);
  if (length > octets.length - start - CHECKSUM) return null;
  const data = octets.subarray(start, start + length);
  let sum = 0;
  for (const octet of data) sum = (sum + octet) & 0xffff;
  if (sum !== octets.readUInt16LE(start + length)) return null;
  return { id: octets.readUInt32LE(at + 1), data, end: start + length + CHECKSUM };
}
