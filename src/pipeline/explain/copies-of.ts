/** A prepared body, told as the copies that would be made of it. */
import type { Scheme } from "#base";
import { decodeWords, parseMessage } from "#mime";
import type { ReadyBody } from "../compose/ready-body.ts";
import type { ExplainedCopies } from "./explanation.ts";

export interface Copied {
  readonly to: ExplainedCopies["to"];
  readonly number: number;
  readonly scheme: Scheme | null;
  readonly cipher: string | null;
  readonly signed: boolean;
}

export function copiesOf(
  { content }: ReadyBody,
  { to, number, scheme, cipher, signed }: Copied,
): ExplainedCopies {
  const sealed = content.kind === "sealed";
  return {
    to,
    number,
    form: sealed ? "sealed" : "clear",
    scheme: sealed || signed ? scheme : null,
    cipher: sealed ? cipher : null,
    signed,
    subject: outerSubject(content),
    why: null,
  };
}

/** As it stands outside; "" for none. */
function outerSubject({ outer }: ReadyBody["content"]): string {
  const parsed = parseMessage(outer);
  return parsed.ok ? decodeWords(parsed.value.header.first("subject")?.value ?? "") : "";
}
