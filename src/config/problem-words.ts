/** What is wrong with a value, as people read it after the setting's name. */
import type { z } from "zod";

/** A definition's own words go before these, but they say nothing of the largest value. */
export function problemWords(issue: z.core.$ZodIssue): string {
  if (issue.code !== "too_big" && !/^(?:Invalid|Too)\b/.test(issue.message)) return issue.message;
  switch (issue.code) {
    case "invalid_value":
      return `must be ${issue.values.length > 1 ? "one of " : ""}${issue.values.join(", ")}`;
    case "too_big":
      return issue.origin === "string"
        ? `may have ${issue.maximum} characters at most`
        : `must be ${issue.maximum} at most`;
    case "too_small":
      return issue.origin === "string"
        ? `must have ${issue.minimum} characters at least`
        : `must be ${issue.minimum} at least`;
    case "invalid_type":
      return issue.expected === "string" ? "must be a text" : "must be a whole number";
    default:
      return issue.message;
  }
}
