/** The chapter's list behind Postfix: mail comes in by its LMTP transport and goes out by SMTP to it, in a closed loop. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { concatBytes, utf8 } from "#base";
import { ALICE, BOB, chapterSite, LIST, saying, TEXT, verifiedBy } from "../support/lists/chapter.ts";
import { freePort } from "../support/free-port.ts";
import { until } from "../support/lists/plain-team.ts";
import { peer } from "../support/programs/peers.ts";
import { postfixPeer, startPostfix } from "../support/programs/postfix.ts";

const needed = { skip: peer("openssl").skip || postfixPeer().skip };

test(
  "signed and sealed posts go in and out by Postfix, and openssl reads them at the other end",
  needed,
  async (t) => {
    const smtp = await freePort();
    const listener = ["[[listeners]]", 'protocol = "lmtp"', 'listen = "run/lmtp.sock"', 'group = "postfix"'];
    const config = [...listener, "[relay]", `port = ${smtp}`];
    const { server, ca, ssl, list, person, signed } = await chapterSite(t, {}, { config });
    const postfix = await startPostfix(t, {
      port: smtp,
      sinkPort: server.sink.port,
      transports: { [LIST]: `conclave:unix:${server.folder}/run/lmtp.sock` },
      // An inline table of Postfix needs an entry.
      aliases: { "alias@alias.example": LIST },
      services: ["conclave unix - - n - - lmtp"],
    });
    let count = 0;
    const copiesOf = (mark: string, reader: string) =>
      server.mailbox(reader).filter(({ data }) => data.includes(mark));
    const submit = async (content: Uint8Array): Promise<string> => {
      const mark = `<loop-${(count += 1)}@laptop.example>`;
      const header = utf8(`From: ${ALICE}\r\nTo: ${LIST}\r\nSubject: x\r\nMessage-ID: ${mark}\r\n`);
      const results = await postfix.submit({ from: ALICE, recipients: [LIST] }, concatBytes(header, content));
      for (const { outcome, text } of results) assert.equal(outcome, "delivered", text);
      return mark;
    };
    const alice = person([ALICE]);
    const first = await submit(signed(alice));
    await until("Bob has it", () => copiesOf(first, BOB).length > 0);
    assert.equal(verifiedBy(ssl, copiesOf(first, BOB)[0]?.data ?? utf8(""), ca), TEXT);
    await until("Alice has it", () => copiesOf(first, ALICE).length > 0);
    const before = server.mailbox(ALICE).length;
    await submit(ssl.seal(list, signed(alice, saying("two")), "aes-256-cbc"));
    await until("Alice has the next", () => server.mailbox(ALICE).length > before);
    const opened = ssl.open(alice, server.mailbox(ALICE).at(-1)?.data ?? utf8(""));
    assert.equal(verifiedBy(ssl, opened, ca), saying("two"));
    assert.match(postfix.log(), /relay=.*run\/lmtp\.sock.*status=sent \(250 2\.0\.0 Queued as \d+\)/);
  },
);
