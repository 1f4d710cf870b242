/**
 * How something is said: a language, or a language with wordings of the operator's own for one list. Composers take
 * one with every call; there is no global locale.
 */
import type { Message } from "@fluent/bundle";
import type { EmailAddress } from "#base";
import type { Language, TextKey } from "./catalogues.ts";

/** A Fluent pattern that was read. */
export type Pattern = NonNullable<Message["value"]>;

export type Voice = Language | OwnVoice;

export interface OwnVoice {
  readonly language: Language;
  /** Checked: each can be said with the arguments that ours is said with. */
  readonly own: ReadonlyMap<TextKey, Pattern>;
}

/** The wordings that an operator wrote, for the site, its domains and its lists. */
export interface OwnTexts {
  voice(list: EmailAddress, language: Language): Voice;
}

export function languageOf(voice: Voice): Language {
  return typeof voice === "string" ? voice : voice.language;
}
