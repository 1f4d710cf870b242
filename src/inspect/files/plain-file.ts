/** The octets of a message file, without what programs write around them. */
import { type Bytes, fromLatin1 } from "#base";

const BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";

/** Apple Mail's .emlx: a line with the number of octets, the message, and a property list behind it. */
const EMLX = /^(\d{1,10})[ \t]*\r?\n/;
const PROPERTY_LIST = "<?xml";

/** QUIRK: a byte order mark is an editor's, not the message's; Apple Mail keeps its own notes behind the message. */
export function plainFile(file: Bytes): Bytes {
  const marked = fromLatin1(file.subarray(0, 3)) === BYTE_ORDER_MARK;
  const octets = marked ? file.subarray(3) : file;
  const [line = "", digits = ""] = EMLX.exec(fromLatin1(octets.subarray(0, 40))) ?? [];
  const end = line.length + Number(digits);
  const behind = fromLatin1(octets.subarray(end, end + PROPERTY_LIST.length));
  return line !== "" && behind === PROPERTY_LIST ? octets.subarray(line.length, end) : octets;
}
