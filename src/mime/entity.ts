/**
 * The shapes of a parsed message. Everything is a view into the one buffer that came in; nothing is
 * decoded before somebody asks for it.
 */
import type { Bytes } from "#base";

/** One header field (RFC 5322 §2.2). */
export interface Field {
  /** As it was written, without white space before the colon; "" for an mbox "From " line. */
  readonly name: string;
  /** The whole field: name, colon, folding and line end. */
  readonly raw: Bytes;
  /**
   * Unfolded and trimmed; UTF-8 if the octets are UTF-8, else one character per octet. NUL and line ends
   * that are no folding show as U+FFFD, so that they can neither end a line later nor be part of an address.
   */
  readonly value: string;
}

export interface HeaderSection {
  readonly fields: readonly Field[];
  /** The first field of that name, without regard to case. */
  first(name: string): Field | undefined;
  all(name: string): readonly Field[];
}

/** RFC 2045 §5. Names and the type are lower case, parameter values as written. */
export interface ContentType {
  readonly type: string;
  readonly subtype: string;
  /** `type/subtype` */
  readonly essence: string;
  readonly parameters: ReadonlyMap<string, string>;
}

/** What is not as the standards say, yet was read. */
export type MimeProblem =
  | "missing-separator"
  | "mbox-from-line"
  | "space-before-colon"
  | "eight-bit-header"
  | "bare-cr"
  | "bare-lf"
  | "nul"
  | "duplicate-content-type"
  | "malformed-content-type"
  | "duplicate-parameter"
  | "ambiguous-boundary"
  | "duplicate-transfer-encoding"
  | "encoded-composite"
  | "missing-boundary-parameter"
  | "no-boundary-found"
  | "missing-final-boundary";

export type LineEnding = "crlf" | "lf" | "cr" | "mixed" | "none";

/** A message or a body part (RFC 2045 §2.4), an index over the source. */
export interface Entity {
  /** Header section, separator and body, without the line end that belongs to the next boundary. */
  readonly raw: Bytes;
  readonly header: HeaderSection;
  /** As on the wire: still transfer-encoded. */
  readonly body: Bytes;
  readonly contentType: ContentType;
  /** Lower case; "7bit" if none is given (RFC 2045 §6.1). */
  readonly transferEncoding: string;
  /** The parts of a multipart; the one message of a message/rfc822. */
  readonly children: readonly Entity[];
  /** Before the first and after the last boundary line; empty unless multipart (RFC 2046 §5.1.1). */
  readonly preamble: Bytes;
  readonly epilogue: Bytes;
  readonly problems: readonly MimeProblem[];
  readonly lineEnding: LineEnding;
}

/** Why a message is not read at all (S10). */
export type ParseRefusal = "too-large" | "too-deep" | "too-many-parts" | "header-too-large";
