/** Whether a list that trusts authorities has any, and whether they vouch for the certificates that it has (S2). */
import type { AuthorityFiles } from "#base";
import { trustsAuthorities } from "#lists";
import { fail, type Finding, warn } from "../finding.ts";
import type { ListFacts } from "./check-list.ts";
import { settingsOf } from "./list-settings-of.ts";
import { namedAuthorities } from "./named-authorities.ts";
import { notVouchedOnList } from "./not-vouched-on-list.ts";
import { someOf } from "./some-of.ts";

export async function checkTrust(facts: ListFacts, files?: AuthorityFiles): Promise<readonly Finding[]> {
  const { list } = facts;
  const settings = settingsOf(list);
  if (settings.smime_trust !== "ca") return [];
  const todo = `conclave ca trust FILE --list ${list.address}`;
  const named = await namedAuthorities(settings, files);
  if (named.missing !== null)
    return [fail(list.address, `its authorities cannot be read: ${named.missing}`, todo)];
  if (named.files.length === 0) {
    const text =
      "smime_trust = ca, but it names no authority, and the site neither: no certificate will ever count";
    return [fail(list.address, text, todo)];
  }
  if (!trustsAuthorities(settings)) return [];
  const lost = await notVouchedOnList(facts, { authorities: named.files, at: facts.at });
  const byIssuer = Map.groupBy(lost, ({ issuer }) => issuer ?? "nobody who is named");
  return [...byIssuer].map(([issuer, keys]) => {
    const who = someOf(keys.map(({ address }) => address));
    const text = `${keys.length} with a certificate of ${issuer}, which it does not trust (${who}): what they sign counts only if their mail brings an authority in between that it does`;
    return warn(list.address, text, todo);
  });
}
