/** The row of a post that is accepted. */
import { bareSubject, listDemand, placeholderNumber, settingsForOpened, usesKeys } from "#lists";
import { decodeWords } from "#mime";
import type { NewPost } from "#store";
import { valueOf } from "../compose/opened/compose-post.ts";
import { outsideMessageId, outsideReferences, type PostIdentity } from "../compose/opened/outside.ts";
import type { InFlight } from "../in-flight.ts";
import { wasOpened } from "../facts/was-opened.ts";

export function newPost(mail: InFlight, identity: PostIdentity): NewPost {
  return {
    listId: mail.list.id,
    inboxId: mail.inboxId,
    messageId: outsideMessageId(mail.list, identity),
    references: outsideReferences(mail.list, identity, [...identity.references, ...identity.inReplyTo]),
    authorMemberId: mail.list.settings.anonymous_list === "yes" ? null : mail.member,
    ...subjectFacts(mail),
    acceptedAt: mail.arrivedAt,
    cameSealed:
      wasOpened(mail) && listDemand(settingsForOpened(mail.list.settings), "distrib_encrypt") !== "no",
  };
}

/** Sealed at rest, and only where an answer may bring a placeholder back instead of it. */
function subjectFacts({ list, opened }: InFlight): { threadNamed: number | null; subject: string } {
  if (opened === null || !usesKeys(list.settings)) return { threadNamed: null, subject: "" };
  const subject = bareSubject(decodeWords(valueOf(opened, "subject") ?? ""), null).text;
  const threadNamed = placeholderNumber(subject);
  return { threadNamed, subject: threadNamed === null ? subject : "" };
}
