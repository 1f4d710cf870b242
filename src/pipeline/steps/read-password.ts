import { usesKeys } from "#lists";
import { isPassword } from "#operations";
import { listPasswordHash } from "#store";
import { go, type InFlight, type StepContext, type StepResult } from "../in-flight.ts";
import { passwordField, passwordLine, passwordOf, withoutPassword } from "../posting/password-words.ts";

/**
 * On a list without keys who writes with its password is a moderator: the post is approved, and goes on without the
 * password. On a list with keys none counts: the fields are taken off when it goes out, and what begins with one in clear is
 * refused before everybody reads it. What is sealed is not looked into here.
 */
export async function readPassword(mail: InFlight, { db }: StepContext): Promise<StepResult> {
  const { message, list } = mail;
  const field = passwordField(message);
  const line = passwordLine(message);
  const urgent = message.header.first("urgent")?.value.trim() ?? null;
  if (field === null && line === null && urgent === null) return go(mail);
  if (usesKeys(list.settings)) return go(line === null ? mail : judged(mail, { password: "refused" }));
  const hash = await db.read((tx) => listPasswordHash(tx, list.id));
  if (hash === null) return go(mail);
  const given = [...(field === null ? [] : [field]), ...(line === null ? [] : [passwordOf(line)])];
  const without = line === null ? message : withoutPassword(message, line);
  return go(
    judged(
      { ...mail, message: without, raw: without.raw },
      {
        password: given.length === 0 ? "none" : await answer(given, hash),
        urgent: urgent === null ? "no" : await answer([urgent], hash),
      },
    ),
  );
}

async function answer(given: readonly string[], hash: string): Promise<"right" | "wrong"> {
  for (const password of given) if (await isPassword(password, hash)) return "right";
  return "wrong";
}

function judged(mail: InFlight, found: Partial<InFlight["posting"]>): InFlight {
  return { ...mail, posting: { ...mail.posting, ...found } };
}
