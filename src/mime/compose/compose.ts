/** Makes new parts. Everything written here is US-ASCII or UTF-8 with CRLF line ends, ready to be signed. */
import { type Bytes, concatBytes, latin1, type Random, toHex, utf8, view } from "#base";
import { encodeBase64Lines } from "../coding/base64.ts";
import { formatField } from "./format-field.ts";
import { formatParameter } from "./format-parameter.ts";
import { toCrlf } from "../line-ends.ts";
import { encodeQuotedPrintable } from "../coding/quoted-printable.ts";

export type FieldList = readonly (readonly [name: string, value: string])[];

/** Header fields, an empty line, the body as given. */
export function composePart(part: { readonly fields: FieldList; readonly body: Bytes }): Bytes {
  return assemble(part.fields, part.body);
}

/** In one go: bodies may be large. */
function assemble(fields: FieldList, ...body: readonly Bytes[]): Bytes {
  const lines = fields.map(([name, value]) => formatField(name, value));
  return concatBytes(...lines, latin1("\r\n"), ...body);
}

/**
 * A text/plain part in UTF-8, its line ends made CRLF. 7bit where nothing on the way would change it
 * (RFC 3156 §3), else quoted-printable or base64, whichever is shorter. `fields` come before the Content-* ones.
 *
 * @param parameters of the Content-Type beside its charset
 */
export function composeText(text: string, fields: FieldList = [], parameters: FieldList = []): Bytes {
  const { encoding, body } = encodeText(toCrlf(utf8(text)));
  const more = parameters.map(([name, value]) => formatParameter(name, value));
  const own: FieldList = [
    ["Content-Type", ["text/plain; charset=utf-8", ...more].join("; ")],
    ["Content-Transfer-Encoding", encoding],
  ];
  return composePart({ fields: [...fields, ...own], body });
}

export interface MultipartInput {
  readonly subtype: string;
  /** Without the boundary. */
  readonly parameters?: FieldList;
  /** Header fields before Content-Type. */
  readonly fields?: FieldList;
  readonly parts: readonly Bytes[];
  readonly preamble?: string;
  readonly random: Random;
}

/** A multipart around finished parts, whose octets stay as they are. */
export function composeMultipart(input: MultipartInput): Bytes {
  // "=_" occurs in no base64 and in no quoted-printable (RFC 2045 §6.7).
  const boundary = `=_${toHex(input.random.bytes(16))}`;
  const parameters = [...(input.parameters ?? []), ["boundary", boundary] as const];
  const type = [
    `multipart/${input.subtype}`,
    ...parameters.map(([name, value]) => formatParameter(name, value)),
  ];
  const preamble = input.preamble === undefined ? [] : [toCrlf(utf8(`${input.preamble}\n`))];
  const parts = input.parts.flatMap((part) => [latin1(`--${boundary}\r\n`), part, latin1("\r\n")]);
  const fields: FieldList = [...(input.fields ?? []), ["Content-Type", type.join("; ")]];
  return assemble(fields, ...preamble, ...parts, latin1(`--${boundary}--\r\n`));
}

interface EncodedText {
  readonly encoding: "7bit" | "quoted-printable" | "base64";
  readonly body: Bytes;
}

/**
 * Not 7bit: controls, 8-bit, white space before a line end; "From ", a lone dot or more than 998 octets from a line start.
 */
const CHANGES_ON_THE_WAY = /[^\t\r\n\x20-\x7e]|[ \t](?:\r\n|$)|(?:^|\n)(?:From |\.(?:\r\n|$)|[^\r\n]{999})/;

function encodeText(canonical: Bytes): EncodedText {
  if (!CHANGES_ON_THE_WAY.test(view(canonical).toString("latin1")))
    return { encoding: "7bit", body: canonical };
  const quoted = encodeQuotedPrintable(canonical);
  const base64 = encodeBase64Lines(canonical);
  return quoted.length <= base64.length
    ? { encoding: "quoted-printable", body: quoted }
    : { encoding: "base64", body: base64 };
}
