/** The chapter "Sympa with S/MIME and HTTPS", read aloud: what is sent on, and how. Openssl makes and judges all mail. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { heldList } from "#operations";
import {
  ALICE,
  BOB,
  CAROL,
  chapterSite,
  copyFor,
  EC,
  LIST,
  PAUL,
  saying,
  TEXT,
  verifiedBy,
} from "../support/lists/chapter.ts";
import { peer } from "../support/programs/peers.ts";

const needed = { skip: peer("openssl").skip };

test(
  "“as it respects the MIME structure of incoming messages”: what came signed verifies at every subscriber, with nothing added",
  needed,
  async (t) => {
    const { ca, ssl, person, signed, post } = await chapterSite(t);
    const mail = signed(person([ALICE]));
    const copies = await post(ALICE, mail);
    const [, body = ""] = mail.toString("latin1").split(/\r\n\r\n(.*)/s);
    for (const reader of [ALICE, BOB, CAROL, PAUL]) {
      const copy = copyFor(copies, reader);
      assert.ok(copy.toString("latin1").endsWith(body), "byte for byte");
      assert.equal(verifiedBy(ssl, copy, ca), TEXT);
    }
  },
);

test(
  "“distributes message as received”: unencrypted when it came so, otherwise encrypted with each subscriber's certificate",
  needed,
  async (t) => {
    const site = await chapterSite(t);
    const { ssl, list, person, signed, post } = site;
    const alice = person([ALICE]);
    const bob = person([BOB], { use: "ec", newKey: EC });
    const carol = person([CAROL], { use: "unsaid" });
    for (const [who, by] of [
      [ALICE, alice],
      [BOB, bob],
      [CAROL, carol],
    ] as const)
      assert.ok((await post(who, signed(by))).size > 0, "sent in clear, and the certificate is caught");
    const copies = await post(ALICE, ssl.seal(list, signed(alice, saying("two")), "aes-256-cbc"));
    for (const [who, reader] of [
      [ALICE, alice],
      [BOB, bob],
      [CAROL, carol],
    ] as const) {
      const opened = ssl.open(reader, copyFor(copies, who));
      assert.equal(
        verifiedBy(ssl, opened, site.ca),
        saying("two"),
        `${who} has the author's signature, untouched`,
      );
    }
    const notice = copyFor(copies, PAUL).toString();
    assert.doesNotMatch(
      notice,
      /Heliotrop|alice@/,
      "who has no certificate is told, without Subject and sender",
    );
    assert.match(notice, /Do this:/);
    assert.match(notice, /multipart\/signed/, "signed by the list");
    const everything = [...copies.values()].map((one) => one.toString("latin1")).join("\n");
    assert.doesNotMatch(everything, /Heliotrop/, "nothing of it in clear");
  },
);

test("what came with AES-GCM, or with OAEP, opens; it goes out sealed all the same", needed, async (t) => {
  const { ssl, list, person, signed, post } = await chapterSite(t);
  const alice = person([ALICE]);
  await post(ALICE, signed(alice));
  const oaep = ["-recip", list.certificate, "-keyopt", "rsa_padding_mode:oaep"];
  const forms = [
    ["-aes-256-gcm", list.certificate],
    ["-aes-256-cbc", ...oaep],
  ];
  for (const form of forms) {
    const inner = signed(alice, `Content-Type: text/plain\r\n\r\n${form[0]}\r\n`);
    const sealed = ssl.must(["cms", "-encrypt", "-binary", "-crlfeol", ...form], inner);
    const copies = await post(ALICE, sealed);
    assert.match(ssl.open(alice, copyFor(copies, ALICE)).toString(), new RegExp(`^${form[0]}`, "m"));
  }
});

test("what cannot be decrypted is refused with an explanation, and nobody gets it", needed, async (t) => {
  const { server, ssl, person, signed, post, decision } = await chapterSite(t);
  const alice = person([ALICE]);
  await post(ALICE, signed(alice));
  const copies = await post(ALICE, ssl.seal(person([BOB]), signed(alice), "aes-256-cbc"));
  assert.equal(await decision(), "reject cannot-open");
  for (const reader of [BOB, CAROL, PAUL]) assert.ok(!copies.has(reader));
  const [kept] = await server.call(heldList, { list: LIST });
  assert.equal(kept?.kind, "refused", "owners see it with its reason");
});

test("“some header fields can be changed”: receipt requests outside do not go on", needed, async (t) => {
  const { server, person, signed } = await chapterSite(t);
  const fields = `From: ${ALICE}\r\nTo: ${LIST}\r\nSubject: x\r\nMessage-ID: <receipt@x.example>\r\n`;
  const asks = `Disposition-Notification-To: ${ALICE}\r\nReturn-Receipt-To: ${ALICE}\r\nMIME-Version: 1.0\r\n`;
  const message = Buffer.concat([Buffer.from(fields + asks), signed(person([ALICE]))]);
  await server.post({ from: ALICE, to: LIST, message });
  const copy = server.mailbox(BOB).at(-1)?.data.toString() ?? assert.fail("nothing came");
  assert.doesNotMatch(copy, /Disposition-Notification-To|Return-Receipt-To/i);
});
