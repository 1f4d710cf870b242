/** What a mail orders: the commands in its text, or the one in its Subject where the text has none. */
import { messageText, type ReadCommand, readCommands, readSubject, type ReadText } from "#commands";
import { decodeWords } from "#mime";
import { contentOf } from "../facts/content-of.ts";
import type { InFlight } from "../in-flight.ts";

export interface MailWords extends Omit<ReadText, "commands"> {
  readonly commands: readonly ReadCommand[];
  /** False: they stand where no signature reaches. */
  readonly signed: boolean;
}

type WordyMail = Pick<InFlight, "opened" | "message">;

/** Of what was signed or sealed only what the protection covers (S2). */
export function wordsOf(mail: WordyMail): MailWords {
  const content = contentOf(mail);
  const text = content === null ? NOTHING : readCommands(messageText(content));
  if (text.commands.length > 0) return { ...text, signed: true };
  const subject = subjectCommand(mail);
  return subject === null
    ? { ...text, signed: true }
    : { ...NOTHING, commands: [subject.command], signed: subject.signed };
}

/** The command in the Subject, and whether a signature reaches it; null: none stands there. */
export function subjectCommand(
  mail: WordyMail,
): { readonly command: ReadCommand; readonly signed: boolean } | null {
  const subject = subjectOf(mail);
  const command = subject === null ? null : readSubject(decodeWords(subject.value));
  return subject === null || command === null ? null : { command, signed: subject.signed };
}

const NOTHING: ReadText = { commands: [], unknown: [], stopped: null };

/** Beside what came sealed, words in the clear are nobody's. */
function subjectOf({
  opened,
  message,
}: WordyMail): { readonly value: string; readonly signed: boolean } | null {
  const protectedOne = opened?.headers.find(
    ({ name, from }) => from === "protected" && name.toLowerCase() === "subject",
  );
  if (protectedOne !== undefined) return { value: protectedOne.value, signed: true };
  if (opened !== null && opened.wasEncrypted !== null) return null;
  const outer = message.header.first("subject");
  return outer === undefined ? null : { value: outer.value, signed: false };
}
