/** The ids of a post and of what it answers, as its poster wrote them. */
import { createHash } from "node:crypto";
import { type Bytes, domainOf, type EmailAddress, toHex } from "#base";
import { messageIdImage, referenceImages } from "#lists";
import { messageIds } from "#mime";
import { valueOf } from "./compose-post.ts";
import type { InFlight } from "./in-flight.ts";
import type { PostIdentity } from "./outside.ts";

export function identityOf({ imageKey }: Pick<PostIdentity, "imageKey">, mail: InFlight): PostIdentity {
  const value = (name: string): string =>
    (mail.opened === null ? mail.message.header.first(name)?.value : valueOf(mail.opened, name)) ?? "";
  const [messageId] = messageIds(value("message-id"));
  const own = {
    imageKey,
    messageId: messageId ?? substituteMessageId(mail),
    references: messageIds(value("references")),
    inReplyTo: messageIds(value("in-reply-to")),
  };
  return mail.list.settings.anonymous_list === "yes" ? imagesOf(own, mail.list.address) : own;
}

/** An anonymous list lets nobody see the poster's own ids, not even inside. */
function imagesOf({ imageKey, ...own }: PostIdentity, list: EmailAddress): PostIdentity {
  return {
    imageKey,
    messageId: messageIdImage(imageKey, list, own.messageId),
    references: referenceImages(imageKey, list, own.references),
    inReplyTo: referenceImages(imageKey, list, own.inReplyTo),
  };
}

/** A Message-ID for what came without one: the same each time the row is worked on. */
function substituteMessageId({ contentMark, list }: InFlight): string {
  const digest: Bytes = createHash("sha256").update(contentMark).digest();
  return `<${toHex(digest).slice(0, 32)}@${domainOf(list.address)}>`;
}
