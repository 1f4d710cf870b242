/**
 * Wordings of the operator's own, as files of Fluent messages (https://projectfluent.org) under the names that ours have.
 * A message may choose by an argument and put arguments in, and nothing else: no functions, no references, nothing that
 * runs (S12). One with a fault is left out, so that what is said stays ours.
 */
import { FluentResource } from "@fluent/bundle";
import { domainOf, type EmailAddress, isLanguage, type Language } from "#base";
import { isTextKey, type TextKey } from "./catalogues.ts";
import { textEntries } from "./text-entries.ts";
import { textFault } from "./text-fault.ts";
import type { OwnTexts, OwnVoice, Pattern, Voice } from "./voice.ts";

/** One file of the operator's. */
export interface TextFile {
  /** An address, a domain, or "" for the whole site. */
  readonly place: string;
  readonly language: string;
  /** As people find it. */
  readonly path: string;
  readonly text: string;
}

export interface OwnText {
  readonly key: TextKey;
  readonly place: string;
  readonly language: Language;
  readonly path: string;
  readonly line: number;
  /** As it is written. */
  readonly text: string;
  readonly pattern: Pattern;
}

export interface TextFault {
  readonly path: string;
  readonly line: number;
  /** A sentence without a full stop. */
  readonly text: string;
}

export interface OwnTextsRead {
  readonly texts: readonly OwnText[];
  readonly faults: readonly TextFault[];
}

export function readOwnTexts(files: readonly TextFile[]): OwnTextsRead {
  const texts: OwnText[] = [];
  const faults: TextFault[] = [];
  for (const file of files) {
    const { path, language } = file;
    if (!isLanguage(language)) {
      faults.push({ path, line: 1, text: `there is no language ${language}` });
      continue;
    }
    for (const entry of textEntries(file.text)) {
      const read = readEntry(entry, language);
      if (typeof read === "string") faults.push({ path, line: entry.line, text: read });
      else texts.push({ ...entry, ...read, place: file.place.toLowerCase(), language, path });
    }
  }
  return { texts, faults };
}

/** What is wrong, or the message. */
function readEntry(
  { key, text }: { readonly key: string; readonly text: string },
  language: Language,
): string | { readonly key: TextKey; readonly pattern: Pattern } {
  if (key === "") return `“${text.slice(0, 40)}” is no text: write NAME = TEXT`;
  if (!isTextKey(key)) return `there is no text ${key}`;
  const [message, ...more] = new FluentResource(text).body;
  if (message === undefined || more.length > 0 || message.id !== key || message.value === null)
    return `${key} cannot be read: look for a { without its }`;
  if (Object.keys(message.attributes).length > 0) return `${key} has attributes, which are never said`;
  const fault = textFault({ key, language, pattern: message.value });
  return fault === null ? { key, pattern: message.value } : `${key} ${fault}`;
}

/** Says as the list's texts do, else as its domain's, else as the site's, else as ours. */
export function ownTextsOf({ texts }: Pick<OwnTextsRead, "texts">): OwnTexts {
  const known = new Map<string, Voice>();
  return {
    voice(list, language) {
      const name = `${list.toLowerCase()} ${language}`;
      const voice = known.get(name) ?? voiceAmong(texts, list, language);
      known.set(name, voice);
      return voice;
    },
  };
}

function voiceAmong(texts: readonly OwnText[], list: EmailAddress, language: Language): Voice {
  const own: OwnVoice["own"] = new Map(
    ["", domainOf(list).toLowerCase(), list.toLowerCase()].flatMap((place) =>
      texts
        .filter((one) => one.place === place && one.language === language)
        .map(({ key, pattern }) => [key, pattern] as const),
    ),
  );
  return own.size === 0 ? language : { language, own };
}
