/** Reads Content-Type (RFC 2045 §5). */
import type { ContentType, HeaderSection, MimeProblem } from "../entity.ts";
import { scanParameters } from "./parameters.ts";
import { skipCfws } from "./structured-value.ts";

export interface ReadContentType {
  readonly contentType: ContentType;
  readonly problems: readonly MimeProblem[];
}

const TYPE = /([!#$%&'*+.^_`{|}~\w-]+)[ \t]*\/[ \t]*([!#$%&'*+.^_`{|}~\w-]+)/y;

/** The first Content-Type; `fallback` ("text/plain", in a digest "message/rfc822") if there is none. */
export function readContentType(header: HeaderSection, fallback: string): ReadContentType {
  const fields = header.all("content-type");
  const problems: MimeProblem[] = fields.length > 1 ? ["duplicate-content-type"] : [];
  const value = fields[0]?.value;
  if (value === undefined) return { contentType: contentTypeOf(fallback, new Map()), problems };
  TYPE.lastIndex = skipCfws(value, 0);
  const match = TYPE.exec(value);
  // RFC 2045 §5.2: what is not well formed is read as plain text.
  if (!match)
    return {
      contentType: contentTypeOf("text/plain", new Map()),
      problems: [...problems, "malformed-content-type"],
    };
  const { parameters, duplicate, ambiguous, malformed } = scanParameters(value, TYPE.lastIndex);
  if (duplicate) problems.push("duplicate-parameter");
  if (ambiguous.has("boundary")) problems.push("ambiguous-boundary");
  if (malformed) problems.push("malformed-content-type");
  return { contentType: contentTypeOf(`${match[1]}/${match[2]}`, parameters), problems };
}

function contentTypeOf(essence: string, parameters: ReadonlyMap<string, string>): ContentType {
  const [type = "", subtype = ""] = essence.toLowerCase().split("/");
  return { type, subtype, essence: `${type}/${subtype}`, parameters };
}
