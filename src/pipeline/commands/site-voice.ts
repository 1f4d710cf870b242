/** What the site itself answers, in clear and without a list. */
import { domainOf, type EmailAddress, type ListId } from "#base";
import type { CommandResult, ReadText } from "#commands";
import { listSettings } from "#config";
import { type List, voiceOf } from "#lists";
import type { Transactor } from "#store";
import type { ReadyBody } from "../compose/ready-body.ts";
import { composeNotice } from "../notices/compose-notice.ts";
import { queueCopies } from "../queue-copies.ts";
import type { PipelineSite } from "../site.ts";
import { type CountedAnswer, countedAnswer, sayingIfLast, takeAnswerTo } from "./answer-limits.ts";
import { commandNotice } from "./command-notices.ts";
import type { AnsweredMail } from "./send-answers.ts";

export interface SiteAnswer {
  /** The site's own, that the mail came to. */
  readonly address: EmailAddress;
  readonly to: EmailAddress;
  readonly results: readonly CommandResult[];
  readonly read: Pick<ReadText, "unknown" | "stopped">;
}

const NO_SECRETS = { all: [], openpgp: null, smime: null, openpgpPublic: null };

export interface ComposedSiteAnswer {
  readonly body: ReadyBody;
  readonly counted: CountedAnswer;
}

export async function composeSiteAnswer(
  site: PipelineSite,
  { inboxId, messageId }: AnsweredMail,
  { address, to, results, read }: SiteAnswer,
): Promise<ComposedSiteAnswer> {
  const list = asSpeaker(site, address);
  const voice = voiceOf(list);
  const notice = commandNotice({ results, read, voice, list: null });
  const counted = countedAnswer({ door: address, listId: null, to, results }, notice);
  const message = {
    list,
    to,
    notice: await sayingIfLast(site, voice, { notice, counted }),
    attachments: [],
    kind: "auto-replied" as const,
    at: site.clock.now(),
    messageId: `<commands.${inboxId}.${site.clock.now().getTime()}@${domainOf(address)}>`,
    inReplyTo: messageId || null,
    replyTo: address,
  };
  const { random, crypt } = site;
  return {
    body: await composeNotice(message, { recipient: null, secrets: NO_SECRETS, random, crypt }),
    counted,
  };
}

/** False: its limit is reached (S7). */
export async function queueSiteAnswer(
  tx: Transactor,
  { body, counted }: ComposedSiteAnswer,
  { inboxId, at }: { readonly inboxId: AnsweredMail["inboxId"]; readonly at: Date },
): Promise<boolean> {
  if (!(await takeAnswerTo(tx, counted, at))) return false;
  const effect = `inbox:${inboxId}:commands`;
  const copy = { memberId: null, address: counted.to, recipient: null, effect, returnPath: "" };
  await queueCopies(tx, { body, listId: null, postId: null, inboxId, at }, [copy]);
  return true;
}

/** Notices are written in the name of a list: of this one only its address, its name and how it speaks count. */
export function asSpeaker(
  { language = "en", texts }: Pick<PipelineSite, "language" | "texts">,
  address: EmailAddress,
): List {
  const settings = listSettings({ language });
  return { id: 0 as ListId, address, displayName: domainOf(address), settings, texts };
}
