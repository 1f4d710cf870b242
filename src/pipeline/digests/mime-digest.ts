/**
 * A digest as a MIME entity: a multipart/mixed of what the list says, the contents, a multipart/digest in which each post is
 * a message (RFC 2046 §5.1.5), and the owners' last words.
 */
import { type Bytes, concatBytes, latin1, type Random } from "#base";
import { say } from "#i18n";
import { voiceOf } from "#lists";
import { composeMultipart, composePart, composeText, encodeWords, type Entity, type FieldList } from "#mime";
import { type DigestIssue, type DigestMessage, digestTitle } from "./digest-issue.ts";
import { contentsLines, mastheadLines, ownersWords } from "./digest-words.ts";

/** Content-* fields, an empty line and the body. */
export function mimeDigest(issue: DigestIssue, messages: readonly DigestMessage[], random: Random): Bytes {
  const voice = voiceOf(issue.list);
  const posts = messages.map(({ message }) => enclosed(message));
  const eightBit = posts.some(isEightBit);
  const header = ownersWords(issue.list, "digest_header");
  const footer = ownersWords(issue.list, "digest_footer");
  const contents = [...contentsLines(issue, messages), ...foundLines(messages)];
  const parts = [
    said(digestTitle(issue), mastheadLines(issue)),
    ...(header === null ? [] : [said(say(voice, "digest-header"), [header])]),
    said(say(voice, "digest-contents"), contents),
    composeMultipart({ subtype: "digest", fields: encodingOf(eightBit), parts: posts, random }),
    ...(footer === null ? [] : [said(say(voice, "digest-footer"), [footer])]),
  ];
  return composeMultipart({ subtype: "mixed", fields: encodingOf(eightBit), parts, random });
}

function said(description: string, lines: readonly string[]): Bytes {
  return composeText(`${lines.join("\r\n")}\r\n`, [["Content-Description", encodeWords(description)]]);
}

/** What the server found of each post, in the order of the contents. */
function foundLines(messages: readonly DigestMessage[]): readonly string[] {
  return messages.flatMap(({ block }, nth) =>
    block === null
      ? []
      : [
          "",
          `${nth + 1}.`,
          ...block
            .trimEnd()
            .split(/\r?\n/)
            .map((line) => `   ${line}`.trimEnd()),
        ],
  );
}

const KEPT =
  /^(?:date|from|author|to|cc|subject|message-id|in-reply-to|references|keywords|reply-to|mime-version|content-.*)$/i;

/** Without what was for the way: a digest is a mail of its own. */
function enclosed({ header, body }: Entity): Bytes {
  const fields = header.fields.filter(({ name }) => KEPT.test(name)).map(({ raw }) => raw);
  const message = concatBytes(...fields, latin1("\r\n"), body);
  return composePart({
    fields: [["Content-Type", "message/rfc822"], ...encodingOf(isEightBit(message))],
    body: message,
  });
}

function isEightBit(octets: Bytes): boolean {
  return octets.some((octet) => octet > 0x7f);
}

/** What encloses 8-bit data says so (RFC 2045 §6.4). */
function encodingOf(eightBit: boolean): FieldList {
  return eightBit ? [["Content-Transfer-Encoding", "8bit"]] : [];
}
