import { usesKeys } from "#lists";
import { isPassword } from "#operations";
import { listPasswordHash, mayTryPassword } from "#store";
import { go, type InFlight, type StepContext, type StepResult } from "../in-flight.ts";
import { passwordTrial } from "../posting/password-trial.ts";
import { passwordInHtml, passwordLeft } from "../posting/password-left.ts";
import {
  passwordField,
  passwordLine,
  type PasswordLine,
  passwordOf,
  withoutPassword,
} from "../posting/password-words.ts";

/**
 * On a list without keys who writes with its password is a moderator: the post is approved, and goes on without the
 * password. Where the list has none it may be another list's, and goes no further either. On a list with keys none counts:
 * the fields are taken off when it goes out, and what begins with one in clear is refused before everybody reads it. What
 * is sealed is not looked into here.
 */
export async function readPassword(mail: InFlight, context: StepContext): Promise<StepResult> {
  const { db } = context;
  const { message, list } = mail;
  const field = passwordField(message);
  const line = passwordLine(message);
  const html = line === null ? passwordInHtml(message) : null;
  const urgent = message.header.first("urgent")?.value.trim() ?? null;
  if (field === null && line === null && html === null && urgent === null) return go(mail);
  if (usesKeys(list.settings))
    return go(line === null && html === null ? mail : judged(mail, { password: "refused" }));
  const hash = await db.read((tx) => listPasswordHash(tx, list.id));
  if (hash === null)
    return go(html === null ? withoutLine(mail, line) : judged(mail, { password: "refused" }));
  const mayTry = await db.read(async (tx) => mayTryPassword(tx, await passwordTrial(tx, mail, context)));
  const isRight = mayTry ? eachOnce(hash) : () => Promise.resolve(false);
  const given = [field, line === null ? html : passwordOf(line)].filter((one) => one !== null);
  const without = line === null ? message : withoutPassword(message, line);
  const password = given.length === 0 ? "none" : await answer(given, isRight);
  const isLeft = password === "right" && given.some((one) => passwordLeft(without, one));
  return go(
    judged(
      { ...mail, message: without, raw: without.raw },
      {
        password: isLeft ? "refused" : password,
        urgent: urgent === null ? "no" : await answer([urgent], isRight),
      },
    ),
  );
}

function withoutLine(mail: InFlight, line: PasswordLine | null): InFlight {
  if (line === null) return mail;
  const message = withoutPassword(mail.message, line);
  return { ...mail, message, raw: message.raw };
}

type IsRight = (password: string) => Promise<boolean>;

/** To look at one costs time and memory: what stands in several places is looked at once. */
function eachOnce(hash: string): IsRight {
  const known = new Map<string, boolean>();
  return async (password) => {
    const right = known.get(password) ?? (await isPassword(password, hash));
    known.set(password, right);
    return right;
  };
}

async function answer(given: readonly string[], isRight: IsRight): Promise<"right" | "wrong"> {
  for (const password of given) if (await isRight(password)) return "right";
  return "wrong";
}

function judged(mail: InFlight, found: Partial<InFlight["posting"]>): InFlight {
  return { ...mail, posting: { ...mail.posting, ...found } };
}
