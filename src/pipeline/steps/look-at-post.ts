import { LARGE_BYTES } from "#base";
import {
  askHeaderRules,
  fieldRules,
  type Fits,
  headerRules,
  isMarkedAsSpam,
  namesList,
  type PostingFacts,
  usesKeys,
} from "#lists";
import { parseMessage } from "#mime";
import { countRecentPosts } from "#store";
import { go, type InFlight, type StepContext, type StepResult } from "../in-flight.ts";
import { bodyOctets } from "../posting/body-octets.ts";
import { seemsMeantForProgram } from "../posting/command-text.ts";
import { countRecipients, destinations, headerLines, headersOf } from "../posting/header-lines.ts";
import { namedNonmembers } from "../posting/named-nonmembers.ts";
import { ownPatterns } from "../posting/own-patterns.ts";
import { passwordInHtml } from "../posting/password-left.ts";
import { passwordLine } from "../posting/password-words.ts";

/** Gathers what the rules of who may write and what posts may look like are asked with. */
export async function lookAtPost(mail: InFlight, context: StepContext): Promise<StepResult> {
  const { settings } = mail.list;
  const posting: PostingFacts = {
    ...mail.posting,
    ...(await senderFacts(mail, context)),
    ...(await headerFacts(mail)),
    bodyOctets: bodyOctets(mail.message, settings.max_message_size * 1024),
    looksLikeCommand: settings.administrivia === "yes" && seemsMeantForProgram(mail),
    markedAsSpam: mail.trusted && isMarkedAsSpam(mail.message.header),
    password: sealsPassword(mail) ? "refused" : mail.posting.password,
  };
  return go({ ...mail, posting });
}

/**
 * On a list with keys: what was sealed or signed begins with a password, which everybody would read. Of a large one its
 * beginning is looked at.
 */
function sealsPassword({ list, opened }: InFlight): boolean {
  if (!usesKeys(list.settings) || opened === null) return false;
  const content = parseMessage(opened.content.subarray(0, LARGE_BYTES));
  return content.ok && (passwordLine(content.value) !== null || passwordInHtml(content.value) !== null);
}

type SenderFacts = Pick<PostingFacts, "named" | "recentPosts">;

async function senderFacts(mail: InFlight, context: StepContext): Promise<SenderFacts> {
  if (mail.member === null) return { named: await namedNonmembers(mail, context), recentPosts: 0 };
  return { named: [], recentPosts: await recentPosts(mail, context) };
}

/** This one included. Where keys are used, whom nothing but a From names did not write it for sure (S2). */
async function recentPosts(
  { inboxId, member, list, author, arrivedAt }: InFlight,
  { db }: StepContext,
): Promise<number> {
  const { member_verbosity_threshold: most, member_verbosity_interval: seconds } = list.settings;
  if (most === 0 || member === null || (usesKeys(list.settings) && !author.authentic)) return 0;
  const since = new Date(arrivedAt.getTime() - seconds * 1000);
  const writing = { listId: list.id, author: member, since, until: arrivedAt, besides: inboxId };
  return 1 + (await db.read((tx) => countRecentPosts(tx, writing)));
}

type HeaderFacts = Pick<PostingFacts, "recipients" | "namesList" | "headerRule" | "suspiciousHeader">;

async function headerFacts(mail: InFlight): Promise<HeaderFacts> {
  const { list } = mail;
  const { header_filter_rules, bounce_matching_headers, acceptable_aliases } = list.settings;
  const aliases = acceptable_aliases.includes("^") ? acceptable_aliases : "";
  const fits = await ownPatterns(header_filter_rules, bounce_matching_headers, aliases);
  const fields = headersOf(mail).flat();
  return {
    recipients: countRecipients(mail),
    namesList: namesList(list, destinations(mail), fits),
    headerRule: headerRule(mail, fits),
    suspiciousHeader: fieldRules(bounce_matching_headers).some((rule) =>
      fields.some(({ name, value }) => isField(rule.field, name) && fits(rule.expression, value) !== false),
    ),
  };
}

/** Owners look at a post with more fields than rules can. */
function headerRule(mail: InFlight, fits: Fits): PostingFacts["headerRule"] {
  const { settings } = mail.list;
  const rules = headerRules(settings.header_filter_rules);
  if (rules.length === 0) return null;
  const lines = headerLines(mail);
  return lines === null ? "hold" : askHeaderRules(rules, lines, { fits, mayAccept: !usesKeys(settings) });
}

function isField(wanted: string, name: string): boolean {
  return wanted.toLowerCase() === name.toLowerCase();
}
