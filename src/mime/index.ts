/**
 * Mail messages as octets (RFC 5322, RFC 2045–2047, RFC 2231, RFC 6532): an index over one buffer that
 * prints back byte for byte, header edits that only put in front or take out, and new parts. Knows
 * nothing of cryptography, lists or storage.
 */
export type { Address, Group, Mailbox, MalformedAddress } from "./fields/address-reader.ts";
export { mailboxesOf, parseAddresses } from "./fields/addresses.ts";
export {
  type AuthenticationResults,
  type MethodResult,
  parseAuthenticationResults,
} from "./fields/authentication-results.ts";
export { decodeBase64, encodeBase64Lines } from "./coding/base64.ts";
export {
  composeMultipart,
  composePart,
  composeText,
  type FieldList,
  type MultipartInput,
} from "./compose/compose.ts";
export { decodeBody, decodeText } from "./coding/decode-body.ts";
export { decodeCharset } from "./coding/charset.ts";
export { decodeWords } from "./coding/decode-words.ts";
export { editHeader, type HeaderEdit } from "./compose/edit-header.ts";
export { encodeAll, encodeWords } from "./coding/encode-words.ts";
export type {
  ContentType,
  Entity,
  Field,
  HeaderSection,
  LineEnding,
  MimeProblem,
  ParseRefusal,
} from "./entity.ts";
export { betweenBoundaries, contentOctets, headerOctets, isContentField } from "./entity-octets.ts";
export { fileNamesOf, isAttachment, unescaped } from "./attachments/file-names.ts";
export { formatAddress, formatPhrase } from "./compose/format-address.ts";
export { formatField } from "./compose/format-field.ts";
export { formatParameter } from "./compose/format-parameter.ts";
export { toCrlf } from "./line-ends.ts";
export { messageIds } from "./fields/message-ids.ts";
export { type ParseLimits, parseMessage } from "./parse/parse-message.ts";
export { readTnef, type Tnef } from "./attachments/tnef.ts";
