import assert from "node:assert/strict";
import { test } from "node:test";
import { LANGUAGES } from "#base";
import { readBackNumber } from "./read-back-number.ts";
import { say } from "./say.ts";

test("the number of a placeholder comes back from every language that said it", () => {
  for (const language of LANGUAGES) {
    const said = say(language, "sealed-subject", { number: "1234" });
    assert.equal(readBackNumber("sealed-subject", said), 1234, language);
    assert.equal(readBackNumber("sealed-subject", `Re: [Team] ${said} (was: lunch)`), 1234, language);
    assert.equal(readBackNumber("sealed-subject", `un${said}`), null, language);
    assert.equal(readBackNumber("sealed-subject", `${said}th`), null, language);
  }
  assert.equal(readBackNumber("sealed-subject", "sealed postage"), null);
  assert.equal(readBackNumber("sealed-subject", `sealed post ${"9".repeat(400)}`), null);
});
