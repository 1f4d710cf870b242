import assert from "node:assert/strict";
import { test } from "node:test";
import { type EmailAddress, type Profile, utf8 } from "#base";
import { listSettings } from "#config";
import type { InFlight } from "../../in-flight.ts";
import { keptSignature } from "./kept-signature.ts";

const SEALED: Profile = {
  key: "p",
  scheme: "openpgp",
  cipher: "seipd1",
  sign: true,
  language: "en",
  marked: false,
};

const SIGNATURE = "Content-Type: application/pkcs7-signature\r\n\r\nsig=";

function mail(
  changes: { readonly field?: string; readonly shownAs?: EmailAddress; readonly keep?: "no" } = {},
): InFlight {
  const { field = "Subject: x", shownAs = null, keep = "yes" } = changes;
  const part = `${field}\r\nContent-Type: text/plain\r\n\r\nhello`;
  const posterSigned = utf8(
    `Content-Type: multipart/signed; boundary=b\r\n\r\n--b\r\n${part}\r\n--b\r\n${SIGNATURE}\r\n--b--\r\n`,
  );
  const settings = listSettings({ keep_poster_signature: keep });
  return {
    list: { settings },
    author: { authentic: true },
    shownAs,
    opened: { posterSigned, fieldsSigned: ["content-type"] },
  } as unknown as InFlight;
}

test("the author's signed part is kept inside sealed copies, if the list wants it", () => {
  assert.notEqual(keptSignature(mail(), SEALED), null);
  assert.equal(keptSignature(mail({ keep: "no" }), SEALED), null);
});

test("never in clear (S5, S6), and never under another From (S2)", () => {
  assert.equal(keptSignature(mail(), { ...SEALED, cipher: "none" }), null);
  assert.equal(keptSignature(mail({ shownAs: "a@example.org" as EmailAddress }), SEALED), null);
});

test("never with fields that only servers and lists set (S15)", () => {
  for (const field of ["X-Mailman-SLS-decrypted: Yes", "List-Id: <x.example.org>", "X-Conclave-Owner: x"]) {
    assert.equal(keptSignature(mail({ field }), SEALED), null, field);
  }
});

test("never with fields that tell recipients about one another (S5)", () => {
  for (const field of [
    "Bcc: c@example.org",
    "resent-bcc: c@example.org",
    "Autocrypt-Gossip: addr=c@example.org",
  ]) {
    assert.equal(keptSignature(mail({ field }), SEALED), null, field);
  }
});
