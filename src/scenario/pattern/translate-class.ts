/** Bracketed character classes of Perl (perlrecharclass) as the linear engine writes them. */
import { err, ok, type Result } from "#base";
import { INSIDE, type Translated, translateEscape } from "./translate-escape.ts";

/** @param at where the bracket opens */
export function translateClass(pattern: string, at: number): Result<Translated, string> {
  const head = /^\[\^?\]?/.exec(pattern.slice(at, at + 3))?.[0] ?? "[";
  let text = head.endsWith("]") ? `${head.slice(0, -1)}\\]` : head;
  let position = at + head.length;
  while (position < pattern.length) {
    const char = pattern[position] ?? "";
    if (char === "]") return ok({ length: position + 1 - at, text: `${text}]` });
    const part = char === "\\" ? translateEscape(pattern, position, INSIDE) : ok(plain(pattern, position));
    if (!part.ok) return part;
    text += part.value.text;
    position += part.value.length;
  }
  return err("The regular expression cannot be read: a class has no closing bracket.");
}

/** A named class, or one character; a bracket stands for itself. */
function plain(pattern: string, at: number): Translated {
  const named = /^\[:\^?[a-z]+:\]/.exec(pattern.slice(at, at + 16))?.[0];
  if (named !== undefined) return { length: named.length, text: named };
  const char = pattern[at] ?? "";
  return { length: 1, text: char === "[" ? "\\[" : char };
}
