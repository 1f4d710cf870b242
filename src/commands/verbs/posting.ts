/** A post that waits for a word of its sender's; no command names it, only the key that they were mailed. */
import { heldConfirm } from "#operations";
import { wanted } from "../asking/wish.ts";
import { phrase } from "../texts/phrase.ts";

export const POSTING = [wanted(heldConfirm, (_held, about) => [phrase(about, "command-post-confirmed")])];
