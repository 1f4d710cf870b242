/** Who joins may say at once that they want digests: Mailman's `subscribe [password] [digest|nodigest]`, and with a form. */
import type { DigestAsked } from "#operations";

export interface Joining {
  /** Absent: nothing is said of digests. */
  readonly digest?: DigestAsked;
  /** The other words. */
  readonly rest: readonly string[];
}

const CHOICES: ReadonlyMap<string, DigestAsked> = new Map<string, DigestAsked>([
  ["digest", true],
  ["nodigest", false],
  ["digestplain", "plain"],
  ["digest mime", "mime"],
  ["digest plain", "plain"],
  ["digest off", false],
]);

/** At the list's own address, without its name: another word is a password, before or behind. */
export function digestAmong(words: readonly string[]): Joining {
  const at = words.findLastIndex((_, nth) => choiceAt(words, nth) !== undefined);
  const choice = choiceAt(words, at);
  if (choice === undefined) return { rest: words };
  return { digest: choice.digest, rest: [...words.slice(0, at), ...words.slice(choice.end)] };
}

/** Behind the list's name: the last words, in front of which a person's name may stand. */
export function digestBehind(words: readonly string[]): Joining {
  const [last, before] = [words.length - 1, words.length - 2];
  for (const at of [before, last]) {
    const choice = choiceAt(words, at);
    if (choice === undefined || choice.end !== words.length) continue;
    // "Reader's Digest" is a name.
    const isOfName = at > 0 && /^[A-Z][a-z]/.test(words[at] ?? "");
    if (!isOfName) return { digest: choice.digest, rest: words.slice(0, at) };
  }
  return { rest: words };
}

function choiceAt(words: readonly string[], at: number) {
  const [one, two] = [words[at], words[at + 1]].map((word) => word?.toLowerCase());
  if (one === undefined) return undefined;
  const long = two === undefined ? undefined : CHOICES.get(`${one} ${two}`);
  if (long !== undefined) return { digest: long, end: at + 2 };
  const short = CHOICES.get(one);
  return short === undefined ? undefined : { digest: short, end: at + 1 };
}
