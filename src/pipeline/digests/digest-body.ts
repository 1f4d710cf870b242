/** A digest as a message for readers of one profile: what stands outside tells nothing of what is in it. */
import { createHash } from "node:crypto";
import { setImmediate as nextTurn } from "node:timers/promises";
import { AppError, type Bytes, concatBytes, domainOf, type Profile, type Result, view } from "#base";
import { beenThere, doorAddress, type List, listIdOf, usesKeys } from "#lists";
import { encodeWords, type FieldList, formatAddress, formatField } from "#mime";
import type { SealedPost, SealFailure } from "#protect";
import { archivedOfPost, digestOctets, type DigestPost, noteLeftOut } from "#store";
import { type ListOpenpgpKey, formatDate, listFields } from "../compose/opened/outside.ts";
import { clearReady, type ReadyBody, sealedReady } from "../compose/ready-body.ts";
import { signedIn } from "../distribution/prepare-body.ts";
import { wayToWhole } from "../scrubbing/left-out-lines.ts";
import type { PipelineSite } from "../site.ts";
import { type DigestIssue, type DigestMessage, digestMessage, digestTitle } from "./digest-issue.ts";
import { type DigestRange, markText } from "./digest-range.ts";
import { mimeDigest } from "./mime-digest.ts";
import { messageLines, plainDigest } from "./plain-digest.ts";
import type { DigestGroup } from "./plan-digests.ts";

export interface DigestFacts extends Pick<DigestGroup, "range" | "form" | "profile"> {
  readonly issue: DigestIssue;
  /** Each copy says how its own reader leaves. */
  readonly ownLeaveLink: boolean;
}

/** null: none of its posts can be read. */
export async function digestBody(site: PipelineSite, facts: DigestFacts): Promise<ReadyBody | null> {
  const messages = await readableMessages(site, facts);
  if (messages.length === 0) return null;
  const { profile } = facts;
  const content = digestContent(site, facts, messages);
  if (profile === null) return inClear(facts, content);
  const sealed = await withKeys(site, facts, { content, profile });
  if (sealed.ok) return sealedReady(sealed.value);
  if (sealed.error !== "beyond-limits" || facts.form === "plain")
    throw new Error(`a digest was not sealed: ${sealed.error}`);
  // What is signed for all to see is read once more (S10). A digest in text has one part, whatever its posts have.
  return digestBody(site, { ...facts, form: "plain" });
}

/** One that cannot be read holds up no other. */
async function readableMessages(site: PipelineSite, facts: DigestFacts): Promise<readonly DigestMessage[]> {
  const { id: listId } = facts.issue.list;
  const messages: DigestMessage[] = [];
  for (const post of facts.range.posts) {
    const message = await readableMessage(site, facts, post);
    if (message instanceof AppError) {
      site.logger.error("digest.post-left-out", { list: listId, post: post.number, code: message.code });
      const leftOut = { number: post.number, why: "damaged" } as const;
      await site.db.transact((tx) => noteLeftOut(tx, { listId, at: site.clock.now() }, [leftOut]));
    } else messages.push(message);
    await nextTurn();
  }
  return messages;
}

/** The error is the post's own; trouble with the database or the disk, which may pass, is thrown. */
async function readableMessage(
  site: PipelineSite,
  { issue, profile, form }: DigestFacts,
  post: DigestPost,
): Promise<DigestMessage | AppError> {
  const kept = await site.db.read((tx) => archivedOfPost(tx, post.postId));
  const octets = await site.db.read((tx) => digestOctets(tx, post)).catch(damaged);
  if (octets instanceof AppError) return octets;
  const read = messageOf(issue, post, octets);
  if (read instanceof AppError) return read;
  const way = wayToWhole(issue.list, kept, profile === null || profile.cipher === "none");
  const message = { ...read, way };
  return { ...message, lines: form === "plain" ? await messageLines(site, issue, message) : [] };
}

