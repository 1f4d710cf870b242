import assert from "node:assert/strict";
import { test } from "node:test";
import { LIMITS } from "#base";
import * as openpgp from "#openpgp";
import {
  correspondent,
  entity,
  NOW,
  postFrom,
  signed,
} from "../../../test/support/programs/correspondents.ts";
import { inspect } from "../../../test/support/inspection.ts";
import { nextStep } from "./next-step.ts";

const { signatureAgeMs, signatureAheadMs } = LIMITS;

test("an authentic post that a list holds for its age stays authentic, with the reason and what to do", async () => {
  const alice = await correspondent("alice");
  const post = postFrom(alice, await signed(alice, entity("hello\n")));
  const keys = [openpgp.armourKey(alice.publicKey)];
  for (const [later, isNow, problems] of [
    [signatureAgeMs, true, []],
    [signatureAgeMs + 1, true, ["too-old"]],
    [signatureAgeMs + 1, false, []],
  ] as const) {
    const report = await inspect(post, { keys, at: new Date(NOW.getTime() + later), isNow });
    assert.deepEqual([report.author.authentic, report.problems], [true, problems], String(later));
    const step = nextStep(report, { isNow, secrets: [], unused: [] });
    assert.equal(/Sign it again/.test(step ?? ""), problems.length > 0);
  }
});

test("what was signed later than the time that counts is said, whoever named that time", async () => {
  const ahead = new Date(NOW.getTime() + signatureAheadMs + 1000);
  const alice = await correspondent("alice");
  const post = postFrom(alice, await signed(alice, entity("hello\n"), ahead));
  const keys = [openpgp.armourKey(alice.publicKey)];
  for (const [isNow, step] of [
    [true, /Set the clock of the sender's device/],
    [false, /Name a later time with --at/],
  ] as const) {
    const report = await inspect(post, { keys, isNow });
    assert.deepEqual([report.author.authentic, report.problems], [true, ["clock-ahead"]]);
    assert.match(nextStep(report, { isNow, secrets: [], unused: [] }) ?? "", step);
  }
});
