/** The languages that the server speaks, as RFC 5646 tags. A new one gets its texts in a folder of its name in `i18n`. */
export const LANGUAGES = ["en", "de", "fr", "nl", "es"] as const;

export type Language = (typeof LANGUAGES)[number];

export function isLanguage(text: string): text is Language {
  return LANGUAGES.some((one) => one === text);
}