function messageOf(
  { list }: DigestIssue,
  { number }: DigestPost,
  octets: Bytes,
): ReturnType<typeof digestMessage> | AppError {
  try {
    return digestMessage(list, number, octets);
  } catch (thrown) {
    return AppError.fromUnknown(thrown);
  }
}

function damaged(thrown: unknown): AppError {
  const error = AppError.fromUnknown(thrown);
  if (error.code !== "bad-data") throw thrown;
  return error;
}

/** A MIME entity. */
function digestContent(
  site: PipelineSite,
  { issue, form }: DigestFacts,
  messages: readonly DigestMessage[],
): Uint8Array {
  return form === "mime" ? mimeDigest(issue, messages, site.random) : plainDigest(issue, messages);
}

/** Its parts are not counted: those of many posts may be more than those of one message. */
function inClear(facts: DigestFacts, content: Uint8Array): ReadyBody {
  const end = view(content).indexOf("\r\n\r\n") + "\r\n".length;
  const own = [...digestFields(facts, null), ["MIME-Version", "1.0"] as const];
  const fields = own.map(([name, value]) => formatField(name, value));
  const outer = concatBytes(...fields, content.subarray(0, end));
  return clearReady(outer, content.subarray(end + "\r\n".length));
}

async function withKeys(
  site: PipelineSite,
  facts: DigestFacts,
  { content, profile }: { readonly content: Uint8Array; readonly profile: Profile },
): Promise<Result<SealedPost, SealFailure>> {
  const { list, at } = facts.issue;
  const secrets = await site.keyring.secrets(list.id);
  const { openpgp, openpgpPublic } = secrets;
  const { autocryptValue } = await import("#protect");
  const key =
    openpgp === null || openpgpPublic === null
      ? null
      : { fingerprint: openpgp.fingerprint, autocrypt: autocryptValue(list.address, openpgpPublic) };
  const fields = digestFields(facts, key);
  const post = { outer: fields, protected: protectedFields(list, fields), block: null, content };
  const made = signedIn(profile, list.settings, secrets);
  return site.crypt.seal({ profile: made, post, secrets, at, random: site.random });
}

const PROTECTED = ["From", "To", "Date", "Subject", "Message-ID"];

function protectedFields(list: List, fields: FieldList): FieldList {
  const id = `${encodeWords(list.displayName)} <${listIdOf(list.address)}>`;
  return [...fields.filter(([name]) => PROTECTED.includes(name)), ["List-Id", id]];
}

/** From is the address that signs, where the list signs; else the one that answers commands, as Mailman does. */
function digestFields(facts: DigestFacts, openpgpKey: ListOpenpgpKey | null): FieldList {
  const { issue, range } = facts;
  const { list } = issue;
  const { address, displayName, settings } = list;
  const from = usesKeys(settings) ? address : doorAddress(address, "request");
  const wasDecrypted = range.posts.some(({ opened }) => opened);
  const { ownLeaveLink } = facts;
  const own = listFields({ list, openpgpKey, wasDecrypted, ownLeaveLink, way: beenThere(address, null) });
  const replies = own.some(([name]) => name === "Reply-To") ? [] : [["Reply-To", address] as const];
  return [
    ["From", formatAddress(displayName, from)],
    ["To", address],
    ["Date", formatDate(issue.at)],
    ["Subject", encodeWords(digestTitle(issue))],
    ["Message-ID", digestId(list, range, facts.form)],
    ...replies,
    ...own,
  ];
}

/** The same for all whose copies hold the same. */
function digestId({ id, address, settings }: List, range: DigestRange, form: string): string {
  const { from, to, leftOut } = range;
  const numbers = leftOut.map(({ number }) => number);
  const copy = [id, markText(from), markText(to), form, settings.language, ...numbers].join("\0");
  const digest = createHash("sha256").update(copy).digest("base64url");
  return `<digest.${digest.slice(0, 28)}@${domainOf(address)}>`;
}
