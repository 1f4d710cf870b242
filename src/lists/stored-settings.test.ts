import assert from "node:assert/strict";
import { test } from "node:test";
import { listSettings } from "#config";
import { readStoredSettings } from "./stored-settings.ts";

test("settings that are stored are read, with the defaults for the rest", () => {
  const { settings, problems } = readStoredSettings({ refused_days: 3 });
  assert.deepEqual(settings, { ...listSettings({}), refused_days: 3 });
  assert.deepEqual(problems, []);
});

test("what cannot be read is named, and never taken as it is", () => {
  const { settings, problems } = readStoredSettings({
    from_the_future: 1,
    refused_days: "soon",
    language: "en",
  });
  assert.deepEqual(settings, listSettings({}));
  assert.equal(problems.length, 2);
  assert.match(problems.join("\n"), /from_the_future[\s\S]*refused_days/);
});
