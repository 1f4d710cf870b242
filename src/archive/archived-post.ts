/**
 * What is kept of a distributed post: the message as its members read it, before it was sealed for anybody, and what the
 * server found when it came. One line of JSON, then the message; the whole is one record at rest, so that nothing of it
 * lies outside.
 */
import {
  AppError,
  type Bytes,
  concatBytes,
  type EmailAddress,
  type Fingerprint,
  fromUtf8,
  type Scheme,
  utf8,
  view,
} from "#base";

const NEW_LINE = 0x0a;
/** Of the form of the record: at rest nobody else can have written it. */
const FORM = 1;

export interface ArchivedFacts {
  /** Lines for people: Subject, From and what was found, as members read them above the post; null: none. */
  readonly block: string | null;
  /** A member's signature counted. */
  readonly authentic: boolean;
  /** Who wrote; null: nobody is told, or nobody asked. */
  readonly author: EmailAddress | null;
  /** The key of the signature that counted, and its family; null: none did, or nobody is told. */
  readonly signer: Fingerprint | null;
  readonly signedAs: Scheme | null;
  /** It came sealed in this family, and was opened. */
  readonly openedAs: Scheme | null;
  /** False: anybody could have changed it on the way. */
  readonly integrity: boolean;
}

export interface ArchivedPost {
  readonly facts: ArchivedFacts;
  /** Header section, an empty line, body. */
  readonly message: Bytes;
}

/** In one go: messages may be large. @param message in pieces */
export function writeArchived(facts: ArchivedFacts, ...message: readonly Bytes[]): Bytes {
  return concatBytes(utf8(`${JSON.stringify({ form: FORM, ...facts })}\n`), ...message);
}

/**
 * @param octets the whole, or its start: then the message is its start
 * @throws AppError bad-data for what this version never writes
 */
export function readArchived(octets: Bytes): ArchivedPost {
  const end = view(octets).indexOf(NEW_LINE);
  const facts = factsOf(octets.subarray(0, Math.max(0, end)));
  if (facts !== null) return { facts, message: octets.subarray(end + 1) };
  throw new AppError({ code: "bad-data", publicText: "A kept post in the database cannot be read." });
}

function factsOf(line: Bytes): ArchivedFacts | null {
  try {
    const { form, ...facts } = JSON.parse(fromUtf8(line)) as ArchivedFacts & { readonly form: number };
    return form === FORM ? facts : null;
  } catch {
    return null;
  }
}
