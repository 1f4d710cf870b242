/** Text of the scenario language, for properties. */
import fc from "fast-check";

/** Text of the language's own signs, so that much of it is nearly a scenario. */
export const nearlyScenario = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ..."true()|equal([sender],|match(|/a|\\/|/|'|\"|)|(|[|]|[header->X][-1]|!| |,|->|smtp|md5|\n|#".split(
          "|",
        ),
      ),
      fc.constantFrom(
        "include",
        "include('common')",
        "title.x y",
        "reject(reason='a'),quiet",
        "do_it",
        "\t",
        "\\",
      ),
      fc.string({ maxLength: 4 }),
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(""));
