import assert from "node:assert/strict";
import { test } from "node:test";
import { asId, AUTH_METHODS, type EmailAddress, type ListId, type RequestId } from "#base";
import { listSettings } from "#config";
import type { List } from "#lists";
import type { StoredRequest } from "#store";
import { decideNotice } from "./command-notices.ts";

const LIST: List = {
  id: asId<ListId>(1),
  address: "team@example.org" as EmailAddress,
  displayName: "Team",
  settings: listSettings({}),
};

const ZOE = "zoe@example.com" as EmailAddress;

test("an owner who decides reads what shows that it was they", () => {
  const said = AUTH_METHODS.map((method) => {
    const request = { id: asId<RequestId>(7), function: "subscribe", actor: ZOE, email: ZOE, method };
    const asked = { ...request, expiresAt: new Date(0) } as StoredRequest;
    const mail = { list: null as never, to: ZOE, kind: "decide", request: asked, key: "00" } as const;
    const [what, how] = decideNotice(LIST, mail).lines;
    assert.equal(what, "zoe@example.com asked Team for this: that zoe@example.com joins.");
    return [method, how];
  });
  assert.deepEqual(Object.fromEntries(said), {
    smtp: "Nothing shows that it was they: anybody can write that address into a mail.",
    dkim: "Our mail server vouches for the address that it came from.",
    md5: "They confirmed it by answering a mail that went to their address.",
    smime: "It is signed with their S/MIME certificate.",
    pgp: "It is signed with their OpenPGP key.",
  });
});
