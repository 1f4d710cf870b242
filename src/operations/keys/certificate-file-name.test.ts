import assert from "node:assert/strict";
import { test } from "node:test";
import type { EmailAddress } from "#base";
import { addressInFileName, certificateFileName } from "./certificate-file-name.ts";

const NAMES = [
  ["alice@example.org", "both", "alice@example.org"],
  ["o'neil_x=y@example.org", "sign", "o_27neil_5fx_3dy@example.org@sign"],
  ["grüße@example.org", "enc", "gr_c3_bc_c3_9fe@example.org@enc"],
] as const;

for (const [address, use, name] of NAMES) {
  test(`${address} for ${use} is ${name}`, () => {
    assert.equal(certificateFileName(address as EmailAddress, use), name);
    assert.equal(addressInFileName(name), address);
  });
}

test("other files are nobody's", () => {
  for (const name of ["README", "alice@example.org.soon_expired~", "a_zz@example.org", ".."])
    assert.equal(addressInFileName(name), null, name);
});
