/**
 * What the server says to people: one catalogue per language, every text with the arguments that it needs. It
 * says what it is asked to and decides nothing; a text or an argument that is missing is a bug and throws.
 */
export type { Language, TextKey } from "./catalogues.ts";
export { ownTextsOf, type OwnTextsRead, readOwnTexts, type TextFile } from "./read-own-texts.ts";
export { readBackNumber } from "./read-back-number.ts";
export { REFUSED_OTHERWISE } from "./refused-otherwise.ts";
export { asksToSign, isKnownReason, REASON_ENDS, scenarioReason } from "./scenario-reason.ts";
export { say, sayChosen } from "./say.ts";
export { type TextInEffect, textsInEffect } from "./text-in-effect.ts";
export { signingAdvice } from "./signing-advice.ts";
export { underAuthorities } from "./under-authorities.ts";
export { languageOf, type OwnTexts, type Voice } from "./voice.ts";
export { whyText } from "./why-text.ts";
