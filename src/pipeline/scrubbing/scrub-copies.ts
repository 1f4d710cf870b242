/** The copies of a post that the list scrubs: its number is known by then, and whether it is kept. */
import type { Profile } from "#base";
import { archivedOfPost } from "#store";
import type { Sealing } from "../distribution/prepare-body.ts";
import type { InFlight } from "../in-flight.ts";
import type { LookingSite } from "../site.ts";
import { type WayToWhole, wayToWhole } from "./left-out-lines.ts";
import { scrubbedMail } from "./scrubbed-mail.ts";

/** The post as the copies of a profile are made of it. */
export type CopiesOf = (profile: Profile) => Promise<InFlight>;

/** Whole where nothing is to be taken out, or where the post is kept no more. */
export async function scrubCopies(
  site: Pick<LookingSite, "db">,
  { mail, post }: Omit<Sealing, "identity">,
): Promise<CopiesOf> {
  if (mail.outgoing.scrub !== "files") return async () => mail;
  const kept = await site.db.read((tx) => archivedOfPost(tx, post.id));
  if (kept === null) return async () => mail;
  const made = new Map<WayToWhole, Promise<InFlight>>();
  return async ({ cipher }) => {
    const way = wayToWhole(mail.list, kept, cipher === "none");
    const scrubbed = made.get(way) ?? scrubbedMail(mail, { number: post.number, way });
    made.set(way, scrubbed);
    return scrubbed;
  };
}
