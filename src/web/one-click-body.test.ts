import assert from "node:assert/strict";
import { test } from "node:test";
import { utf8 } from "#base";
import { saysOneClick } from "./one-click-body.ts";

const FORM = "application/x-www-form-urlencoded";
const MULTIPART = "multipart/form-data; boundary=---FormBoundaryjWmhtjORrn";

function part(name: string, value: string): string {
  return `-----FormBoundaryjWmhtjORrn\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
}

test("both forms of RFC 8058 §3.2 are read", () => {
  assert.ok(saysOneClick(FORM, utf8("List-Unsubscribe=One-Click")));
  assert.ok(saysOneClick(FORM, utf8("List-Unsubscribe=One-Click\r\n")));
  assert.ok(saysOneClick("", utf8("List-Unsubscribe=One-Click")), "a program that names no type");
  assert.ok(
    saysOneClick(MULTIPART, utf8(`${part("List-Unsubscribe", "One-Click")}-----FormBoundaryjWmhtjORrn--`)),
  );
});

test("anything else is no such wish", () => {
  for (const body of ["", "List-Unsubscribe", "List-Unsubscribe=Two", "unsubscribe=One-Click", "{}"])
    assert.ok(!saysOneClick(FORM, utf8(body)), body);
  assert.ok(!saysOneClick(MULTIPART, utf8(part("List-Unsubscribe", "No"))));
  assert.ok(!saysOneClick(MULTIPART, utf8("List-Unsubscribe=One-Click")));
});
