/** A post that readers of digests will get in one: composed before it is accepted, without the words of the list. */
import type { List } from "#lists";
import { hasDigestReaders, type NewDigestPost, type Reader } from "#store";
import type { PostIdentity } from "../compose/outside.ts";
import { type ArchivingSite, keepAhead } from "../distribution/archive-post.ts";
import type { InFlight } from "../in-flight.ts";
import { wasOpened } from "../was-opened.ts";

/** null: nobody reads digests, or it cannot be sent on as it is. */
export async function digestAhead(
  site: ArchivingSite,
  mail: InFlight,
  identity: PostIdentity,
): Promise<NewDigestPost | null> {
  if (!(await site.db.read((tx) => waitsForDigest(tx, mail)))) return null;
  const kept = await keepAhead(site, { ...mail, list: withoutWords(mail.list) }, identity);
  return kept && { ...kept, opened: wasOpened(mail) };
}

export async function waitsForDigest(tx: Reader, { list }: Pick<InFlight, "list">): Promise<boolean> {
  return list.settings.digestable === "yes" && hasDigestReaders(tx, list.id);
}

/** A digest has words of its own above and below all posts. */
function withoutWords(list: List): List {
  return { ...list, settings: { ...list.settings, msg_header: "", msg_footer: "" } };
}
