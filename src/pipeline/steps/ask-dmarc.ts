import { domainOf, type EmailAddress, LIMITS } from "#base";
import type { DmarcPolicy } from "#domains";
import type { ListSettings } from "#config";
import type { Decision } from "#lists";
import { mailboxesOf } from "#mime";
import { isAmong } from "#operations";
import { decide, go, type InFlight, type StepContext, type StepResult } from "../in-flight.ts";
import { leavesUnderAuthor } from "../facts/leaves-under-author.ts";

/**
 * `dmarc_moderation_action`: copies in clear from a domain that wants such mail refused go out in the list's name, or not at
 * all. Only stricter: what nobody answers changes nothing (S2). Whoever approved a post decided about it. Where all copies
 * leave in the list's name anyway nobody is asked.
 */
export async function askDmarc(mail: InFlight, context: StepContext): Promise<StepResult> {
  const { settings } = mail.list;
  const { dmarc_moderation_action: action } = settings;
  const authors = mailboxesOf(mail.message.header, "from").map(({ address }) => address);
  if (action === "accept" || authors.length === 0 || !leavesUnderAuthor(mail)) return go(mail);
  if (!(await applies(settings, authors, context))) return go(mail);
  if (action === "munge" || action === "wrap") {
    const wrapText = action === "wrap" ? settings.dmarc_wrapped_message_text : "";
    return go({ ...mail, outgoing: { ...mail.outgoing, from: action, wrapText } });
  }
  return mail.approved ? go(mail) : decide(mail, refusal(action, settings.dmarc_moderation_notice));
}

function refusal(verb: "reject" | "discard", words: string): Decision {
  const own = words.trim() === "" ? {} : { words };
  return { do: verb, code: "dmarc-policy", args: {}, detail: "policy of the author's domain", ...own };
}

/** Of several authors each: a policy is not evaded by naming somebody else beside, or more than are asked about. */
async function applies(
  settings: ListSettings,
  authors: readonly EmailAddress[],
  { dmarcPolicy }: StepContext,
): Promise<boolean> {
  if (authors.length > LIMITS.dmarcAuthors) return true;
  for (const author of authors)
    if ((await isAmong(settings.dmarc_moderation_addresses, author)) !== false) return true;
  const policies = await Promise.all(authors.map((author) => dmarcPolicy(domainOf(author))));
  return policies.some((policy) => policy !== null && isMeant(settings, policy));
}

function isMeant(settings: ListSettings, policy: DmarcPolicy): boolean {
  switch (policy) {
    case "reject":
      return true;
    case "quarantine":
      return settings.dmarc_quarantine_moderation_action === "yes";
    case "none":
      return settings.dmarc_none_moderation_action === "yes";
  }
}
