import assert from "node:assert/strict";
import { test } from "node:test";
import { DAY_MS, HOUR_MS } from "#base";
import { readTaskModel } from "./read-task-model.ts";

function model(...lines: readonly string[]) {
  return readTaskModel(lines.join("\n"));
}

test("the two models are read: what, with which file, how long ahead, how often", () => {
  const expiry = model(
    "title.gettext look at certificates each day",
    "title.de-AT Zertifikate ansehen",
    "",
    "# a comment",
    "/ACTION",
    "chk_cert_expiration (daily_cert_expiration, [execution_date]+3d)",
    "next ([execution_date] + 1d, ACTION)",
  );
  assert.deepEqual(expiry, {
    ok: true,
    value: {
      task: "chk_cert_expiration",
      title: "look at certificates each day",
      name: "daily_cert_expiration",
      aheadMs: 3 * DAY_MS,
      everyMs: DAY_MS,
    },
  });
  const lists = model("/ACTION", "update_crl(CA_list,[execution_date]+1d12h)", "stop()");
  assert.deepEqual(lists, {
    ok: true,
    value: {
      task: "crl_update",
      title: "",
      name: "CA_list",
      aheadMs: DAY_MS + 12 * HOUR_MS,
      everyMs: null,
    },
  });
});

test("what is something else is refused with its line", () => {
  const work = "update_crl (CA_list, [execution_date]+1d)";
  const refused = [
    [["/A", work, "next ([execution_date]+1d, B)"], /no label \/B/],
    [["/A", "delete_subs (@sel)"], /Line 2: delete_subs removes members, .*conclave member remove/],
    [["/A", "select_subs (older([execution_date]))"], /Line 2: select_subs is no work/],
    [["/A", "exec (/bin/true)"], /Line 2: exec/],
    [["/A", work, work], /Line 3: .*twice/],
    [["/A", "update_crl (../../etc/passwd, [execution_date]+1d)"], /Line 2: update_crl needs the name/],
    [["/A", "update_crl (CA_list)"], /Line 2: update_crl needs a time/],
    [["/A", work, "next ([execution_date], A)"], /Line 3: next needs a time/],
    [["/A", "hello"], /Line 2: it is no title/],
    [["/A"], /neither/],
  ] as const;
  for (const [lines, pattern] of refused) {
    const read = model(...lines);
    assert.ok(!read.ok, lines.join(" "));
    assert.match(read.error, pattern);
  }
});
