/** Delta Chat's core reads a sealed list and answers it. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { posterIn, recordClient } from "../support/programs/client-record.ts";
import { deltaChatPeer, startDeltaChat } from "../support/programs/delta-chat.ts";
import { startDovecot } from "../support/programs/dovecot.ts";
import { peer } from "../support/programs/peers.ts";
import {
  answered,
  copyOfPost,
  join,
  POST,
  READER,
  readingTeam,
  WRITER,
} from "../support/lists/reading-team.ts";
import { startSubmission } from "../support/submission.ts";

const needed = { skip: deltaChatPeer().skip || peer("dovecot").skip || peer("gpg").skip };

const NOTES = [
  "A list is a channel in which nobody can write, because it has a List-Id. To answer, tap the list's name on a message and write there, or choose “Reply privately”.",
  "A mail becomes several messages: what the server found, the text, each attachment.",
];

test("Delta Chat opens a copy and answers sealed", needed, async (t) => {
  const team = await readingTeam(t);
  const [imap, submission] = [await startDovecot(t), await startSubmission(t)];
  const { password } = imap;
  const program = await startDeltaChat(t, READER, {
    imapPort: imap.port,
    smtpPort: submission.port,
    password,
  });
  await join(team, READER, program.publicKey);
  imap.deliver(READER, await copyOfPost(team));

  const messages = await program.incoming(3);
  const text = messages.map((message) => message.text).join("\n");
  const file = messages.find(({ fileName }) => fileName === POST.attachment.name)?.file ?? "";
  const channel = await program.chat(messages[0]?.chatId ?? 0);
  assert.deepEqual([channel.chatType, channel.canSend], ["InBroadcast", false]);
  const nth = messages.findIndex((message) => message.text.includes(POST.text));
  const direct = await program.replyTo(messages[0]?.fromId ?? 0, nth, "The answer is periwinkle.");
  assert.deepEqual([direct.chatType, direct.isEncrypted], ["Single", true]);
  const sent = await submission.next();
  const answer = await answered(team, sent.data);

  recordClient("delta-chat-openpgp", {
    program: "Delta Chat core",
    version: program.version,
    scheme: "openpgp",
    driven: "JSON-RPC, its mail by IMAP and SMTP",
    opens: text.includes(POST.text),
    subject: messages.every(({ subject }) => subject === POST.subject) ? "as Subject" : "in the text",
    poster: posterIn(text, `From: Alice Writer <${WRITER}>`),
    attachment: readFileSync(file, "utf8") === POST.attachment.text,
    signature: messages.every(({ showPadlock, error }) => showPadlock && error === null),
    answer:
      sent.recipients.join() === "team@example.org" && answer.inThread && answer.text.includes("periwinkle"),
    answerHidesSubject: answer.hidSubject,
    notes: NOTES,
  });
});
