import assert from "node:assert/strict";
import { test } from "node:test";
import { actionParts, readAction } from "../parse/action.ts";
import { readDate } from "./dates.ts";
import { isLessThan } from "./less-than.ts";
import { isInNet } from "./netmask.ts";
import { isInFilter } from "./search-filter.ts";
import { ldapQuery, sqlQuery } from "./directory-query.ts";

test("actions: reject has parameters, the rest stays as written", () => {
  assert.deepEqual(readAction("reject(reason='a'),quiet"), { action: "reject,quiet", reason: "a" });
  assert.deepEqual(readAction("reject(tt2='t')"), { action: "reject", tt2: "t" });
  assert.deepEqual(readAction("reject('t')"), { action: "reject", tt2: "t" });
  assert.deepEqual(readAction("reject(reason='a', tt2='b')"), { action: "reject", reason: "a", tt2: " tt2" });
  assert.deepEqual(readAction("unsure,quiet"), { action: "unsure" });
  assert.deepEqual(readAction("request_auth([email]) "), { action: "request_auth([email]) " });
});

test("an action as a handler takes it", () => {
  const quiet = { quiet: true, notify: false, byTarget: false };
  assert.deepEqual(actionParts("editorkey,quiet "), { do: "editorkey", ...quiet });
  assert.deepEqual(actionParts("editor,quiet"), { do: "editor", ...quiet });
  assert.deepEqual(actionParts("do_it,notify"), { do: "do_it", quiet: false, notify: true, byTarget: false });
  assert.equal(actionParts("request_auth([email])")?.byTarget, true);
  assert.equal(actionParts("let_in"), null);
});

test("dates are local times with durations, and what is none is now", () => {
  const at = (...parts: [number, number, number]) => new Date(...parts).getTime() / 1000;
  const now = at(2026, 10, 22);
  assert.equal(readDate("2001y", now), at(2001, 0, 1));
  assert.equal(readDate("2001y2m3d-1d", now), at(2001, 1, 2));
  assert.equal(readDate("2001y12m+2m", now), at(2001, 11, 1) + 62 * 86_400);
  assert.equal(readDate("execution_date+1w", now), now + 7 * 86_400);
  assert.equal(readDate("12345", now), 12_345);
  assert.equal(readDate("soon", now), now);
  assert.equal(readDate("2001y2m30d", now), null);
  assert.equal(readDate("1970y", now), at(2070, 0, 1));
});

test("less_than compares numbers if the left side is one", () => {
  assert.equal(isLessThan("9", "10"), true);
  assert.equal(isLessThan("a9", "a10"), false);
  assert.equal(isLessThan("", "1"), true);
  assert.equal(isLessThan("9", "abc"), false);
  assert.equal(isLessThan("inf", "1e9"), false);
});

test("nets", () => {
  assert.equal(isInNet("10.1.2.3", "10.0.0.0/8"), true);
  assert.equal(isInNet("192.168.4.5", "192.168/16"), true);
  assert.equal(isInNet("2001:db8::5", "2001:db8::/32"), true);
  assert.equal(isInNet("::ffff:10.0.0.1", "10.0.0.0-10.0.0.255"), true);
  assert.equal(isInNet("10.0.0.1", "2001:db8::/32"), false);
  assert.equal(isInNet("10.0.0.1", "any"), true);
  for (const net of [
    "10.0.0.1/8",
    "10.0.0.0/33",
    "10.0.0.0/255.0.0.0",
    "10.0.0.0-10.0.1.0",
    "x",
    "1::2::3/8",
  ])
    assert.equal(isInNet("10.0.0.1", net), null, net);
});

test("a text filter has comments, blanks and one star a line", () => {
  const text = "# a@b.c\n\n  Ann@x.org  \r\n*@y.org\n*z*\n;q@x.org";
  assert.equal(isInFilter(text, "ann@X.org"), true);
  assert.equal(isInFilter(text, "bob@y.org"), true);
  assert.equal(isInFilter(text, "bobz*"), true);
  for (const address of ["a@b.c", "q@x.org", "azb@x.org", "bob@y.org.example"])
    assert.equal(isInFilter(text, address), false, address);
});

test("what a request brings is escaped in a directory's filter and bound in a statement", () => {
  const sender = "*)(uid=*";
  const variables = (name: string) => (name === "sender" ? sender : undefined);
  const ldap = ldapQuery("host ldap.x.org\nsuffix dc=x\nfilter (&(mail=[sender])\\\n(ok=1))\n", variables);
  assert.equal(
    ldap.ok && ldap.value.kind === "ldap" && ldap.value.filter,
    String.raw`(&(mail=\2a\29\28uid=\2a)(ok=1))`,
  );
  const sql = sqlQuery(
    "sql_named_filter_query\ndb_type mysql\nstatement SELECT 1 FROM t WHERE m=[sender]\n",
    variables,
  );
  assert.deepEqual(sql.ok && sql.value.kind === "sql" && [sql.value.statement, sql.value.values], [
    "SELECT 1 FROM t WHERE m=?",
    [sender],
  ]);
  assert.equal(sqlQuery("statement SELECT [none]", variables).ok, false);
  assert.equal(ldapQuery("filter x", variables).ok, false);
});
