/** A digest as a message for readers of one profile: what stands outside tells nothing of what is in it. */
import { createHash } from "node:crypto";
import { concatBytes, domainOf, type Profile } from "#base";
import { beenThere, doorAddress, type List, listIdOf, usesKeys } from "#lists";
import { encodeWords, type FieldList, formatAddress, formatField, parseMessage } from "#mime";
import { digestOctets } from "#store";
import { type ListOpenpgpKey, formatDate, listFields } from "../compose/outside.ts";
import { clearReady, type ReadyBody, sealedReady } from "../compose/ready-body.ts";
import { signedIn } from "../distribution/prepare-body.ts";
import type { PipelineSite } from "../site.ts";
import { type DigestIssue, digestMessage, digestTitle } from "./digest-issue.ts";
import type { DigestRange } from "./digest-range.ts";
import { mimeDigest } from "./mime-digest.ts";
import { plainDigest } from "./plain-digest.ts";
import type { DigestGroup } from "./plan-digests.ts";

export interface DigestFacts extends Pick<DigestGroup, "range" | "form" | "profile"> {
  readonly issue: DigestIssue;
  /** Each copy says how its own reader leaves. */
  readonly ownLeaveLink: boolean;
}

export async function digestBody(site: PipelineSite, facts: DigestFacts): Promise<ReadyBody> {
  const content = await digestContent(site, facts);
  return facts.profile === null
    ? inClear(facts, content)
    : withKeys(site, facts, { content, profile: facts.profile });
}

/** A MIME entity. */
async function digestContent(site: PipelineSite, { issue, range, form }: DigestFacts): Promise<Uint8Array> {
  const messages = [];
  for (const post of range.posts) {
    const octets = await site.db.read((tx) => digestOctets(tx, post));
    messages.push(digestMessage(issue.list, post.number, octets));
  }
  return form === "mime" ? mimeDigest(issue, messages, site.random) : plainDigest(issue, messages);
}

function inClear(facts: DigestFacts, content: Uint8Array): ReadyBody {
  const parsed = parseMessage(content);
  if (!parsed.ok) throw new Error("a digest that was composed cannot be read");
  const { header, body } = parsed.value;
  const own = [...digestFields(facts, null), ["MIME-Version", "1.0"] as const];
  const fields = own.map(([name, value]) => formatField(name, value));
  return clearReady(concatBytes(...fields, ...header.fields.map(({ raw }) => raw)), body);
}

async function withKeys(
  site: PipelineSite,
  facts: DigestFacts,
  { content, profile }: { readonly content: Uint8Array; readonly profile: Profile },
): Promise<ReadyBody> {
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
  const sealed = await site.crypt.seal({ profile: made, post, secrets, at, random: site.random });
  if (!sealed.ok) throw new Error(`a digest was not sealed: ${sealed.error}`);
  return sealedReady(sealed.value);
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
function digestId({ id, address, settings }: List, { since, to }: DigestRange, form: string): string {
  const copy = [id, since, to, form, settings.language].join("\0");
  const digest = createHash("sha256").update(copy).digest("base64url");
  return `<digest.${digest.slice(0, 28)}@${domainOf(address)}>`;
}
