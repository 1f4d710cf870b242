/**
 * Mail messages as octets (RFC 5322, RFC 2045–2047, RFC 2231, RFC 6532): an index over one buffer that
 * prints back byte for byte, header edits that only put in front or take out, and new parts. Knows
 * nothing of cryptography, lists or storage.
 */
export type { Address, Group, Mailbox, MalformedAddress } from "./address-reader.ts";
export { mailboxesOf, parseAddresses } from "./addresses.ts";
export {
  type AuthenticationResults,
  type MethodResult,
  parseAuthenticationResults,
} from "./authentication-results.ts";
export { decodeBase64, encodeBase64Lines } from "./base64.ts";
export {
  composeMultipart,
  composePart,
  composeText,
  type FieldList,
  type MultipartInput,
} from "./compose.ts";
export { decodeBody, decodeText } from "./decode-body.ts";
export { decodeWords } from "./decode-words.ts";
export { editHeader, type HeaderEdit } from "./edit-header.ts";
export { encodeAll, encodeWords } from "./encode-words.ts";
export type {
  ContentType,
  Entity,
  Field,
  HeaderSection,
  LineEnding,
  MimeProblem,
  ParseRefusal,
} from "./entity.ts";
export { fileNamesOf, isAttachment, unescaped } from "./file-names.ts";
export { formatAddress, formatPhrase } from "./format-address.ts";
export { formatField } from "./format-field.ts";
export { formatParameter } from "./format-parameter.ts";
export { toCrlf } from "./line-ends.ts";
export { messageIds } from "./message-ids.ts";
export { type ParseLimits, parseMessage } from "./parse-message.ts";
export { readTnef, type Tnef } from "./tnef.ts";
