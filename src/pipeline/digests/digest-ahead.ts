/** A post that readers of digests will get in one: composed before it is accepted, without the words of the list. */
import { type List, listDemand } from "#lists";
import { hasDigestReaders, type NewDigestPost, type Reader } from "#store";
import type { PostIdentity } from "../compose/opened/outside.ts";
import { type ArchivingSite, goesSealedOnly, keepAhead } from "../distribution/archive-post.ts";
import type { InFlight } from "../in-flight.ts";
import { wasOpened } from "../facts/was-opened.ts";

/** null: nobody reads digests, or it cannot be sent on as it is. */
export async function digestAhead(
  site: ArchivingSite,
  mail: InFlight,
  identity: PostIdentity,
): Promise<NewDigestPost | null> {
  if (!(await site.db.read((tx) => waitsForDigest(tx, mail)))) return null;
  const form = { staysSealed, belowFields: true };
  const kept = await keepAhead(site, { ...mail, list: withoutWords(mail.list) }, identity, form);
  return kept && { ...kept, opened: wasOpened(mail) };
}

export async function waitsForDigest(tx: Reader, { list }: Pick<InFlight, "list">): Promise<boolean> {
  return list.settings.digestable === "yes" && hasDigestReaders(tx, list.id);
}

/** Where the list seals for those who have keys, what came in clear goes to the others in clear, as single posts do. */
function staysSealed(mail: InFlight): boolean {
  if (wasOpened(mail) || mail.opened?.subjectProtected === true) return goesSealedOnly(mail);
  return listDemand(mail.list.settings, "distrib_encrypt") === "force";
}

/** A digest has words of its own above and below all posts. */
function withoutWords(list: List): List {
  return { ...list, settings: { ...list.settings, msg_header: "", msg_footer: "" } };
}
