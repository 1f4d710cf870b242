import assert from "node:assert/strict";
import { test } from "node:test";
import { LIMITS } from "#base";
import { anyOf } from "./any-of.ts";

const FOR_ONE = { work: LIMITS.scenarioMatchWork, chars: 254 };

test("one of them fits or none; what is no expression fits nothing", () => {
  const { fits, isWhole } = anyOf(["^a.c$", "(((", "^x"], FOR_ONE);
  assert.deepEqual([isWhole, fits("ABC"), fits("xy"), fits("((")], [true, true, true, false]);
  assert.deepEqual([anyOf([], FOR_ONE).isWhole, anyOf([], FOR_ONE).fits("a")], [true, false]);
});

test("what would cost too much is not compiled: nobody knows whether it fits", () => {
  for (const costly of ["^a{900}b", "(.?.?.?.?.?.?.?.?.?.?){30}y", "((("]) {
    const { fits, isWhole } = anyOf(
      ["^ann@", ...Array.from({ length: 500 }, () => costly), "^bob@"],
      FOR_ONE,
    );
    assert.deepEqual([isWhole, fits("ann@x.org"), fits("bob@x.org")], [false, true, null], costly);
  }
});

test("a thousand expressions for domains are not too many", () => {
  const domains = Array.from({ length: 1000 }, (_, nth) => `^.*@spam${nth}\\.example$`);
  const { fits, isWhole } = anyOf(domains, FOR_ONE);
  assert.deepEqual([isWhole, fits("x@spam999.example"), fits("x@ham.example")], [true, true, false]);
});
