import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { utf8 } from "#base";
import { parseMessage } from "#mime";
import { messageText } from "./message-text.ts";
import { MOST_COMMANDS, MOST_UNKNOWN, readCommands, readSubject } from "./read-commands.ts";
import { COMMAND_NAMES, SPELLINGS } from "./spellings.ts";
import { unflow } from "./unflow.ts";

const named = (text: string) =>
  readCommands(text).commands.map(({ name, quiet, words }) =>
    [quiet ? "QUIET" : "", name, ...words].join(" ").trim(),
  );

test("each line is a command, in any case, with QUIET before it", () => {
  assert.deepEqual(named("sub team Anna Lee\r\n\r\nQUIET signoff team\r\n# a comment\r\nWho team\r\n"), [
    "SUBSCRIBE team Anna Lee",
    "QUIET SIGNOFF team",
    "REVIEW team",
  ]);
});

test("every spelling leads to its command, and none to two", () => {
  const words = Object.values(SPELLINGS).flat();
  assert.equal(new Set(words).size, words.length);
  for (const name of COMMAND_NAMES) {
    for (const word of SPELLINGS[name])
      assert.equal(
        name === "QUIT" ? readCommands(word).stopped : readSubject(word)?.name,
        name === "QUIT" ? "quit" : name,
      );
  }
});

test("what stands behind QUIT, END, STOP or a signature is not read", () => {
  for (const end of ["QUIT", "end", "Stop", "-", "-- ", "--"])
    assert.deepEqual(named(`help\n${end}\nsignoff team\n`), ["HELP"], end);
});

test("quoted lines are nobody's command", () => {
  assert.deepEqual(named("> signoff team\n>signoff team\n >> del team a@example.org\nhelp"), ["HELP"]);
});

test("a few lines of prose end the reading, and so do too many commands", () => {
  const prose = Array.from({ length: MOST_UNKNOWN }, (_, nth) => `Dear friend ${nth},`).join("\n");
  const read = readCommands(`${prose}\nhelp`);
  assert.deepEqual([read.commands.length, read.unknown.length, read.stopped], [0, MOST_UNKNOWN, "unknown"]);
  const many = readCommands("help\n".repeat(MOST_COMMANDS + 5));
  assert.deepEqual([many.commands.length, many.stopped], [MOST_COMMANDS, "too-many"]);
});

test("a Subject is read behind the marks of answers", () => {
  for (const subject of [
    "confirm 1234",
    "Re: confirm 1234",
    "AW: Re: CONFIRM 1234",
    "Re[2]: con 1234",
    "回复：confirm 1234",
  ])
    assert.deepEqual(readSubject(subject)?.words, ["1234"], subject);
  assert.equal(readSubject("Remember the milk"), null);
  assert.equal(readSubject("Re: end"), null);
});

test("format=flowed is put together again, and neither a signature nor a quotation grows into a command", () => {
  assert.equal(
    unflow("ADD team a@example.org \r\nAnna\r\n", { delSp: false }),
    "ADD team a@example.org Anna\n",
  );
  assert.equal(unflow("sign \noff team", { delSp: true }), "signoff team");
  assert.equal(unflow("help \n-- \nAnna", { delSp: false }), "help \n-- \nAnna");
  assert.equal(unflow("> quoted \nsignoff team", { delSp: false }), ">quoted \nsignoff team");
});

const textOf = (mail: string) => {
  const parsed = parseMessage(utf8(mail.replaceAll("\n", "\r\n")));
  assert.ok(parsed.ok);
  return messageText(parsed.value);
};

test("the text is the first plain part that is no attachment; HTML counts where there is nothing else", () => {
  const multipart = (...parts: string[]) =>
    `Content-Type: multipart/mixed; boundary=b\n\n--b\n${parts.join("\n--b\n")}\n--b--\n`;
  const file = "Content-Type: text/plain\nContent-Disposition: attachment\n\nsignoff team";
  const html = "Content-Type: text/html\n\n<p>lists</p>";
  const plain = "Content-Type: text/plain\n\nhelp";
  assert.equal(textOf(multipart(file, html, plain)).trim(), "help");
  assert.equal(textOf(multipart(file, html)).trim(), "lists");
  assert.equal(textOf(multipart(file)), "");
  assert.equal(textOf(`Content-Type: message/rfc822\n\nSubject: x\n\nsignoff team`), "");
});

test("of HTML nobody sees scripts, comments and quotations", () => {
  const html = `<html><head><title>lists</title></head><body><!-- signoff team --><div>REVIEW&nbsp;team</div>
<blockquote>signoff team</blockquote><script>signoff team</script>&#72;elp<br>info&#x20;team</body>`;
  assert.deepEqual(named(textOf(`Content-Type: text/html\n\n${html}`)), ["REVIEW team", "HELP", "INFO team"]);
});

test("charsets and transfer encodings are undone", () => {
  const base64 = Buffer.from("SUB team J\u00f6rg", "latin1").toString("base64");
  const mail = `Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: base64\n\n${base64}\n`;
  assert.deepEqual(named(textOf(mail)), ["SUBSCRIBE team Jörg"]);
});

test("any octets are read, in bounded numbers", () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 4000 }),
      fc.constantFrom("plain", "html", "plain; format=flowed"),
      (octets, subtype) => {
        const parsed = parseMessage(Buffer.concat([utf8(`Content-Type: text/${subtype}\r\n\r\n`), octets]));
        if (!parsed.ok) return;
        const { commands, unknown } = readCommands(messageText(parsed.value));
        assert.ok(commands.length <= MOST_COMMANDS && unknown.length <= MOST_UNKNOWN);
      },
    ),
  );
});

test("any text is read, and what is read stands in it unquoted", () => {
  const piece = fc.oneof(
    fc.string(),
    fc.constantFrom("help", "> help", "\n", "signoff team\n", "-- \n", "quit\n", " "),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const text = pieces.join("");
      const lines = text.split(/\r\n|\r|\n/);
      for (const { line } of readCommands(text).commands)
        assert.doesNotMatch(lines[line - 1] ?? "", /^\s*[>#]/);
    }),
  );
});
