/**
 * Most programs answer a sealed post under the Subject that stands outside it. Such a placeholder never
 * becomes a Subject inside: the thread's own takes its place.
 */
import { bareSubject, placeholderNumber } from "#lists";
import { decodeWords, encodeWords } from "#mime";
import type { HeaderField } from "#protect";
import { threadSubject } from "#store";
import { valueOf } from "../compose/opened/compose-post.ts";
import type { InFlight } from "../in-flight.ts";
import type { Sealing } from "./prepare-body.ts";
import type { LookingSite } from "../site.ts";

/** The mail with the thread's Subject, or as it is: no placeholder, or no Subject kept for the thread. */
export async function restoreSubject(
  site: Pick<LookingSite, "db">,
  { mail, post }: Sealing,
): Promise<InFlight> {
  const { opened, list } = mail;
  if (opened === null || placeholderNumber(decodeWords(valueOf(opened, "subject") ?? "")) === null)
    return mail;
  const started = await site.db.read((tx) => threadSubject(tx, list.id, post.threadNumber));
  if (started === null) return mail;
  const value = encodeWords(`Re: ${bareSubject(started, null).text}`);
  const headers = opened.headers.map((field) => (isSubject(field) ? { ...field, value } : field));
  return { ...mail, opened: { ...opened, headers, subjectProtected: true } };
}

function isSubject({ name }: HeaderField): boolean {
  return name.toLowerCase() === "subject";
}
