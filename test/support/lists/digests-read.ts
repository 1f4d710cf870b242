/** Digests of a list that seals for those who have keys, as each reader's program shows them. */
import assert from "node:assert/strict";
import { parseMessage } from "#mime";
import { openFor } from "../programs/correspondents.ts";
import type { TestServer } from "../server.ts";
import { textOf } from "./kept-posts.ts";
import type { Team } from "./sealed-team.ts";

/** Sealed for those who have keys, and in clear for others what came in clear. */
export const FOR_THOSE_WITH_KEYS = {
  gpg_distrib_encrypt: "yes",
  smime_distrib_encrypt: "yes",
  gpg_post_encrypt: "yes",
  smime_post_encrypt: "yes",
  gpg_post_sign: "no",
  smime_post_sign: "no",
  clear_after_decrypt: "confirmed",
  digest_size_threshhold: 0,
};

const WORDS = /^(?:apple|banana|cherry|damson|elder|\d+-(?:clear|sealed))$/gm;

/** Of each digest in a mailbox its Subject, the words of the posts in it, and what it says of others. */
export async function digestsOf(
  server: Pick<TestServer, "mailbox">,
  reader: Team["alice"],
  team: Team,
): Promise<readonly string[]> {
  const digests = server
    .mailbox(reader.address)
    .filter(({ data }) => /Subject: .*(?:Digest|\.\.\.)/.test(textOf(data)));
  const found = [];
  for (const { data } of digests) {
    const parsed = parseMessage(data);
    assert.ok(parsed.ok);
    const opened = await openFor(data, [reader], [team.openpgp, team.smime]);
    const sealed = opened.ok && opened.value.wasEncrypted !== null;
    const text = (sealed ? textOf(opened.value.content) : textOf(data)).replaceAll("\r", "");
    const words = [...new Set(text.match(WORDS) ?? [])].join(" ");
    const [title = ""] = /Issue \d+/.exec(text) ?? [];
    const [left = ""] = /\d+ posts? (?:is|are) not in this digest.*/.exec(text) ?? [];
    found.push(`${title}${sealed ? ", sealed" : ""}: ${words}${left === "" ? "" : ` | ${left}`}`);
  }
  return found;
}
