/** Whether what `conclave.toml` says about the word of mail servers (S7, S15) makes sense together. */
import type { SiteConfig } from "#config";
import type { Finding } from "#operations";

/** Each of the two does nothing without the other. */
export function examineTrust({
  trusted_authserv_ids: names,
  listeners,
}: Pick<SiteConfig, "trusted_authserv_ids" | "listeners">): readonly Finding[] {
  const isTrusting = listeners.some(({ trusted }) => trusted);
  if (isTrusting === names.length > 0) return [];
  const text = isTrusting
    ? "a listener is trusted, but no mail server is named whose word counts"
    : `the word of ${names.join(", ")} counts, but no listener is trusted`;
  const todo = isTrusting
    ? "set trusted_authserv_ids, or take trusted away"
    : "set trusted = true below [[listeners]]";
  return [{ level: "warn", about: "conclave.toml", text, todo }];
}
