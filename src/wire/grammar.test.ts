import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { parseCommand } from "./command.ts";
import { parseMailFrom, parseRcptTo } from "./envelope-grammar.ts";
import { AppError } from "#base";
import { formatReply, replyForError, ReplyReader, reply } from "./reply.ts";

describe("commands", () => {
  it("take a verb in any case and an argument", () => {
    assert.deepEqual(parseCommand(Buffer.from("mail FROM:<a@b.example>  ")), {
      ok: true,
      value: { verb: "MAIL", argument: "FROM:<a@b.example>" },
    });
  });

  for (const line of ["MAIL\rFROM", "NO\nOP", "NOOP \0", "NOOP \u0085", "1234", "", "MAIL\xff"]) {
    it(`refuse ${JSON.stringify(line)}`, () => {
      assert.equal(parseCommand(Buffer.from(line, "latin1")).ok, false);
    });
  }
});

describe("MAIL and RCPT", () => {
  const senders: readonly (readonly [string, string | number])[] = [
    ["FROM:<>", ""],
    ["from: <A.b+C@Example.org> SIZE=12 BODY=8BITMIME", "A.b+C@Example.org"],
    ['FROM:<"a b"@example.org>', '"a b"@example.org'],
    ['FROM:<"a>b@c"@example.org>', '"a>b@c"@example.org'],
    ["FROM:<@relay.example,@two.example:a@example.org>", "a@example.org"],
    ["FROM:<a..b@docomo.example>", "a..b@docomo.example"],
    ["FROM:<a@[192.0.2.1]>", "a@[192.0.2.1]"],
    ["FROM:<gr\u00fcn@example.org> SMTPUTF8", "gr\u00fcn@example.org"],
    ["FROM:<gr\u00fcn@example.org>", 553],
    ["FROM:<a@example.org", 501],
    ["FROM:a@example.org", 501],
    ["FROM:<alice>", 501],
    ["FROM:<a@example.org> SIZE=1001", 552],
    ["FROM:<a@example.org> SIZE=x", 501],
    ["FROM:<a@example.org> BODY=BINARYMIME", 501],
    ["FROM:<a@example.org> RET=FULL", 555],
    ["TO:<a@example.org>", 501],
  ];
  for (const [argument, wanted] of senders) {
    it(`MAIL ${argument} gives ${wanted === "" ? "the null path" : wanted}`, () => {
      const mail = parseMailFrom(argument, 1000);
      assert.equal(mail.ok ? mail.value.from : mail.error.code, wanted);
    });
  }

  const recipients: readonly (readonly [string, string | number])[] = [
    ["TO:<List+confirm+ToKeN@Example.org>", "List+confirm+ToKeN@Example.org"],
    ["TO:<Postmaster>", "Postmaster"],
    ["TO:<>", 501],
    ["TO:<list>", 501],
    ["TO:<a@example.org> NOTIFY=NEVER", 555],
    ["TO:<gr\u00fcn@example.org>", 553],
  ];
  for (const [argument, wanted] of recipients) {
    it(`RCPT ${argument} gives ${wanted}`, () => {
      const rcpt = parseRcptTo(argument, false);
      assert.equal(rcpt.ok ? rcpt.value : rcpt.error.code, wanted);
    });
  }
});

describe("replies", () => {
  it("repeat code and enhanced code on every line and never break out of it", () => {
    assert.equal(
      formatReply(reply(550, "5.7.1", "one\ntwo\r250 ok \u00e4")),
      "550-5.7.1 one\r\n550 5.7.1 two?250 ok ?\r\n",
    );
  });

  it("are read as they were printed, over any chunking", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "7", "-", ".", "b"), minLength: 1, maxLength: 9 });
    const replies = fc.array(
      fc.record(
        {
          code: fc.integer({ min: 200, max: 599 }),
          enhanced: fc.constantFrom("2.0.0", "5.7.31", "4.4.2"),
          text: fc.array(text, { minLength: 1, maxLength: 4 }).map((lines) => lines.join("\n")),
        },
        { noNullPrototype: true },
      ),
    );
    fc.assert(
      fc.property(replies, fc.integer({ min: 1, max: 30 }), (wanted, step) => {
        const wire = Buffer.from(wanted.map(formatReply).join(""));
        const reader = new ReplyReader();
        const got = [];
        for (let at = 0; at < wire.length; at += step) {
          const part = reader.push(wire.subarray(at, at + step));
          assert.ok(part.ok);
          got.push(...part.value);
        }
        assert.deepEqual(got, wanted);
        assert.equal(reader.pending, false);
      }),
    );
  });

  it("from something that is no SMTP server are an error", () => {
    assert.equal(new ReplyReader().push(Buffer.from("HTTP/1.1 400 Bad\r\n")).ok, false);
    assert.equal(new ReplyReader().push(Buffer.alloc(70_000, 0x32)).ok, false);
  });

  it("to a fault follow from its code", () => {
    assert.deepEqual(replyForError(Object.assign(new Error("disk"), { code: "ENOSPC" })).enhanced, "4.3.1");
    assert.equal(replyForError(new AppError({ code: "not-found", publicText: "No such list" })).code, 550);
    assert.equal(replyForError(new TypeError("bug")).code, 451);
  });
});
