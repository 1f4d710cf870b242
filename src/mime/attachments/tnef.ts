/**
 * Reads winmail.dat, the Transport Neutral Encapsulation Format that Exchange sends instead of MIME ([MS-OXTNEF]
 * §2.1.3): the message class and the attachments' data. Properties of MAPI are only asked whether they hold a text.
 */
import { type Bytes, fromLatin1, view } from "#base";

export interface Tnef {
  /** For example "IPM.Note.SMIME"; "" if the file names none. */
  readonly messageClass: string;
  readonly attachments: readonly Bytes[];
  /** A text, or an attachment of another kind, that a reader shows beside them. */
  readonly showsMore: boolean;
}

const SIGNATURE = 0x223e9f78;
const MESSAGE_CLASS = 0x00078008;
const ATTACHMENT_DATA = 0x0006800f;
const BODY = 0x0002800c;
const MESSAGE_PROPERTIES = 0x00069003;
const ATTACHMENT_PROPERTIES = 0x00069005;
const HEAD = 9;
const CHECKSUM = 2;

/** null: it is no such file, or it is cut off or damaged. */
export function readTnef(source: Bytes): Tnef | null {
  const octets = view(source);
  if (octets.length < 6 || octets.readUInt32LE(0) !== SIGNATURE) return null;
  const attachments: Bytes[] = [];
  let messageClass = "";
  let showsMore = false;
  let at = 6;
  while (at < octets.length) {
    const attribute = attributeAt(octets, at);
    if (attribute === null) return null;
    if (attribute.id === MESSAGE_CLASS) messageClass = fromLatin1(attribute.data).replace(/\0[^]*$/, "");
    if (attribute.id === ATTACHMENT_DATA) attachments.push(attribute.data);
    showsMore ||= isShown(attribute);
    at = attribute.end;
  }
  return { messageClass, attachments, showsMore };
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

function isShown({ id, data }: Attribute): boolean {
  if (id === BODY) return !isBlank(data);
  if (id !== MESSAGE_PROPERTIES && id !== ATTACHMENT_PROPERTIES) return false;
  return SHOWN_PROPERTIES.some((tag) => hasProperty(data, tag));
}

/**
 * [MS-OXPROPS]: PidTagBody and PidTagBodyHtml in each of their types, PidTagRtfCompressed, PidTagAttachDataBinary and
 * PidTagAttachDataObject.
 */
const SHOWN_PROPERTIES: readonly Buffer[] = [
  "1e000010",
  "1f000010",
  "1e001310",
  "1f001310",
  "02011310",
  "02010910",
  "02010137",
  "0d000137",
].map((tag) => Buffer.from(tag, "hex"));

/**
 * Looked for at every octet: a reader that goes from property to property can be led past one that another reader finds.
 * Behind the tag stand the number of values, and the length of the first ([MS-OXTNEF] §2.1.3.4).
 */
function hasProperty(properties: Buffer, tag: Buffer): boolean {
  for (let at = properties.indexOf(tag); at >= 0; at = properties.indexOf(tag, at + 1)) {
    const value = at + tag.length + 8;
    if (value > properties.length) return true;
    const [count, length] = [properties.readUInt32LE(value - 8), properties.readUInt32LE(value - 4)];
    if (count > 1 || (count === 1 && !isBlank(properties.subarray(value, value + length)))) return true;
  }
  return false;
}

/** White space and NUL only. */
function isBlank(octets: Bytes): boolean {
  return octets.every((octet) => octet <= 0x20);
}
