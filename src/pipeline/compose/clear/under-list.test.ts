import assert from "node:assert/strict";
import { test } from "node:test";
import { asId, type EmailAddress, type ListId } from "#base";
import { type ListSettingChanges, listSettings } from "#config";
import type { FieldList } from "#mime";
import { AS_WRITTEN, type OutgoingFacts } from "../../outgoing-facts.ts";
import { underList } from "./under-list.ts";

const LIST = "team@example.org";
const TO = ["To", LIST] as const;
const ANNE = ["From", "Anne Person <anne@x.example>"] as const;
const VIA = ["From", `Anne Person via Team <${LIST}>`] as const;
const MUNGE: OutgoingFacts = { ...AS_WRITTEN, from: "munge" };

function made(fields: FieldList, settings: ListSettingChanges = {}, outgoing = MUNGE): FieldList {
  const id = asId<ListId>(1);
  const list = { id, address: LIST as EmailAddress, displayName: "Team", settings: listSettings(settings) };
  return underList({ list, outgoing }, fields);
}

test("the list's address stands in From, and the author's where answers find it", () => {
  assert.deepEqual(made([ANNE, TO]), [VIA, ["Reply-To", "Anne Person <anne@x.example>"], TO]);
  const own = ["Reply-To", LIST] as const;
  const toList = made([ANNE, TO, ["Cc", "b@x.example"], own], { reply_goes_to_list: "list" });
  assert.deepEqual(toList, [VIA, own, ["Cc", "Anne Person <anne@x.example>, b@x.example"], TO]);
});

test("a From without a name gets the one the list knows, or what stands before the @", () => {
  const from = ["From", "anne@x.example"] as const;
  const known = made([from, TO], {}, { ...MUNGE, authorName: "Anne P." });
  assert.deepEqual(known[0], ["From", `"Anne P. via Team" <${LIST}>`]);
  assert.deepEqual(made([from, TO])[0], ["From", `anne via Team <${LIST}>`]);
});

test("of several authors the first is named, and answers find all of them", () => {
  const several = [["From", "Anne Person <anne@x.example>, b@x.example"], TO] as const;
  const replies = ["Reply-To", "Anne Person <anne@x.example>, b@x.example"] as const;
  assert.deepEqual(made(several), [VIA, replies, TO]);
});

test("nothing changes under the author's own name, nor where From names nobody", () => {
  const nobody = [["From", "undisclosed:;"], TO] as const;
  assert.deepEqual(made(nobody), nobody);
  assert.deepEqual(made([ANNE, TO], {}, AS_WRITTEN), [ANNE, TO]);
});
