export { type Language, say, type TextArguments, type TextKey } from "./say.ts";
