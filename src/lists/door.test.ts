import assert from "node:assert/strict";
import { test } from "node:test";
import { DOOR_KINDS, type EmailAddress } from "#base";
import { doorAddress, readDoor } from "./door.ts";

const TEAM = "team@example.org" as EmailAddress;

test("an address is read as a list of that name first", () => {
  assert.deepEqual(readDoor("x-owner@example.org")[0], {
    list: "x-owner@example.org",
    kind: "post",
    tag: "",
  });
});

test("every door's address is read back", () => {
  // The site's own address belongs to no list.
  for (const kind of DOOR_KINDS.filter((kind) => kind !== "post" && kind !== "site")) {
    const readings = readDoor(doorAddress(TEAM, kind, "t4g"));
    assert.deepEqual(readings.at(-1), { list: TEAM, kind, tag: "t4g" });
  }
});

test("Mailman's and Sympa's other words lead to the same doors", () => {
  assert.equal(readDoor("team-subscribe@example.org").at(-1)?.kind, "join");
  assert.equal(readDoor("Team-UNSUBSCRIBE@example.org").at(-1)?.kind, "leave");
});

test("what is no address has no reading", () => {
  assert.deepEqual(readDoor("team"), []);
  assert.deepEqual(
    readDoor("-owner@example.org").map((reading) => reading.kind),
    ["post"],
  );
});
