import type { Entity } from "#mime";
import { usesKeys } from "#lists";
import { contentOf } from "../facts/content-of.ts";
import { go, type InFlight, type StepResult } from "../in-flight.ts";

/** `topics`: what the post is about. On a list with keys only what its author signed says so (S2). */
export async function findTopics(mail: InFlight): Promise<StepResult> {
  const { topics_enabled: enabled, topics: setting, topics_bodylines_limit: lines } = mail.list.settings;
  if (enabled === "no" || setting.trim() === "" || !isVouched(mail)) return go(mail);
  const { topicsOf } = await import("#content");
  const found = topicsOf(setting, { fields: fieldsOf(mail), content: contentOf(mail) }, lines);
  return go({ ...mail, outgoing: { ...mail.outgoing, topics: found } });
}

function isVouched({ author, list }: InFlight): boolean {
  return author.authentic || !usesKeys(list.settings);
}

const NAMES: readonly string[] = ["subject", "keywords"];

function fieldsOf({ list, opened, message }: InFlight): readonly string[] {
  if (opened === null || !usesKeys(list.settings)) return NAMES.flatMap((name) => valuesOf(message, name));
  const signed = opened.headers.filter(
    ({ name, from }) => from === "protected" && NAMES.includes(name.toLowerCase()),
  );
  return signed.map(({ value }) => value);
}

function valuesOf({ header }: Entity, name: string): readonly string[] {
  return header.all(name).map(({ value }) => value);
}
