import { LANGUAGES } from "#base";
import { say } from "#i18n";
import { placeholderNumber, referenceImages, usesKeys } from "#lists";
import { decodeText, decodeWords, type Entity, parseMessage } from "#mime";
import { answersSealed } from "#store";
import { valueOf } from "../compose/opened/compose-post.ts";
import { identityOf } from "../compose/identity-of.ts";
import { go, type InFlight, type StepContext, type StepResult } from "../in-flight.ts";

/**
 * `clear_reply_to_sealed`: a mail program that answers a sealed post in clear mostly quotes it. Such an answer names the
 * post by its id or by the placeholder in its Subject, or quotes the block above it.
 */
export async function findSealedThread(mail: InFlight, context: StepContext): Promise<StepResult> {
  const { settings } = mail.list;
  if (!usesKeys(settings) || settings.clear_reply_to_sealed === "accept" || !cameInClear(mail))
    return go(mail);
  const answers = (await namesSealed(mail, context)) || quotesSealed(mail);
  return go(answers ? { ...mail, answersSealed: true } : mail);
}

/** Nothing of it was sealed, to whomever. */
function cameInClear({ opened }: InFlight): boolean {
  return opened !== null && !opened.layers.some(({ kind }) => kind === "encrypted");
}

async function namesSealed(mail: InFlight, { db, imageKey }: StepContext): Promise<boolean> {
  const identity = identityOf({ imageKey }, mail);
  const named = [...identity.references, ...identity.inReplyTo];
  const subject = mail.opened === null ? undefined : valueOf(mail.opened, "subject");
  return db.read((tx) =>
    answersSealed(tx, {
      listId: mail.list.id,
      messageIds: [...named, ...referenceImages(identity.imageKey, mail.list.address, named)],
      thread: placeholderNumber(decodeWords(subject ?? "")),
    }),
  );
}

/** Lines of a text that are looked at: a quotation stands near its beginning or its end. */
const LINES = 2000;

/** The line that a list puts above each post that came sealed, in any language, behind whatever marks a quotation. */
function quotesSealed({ opened }: InFlight): boolean {
  const parsed = parseMessage(opened?.content ?? new Uint8Array());
  if (!parsed.ok) return false;
  const wanted = LANGUAGES.map((language) => say(language, "block-encrypted"));
  return textsOf(parsed.value).some((text) => {
    const lines = text.split("\n");
    return [...lines.slice(0, LINES), ...lines.slice(-LINES)].some((line) =>
      wanted.some((one) => isQuoted(line, one)),
    );
  });
}

function isQuoted(line: string, wanted: string): boolean {
  return line.endsWith(wanted) || line.endsWith(`${wanted}\r`)
    ? /^[>|\s]*$/.test(line.slice(0, line.lastIndexOf(wanted)))
    : false;
}

function textsOf(entity: Entity): readonly string[] {
  if (entity.contentType.essence === "text/plain") return [decodeText(entity)];
  return entity.contentType.type === "multipart" ? entity.children.flatMap(textsOf) : [];
}
