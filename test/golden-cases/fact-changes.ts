/** Small changes of facts, which the adjustments are made of. */
import { mailboxesOf } from "#mime";
import { type Facts, FIRST_OF_COPY, isOfCopy, parsed } from "./facts.ts";
import type { GoldenCase } from "./golden-case.ts";
import { NEXT_MAIL, toWhom } from "./notice-facts.ts";

export type Adjust = (facts: Facts, golden: GoldenCase) => Facts;

/** Who wrote it. */
export function addressOf({ input }: GoldenCase): string {
  return mailboxesOf(parsed(input).header, "from")[0]?.address ?? "";
}

export function without(facts: Facts, names: readonly string[]): Facts {
  for (const name of names) facts.delete(name);
  return facts;
}

export function change(facts: Facts, name: string, how: (value: string) => string): Facts {
  const before = facts.get(name);
  return before === undefined ? facts : facts.set(name, how(before));
}

/** Nothing went out to the list. */
export function withoutCopies(facts: Facts): Facts {
  return without(
    facts,
    [...facts.keys()].filter((name) => isOfCopy(name) || name === FIRST_OF_COPY || name === "digest"),
  );
}

/** The server wrote nothing itself. */
export function withoutMails(facts: Facts): Facts {
  return without(
    facts,
    [...facts.keys()].filter((name) => /^(?:mails$|envelope of answers$|says \(|encloses \()/.test(name)),
  );
}

/** @param mail kind and address */
export function withMail(facts: Facts, [kind, address]: readonly [string, string]): Facts {
  const mails = (facts.get("mails") ?? "").split(NEXT_MAIL).filter((one) => one !== "");
  const all = new Set([...mails, `${kind} → ${toWhom(address)}`]);
  return facts.set("mails", [...all].toSorted().join(NEXT_MAIL));
}

export function withoutMail(facts: Facts, [kind, address]: readonly [string, string]): Facts {
  return change(facts, "mails", (value) =>
    value
      .split(NEXT_MAIL)
      .filter((one) => one !== `${kind} → ${toWhom(address)}`)
      .join(NEXT_MAIL),
  );
}

/** Another word in place of one, or of several. */
export function put(list: string, old: string | RegExp, word: string): string {
  const words = list
    .split(", ")
    .map((one) => (one === old || (old instanceof RegExp && old.test(one)) ? word : one));
  return [...new Set(words)].toSorted().join(", ");
}

/** One word of a list less. */
export function withoutOne(list: string, word: string): string {
  return list
    .split(", ")
    .filter((one) => one !== word)
    .join(", ");
}

/** Words more in a list. */
export function withWords(list: string, words: readonly string[]): string {
  const all = new Set([...list.split(", "), ...words].filter((one) => one !== ""));
  return [...all].toSorted().join(", ");
}
