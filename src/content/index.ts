/**
 * What a list does with what is in its posts: filters, HTML to text, topics. Octets and settings in, octets and findings
 * out. It knows no keys, stores nothing, and is loaded for lists that use it.
 */
export { type Filtered, filterContent, type FilterWhy } from "./filter-content.ts";
export { filterRules } from "./filter-rules.ts";
export { plainOfHtml } from "./plain-of-html.ts";
export { topicsOf } from "./topics.ts";
