/** What each difference makes of Mailman's facts, by its name in docs/reference/mailman-differences.md. */
import type { Facts } from "./facts.ts";
import type { GoldenCase } from "./golden-case.ts";

type Adjust = (facts: Facts, golden: GoldenCase) => Facts;

export const ADJUSTMENTS: Readonly<Record<string, Adjust>> = {
  "no-mailman-marks": (facts) => without(facts, ["field x-mailman-version", "field errors-to"]),
  "encoded-inside": (facts) =>
    change(facts, "field subject", (value) => value.replace("éé caf é", "éé café")),
  "return-path-each": (facts, { list_options: { personalize = 0 } }) =>
    personalize === 0 ? facts : change(facts, "envelope sender", () => "gold-bounces+TAG@lists.test"),
  "list-owner": (facts) =>
    facts.has("field list-post") ? facts.set("field list-owner", "mailto:gold-owner@lists.test") : facts,
  "no-web-pages": (facts) => {
    for (const name of ["field list-subscribe", "field list-unsubscribe"])
      change(facts, name, (value) => value.replace(", a web page", ""));
    return change(facts, "says (what came of commands)", (value) => withoutOne(value, "the list's page"));
  },
  "nothing-quoted": (facts) =>
    without(
      facts,
      [...facts.keys()].filter((name) => name.startsWith("encloses (") && !name.includes("discarded")),
    ),
  "digests-come": (facts) => {
    for (const name of facts.keys())
      if (name.startsWith("options of ")) change(facts, name, (value) => withoutOne(value, "plain digests"));
    return without(facts, ["digest"]);
  },
  "owners-mail": (facts, { address }) => {
    if (address !== "pipeline") return facts;
    change(facts, "envelope sender", () => "gold-bounces@lists.test");
    return without(facts, ["field sender"]).set("field x-beenthere", "gold-owner@lists.test");
  },
  "no-reminders": (facts) => {
    for (const name of facts.keys())
      if (name.startsWith("options of ")) change(facts, name, (value) => withoutOne(value, "no reminders"));
    return facts;
  },
};

function without(facts: Facts, names: readonly string[]): Facts {
  for (const name of names) facts.delete(name);
  return facts;
}

function change(facts: Facts, name: string, how: (value: string) => string): Facts {
  const before = facts.get(name);
  return before === undefined ? facts : facts.set(name, how(before));
}

/** One word of a list less. */
function withoutOne(list: string, word: string): string {
  return list
    .split(", ")
    .filter((one) => one !== word)
    .join(", ");
}
