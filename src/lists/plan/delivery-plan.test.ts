import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { AppError, type Fingerprint, WHY_CODES } from "#base";
import { decodePlan, type DeliveryPlan, encodePlan, profileOf } from "./delivery-plan.ts";

const copies: fc.Arbitrary<DeliveryPlan> = fc
  .record({
    scheme: fc.constantFrom("openpgp", "smime", "clear"),
    cipher: fc.constantFrom("seipd1", "seipd2-gcm", "seipd2-ocb", "cbc", "gcm", "none"),
    sign: fc.boolean(),
    language: fc.constantFrom("en", "de", "pt-BR"),
    marked: fc.boolean(),
  })
  .map((fields) => ({ kind: "copy", profile: profileOf(fields) }));

const notices: fc.Arbitrary<DeliveryPlan> = fc
  .record({
    why: fc.constantFrom(...WHY_CODES),
    fingerprint: fc.option(fc.constant("AB12".repeat(10) as Fingerprint)),
    expiredAt: fc.option(fc.date({ noInvalidDate: true })),
  })
  .map((reason) => ({ kind: "notice", reason: { ...reason } }));

test("what is planned is read back from the text of its row", () => {
  fc.assert(
    fc.property(fc.oneof(copies, notices), (plan) => {
      assert.deepEqual(decodePlan(encodePlan(plan)), plan);
    }),
  );
});

test("a text that no plan has is a fault and is not guessed around", () => {
  const texts = [
    "",
    "notice",
    "notice/tired//",
    "notice/no-key//soon",
    "openpgp/seipd1/signed/en",
    "openpgp/seipd1/perhaps/en/plain",
    "pigeon/none/unsigned/en/plain",
    "openpgp/rot13/signed/en/plain",
  ];
  for (const text of texts) {
    assert.throws(
      () => decodePlan(text),
      (thrown) => thrown instanceof AppError && thrown.code === "internal",
      text,
    );
  }
});
