import assert from "node:assert/strict";
import { test } from "node:test";
import { isPublicAddress } from "./is-public-address.ts";

test("addresses of one's own networks, of nobody and of many are not public, in any way of writing", () => {
  const own = [
    "127.0.0.1",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "64:ff9b::7f00:1",
    "fe80::1",
    "fd00::1",
    "ff02::1",
    "2002:7f00:1::",
    "2001:db8::1",
  ];
  for (const address of own) assert.equal(isPublicAddress(address), false, address);
});

test("others are", () => {
  for (const address of ["8.8.8.8", "172.15.0.1", "172.32.0.1", "223.255.255.255", "2606:4700::1111"])
    assert.equal(isPublicAddress(address), true, address);
});
