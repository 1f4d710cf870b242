import assert from "node:assert/strict";
import { test } from "node:test";
import { asId, type EmailAddress, type ListId } from "#base";
import { listSettings } from "#config";
import { NAMES_IN_WORDS } from "#lists";
import { expandPlaceholders } from "./list-placeholders.ts";

test("every name that owners are told stands for something does, and others stay as they are", () => {
  const list = {
    id: asId<ListId>(1),
    address: "team@example.org" as EmailAddress,
    displayName: "Team",
    settings: listSettings({}),
  };
  const reader = { name: "Ann", address: "ann@example.net" as EmailAddress };
  const expanded = (text: string) => expandPlaceholders(text, list, reader);
  for (const name of NAMES_IN_WORDS) assert.doesNotMatch(expanded(`%(${name})s`), /%/, name);
  const lines = "Hello\nYour password is %(user_password)s\nBye";
  assert.equal(expanded(lines), "Hello\nBye", "passwords stand in no mail");
  assert.equal(expanded("%(nickname)s of %(real_name)s"), "%(nickname)s of Team");
});
