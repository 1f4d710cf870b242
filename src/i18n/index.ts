export { type Language, say, sayChosen, type TextArguments, type TextKey } from "./say.ts";
