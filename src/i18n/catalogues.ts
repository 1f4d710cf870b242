/** Every language's texts; what English has, all have. */
import { en } from "./en.ts";

export type Language = "en";
export type TextKey = keyof typeof en;

export const CATALOGUES: Readonly<Record<Language, Readonly<Record<TextKey, string>>>> = { en };
