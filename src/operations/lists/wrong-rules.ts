/** Expressions in the rules about posts, tried before they are stored: one that cannot be read would fit nothing. */
import { aliasWords, type ListSettingChanges } from "#config";
import { fieldRules, headerRules } from "#lists";

/** A line for each that cannot be read. */
export async function wrongRules(changes: ListSettingChanges): Promise<readonly string[]> {
  const expressions = {
    header_filter_rules: headerRules(changes.header_filter_rules ?? "").map(({ expression }) => expression),
    bounce_matching_headers: fieldRules(changes.bounce_matching_headers ?? "").map(
      ({ expression }) => expression,
    ),
    acceptable_aliases: aliasWords(changes.acceptable_aliases ?? "").filter((word) => word.startsWith("^")),
  };
  const all = Object.entries(expressions).flatMap(([name, some]) => some.map((one) => ({ name, one })));
  if (all.length === 0) return [];
  const { compileOwnersPattern } = await import("#scenario");
  return all.flatMap(({ name, one }) => {
    const compiled = compileOwnersPattern(one);
    return compiled.ok ? [] : [`${name}: “${one}”: ${compiled.error}`];
  });
}
