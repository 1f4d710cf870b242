/** The ids of a post and of what it answers, as its poster wrote them. */
import { createHash } from "node:crypto";
import { type Bytes, domainOf, type EmailAddress, toHex } from "#base";
import { listDemand, messageIdImage, referenceImages, settingsForOpened } from "#lists";
import { messageIds } from "#mime";
import { valueOf } from "./opened/compose-post.ts";
import type { InFlight } from "../in-flight.ts";
import type { PostIdentity } from "./opened/outside.ts";
import { wasOpened } from "../facts/was-opened.ts";

export function identityOf({ imageKey }: Pick<PostIdentity, "imageKey">, mail: InFlight): PostIdentity {
  const value = (name: string): string =>
    (mail.opened === null ? mail.message.header.first(name)?.value : valueOf(mail.opened, name)) ?? "";
  const [messageId] = messageIds(value("message-id"));
  const own = {
    imageKey,
    messageId: messageId ?? substituteMessageId(mail),
    references: messageIds(value("references")),
    inReplyTo: messageIds(value("in-reply-to")),
    keepsIds: keepsIds(mail),
  };
  return mail.list.settings.anonymous_list === "yes" ? imagesOf(own, mail.list.address) : own;
}

/** An anonymous list lets nobody see the poster's own ids, not even inside. */
function imagesOf({ imageKey, keepsIds: keeps, ...own }: PostIdentity, list: EmailAddress): PostIdentity {
  return {
    imageKey,
    keepsIds: keeps,
    messageId: messageIdImage(imageKey, list, own.messageId),
    references: referenceImages(imageKey, list, own.references),
    inReplyTo: referenceImages(imageKey, list, own.inReplyTo),
  };
}

/** S8 speaks of what is sealed; on anonymous lists the ids are images already. */
function keepsIds(mail: InFlight): boolean {
  const { settings } = mail.list;
  const rules = wasOpened(mail) ? settingsForOpened(settings) : settings;
  const isSealed = listDemand(rules, "distrib_encrypt") !== "no";
  return settings.keep_msgid === "yes" || settings.anonymous_list === "yes" || !isSealed;
}

/** A Message-ID for what came without one: the same each time the row is worked on. */
function substituteMessageId({ contentMark, list }: InFlight): string {
  const digest: Bytes = createHash("sha256").update(contentMark).digest();
  return `<${toHex(digest).slice(0, 32)}@${domainOf(list.address)}>`;
}
