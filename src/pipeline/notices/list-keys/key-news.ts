/** What members are told about the list's keys: that there are new ones, that old ones count no more, or just which. */
import { type Bytes, type Fingerprint, inGroups, type ListSecret } from "#base";
import { say } from "#i18n";
import { type List, voiceOf } from "#lists";
import { composeMultipart, composeText } from "#mime";
import type { ErrandOrder, KeyForm } from "#operations";
import { type ListKey, listKeys, memberById } from "#store";
import type { PipelineSite } from "../../site.ts";
import { activeListKeys, authorityParts, keyPart, keyPartsIn, listAuthority } from "./list-key-parts.ts";
import { type Notice, sendkeyNotice } from "../notices.ts";
import type { NoticeRequest } from "../send-notice.ts";

type KeyOrder = Extract<ErrandOrder, { readonly do: "tell-key" }>;
type Told = Pick<NoticeRequest, "notice" | "attachments">;

/** null: they left. */
export async function keyNews(
  site: PipelineSite,
  list: List,
  { member, why, old, form }: KeyOrder,
): Promise<Omit<NoticeRequest, "effect"> | null> {
  const person = await site.db.read((tx) => memberById(tx, member));
  if (person === null || person.listId !== list.id) return null;
  const told = form === undefined ? await TELL[why](site, list, old) : await presentKeys(site, list, form);
  return { to: person.address, ...told, kind: "auto-generated", inReplyTo: null };
}

type Tell = (site: PipelineSite, list: List, old: readonly Fingerprint[]) => Promise<Told>;

const TELL: Readonly<Record<KeyOrder["why"], Tell>> = {
  rotated: tellRotated,
  compromised: tellCompromised,
  sent: (site, list) => presentKeys(site, list),
};

/** In the form that was asked for, where the list has a key of which there is one: else as most programs take them. */
export async function presentKeys(
  site: PipelineSite,
  list: List,
  form: KeyForm | null = null,
): Promise<Told> {
  const keys = await activeListKeys(site, list);
  const inForm = form === null ? [] : await keyPartsIn(site, keys, form);
  if (inForm.length > 0) {
    const those = keys.filter(({ scheme }) => (scheme === "openpgp") === (form === "openpgp"));
    return { notice: sendkeyNotice(list, those, { form }), attachments: inForm };
  }
  const authority = await listAuthority(site, list.address, keys);
  const parts = await Promise.all(keys.map(keyPart));
  return {
    notice: sendkeyNotice(list, keys, { authority }),
    attachments: [...parts, ...(await authorityParts(authority))],
  };
}

/** The list's new key signs the mail; what tells of it stands in a part that the old keys signed. */
async function tellRotated(site: PipelineSite, list: List, old: readonly Fingerprint[]): Promise<Told> {
  const voice = voiceOf(list);
  const present = await presentKeys(site, list);
  const secrets = (await site.keyring.secrets(list.id)).all.filter((one) => old.includes(one.fingerprint));
  const text = composeText(`${present.notice.lines.join("\r\n")}\r\n`);
  const plain = composeMultipart({
    subtype: "mixed",
    parts: [text, ...present.attachments],
    random: site.random,
  });
  const lines = [
    say(voice, "key-rotated-1", { list: list.displayName }),
    ...old.map((fingerprint) => `  ${inGroups(fingerprint)}`),
    "",
    say(voice, "key-rotated-do", { days: String(list.settings.old_key_days) }),
  ];
  return {
    notice: { subject: say(voice, "key-rotated-subject", { list: list.displayName }), lines },
    attachments: [await signedByAll(site, secrets, plain)],
  };
}

/** Signatures around each other, one per family (RFC 1847 §2.1). */
async function signedByAll(
  { clock, random }: PipelineSite,
  secrets: readonly ListSecret[],
  entity: Bytes,
): Promise<Bytes> {
  const { signEntity } = await import("#protect");
  let content = entity;
  for (const signWith of secrets) content = await signEntity({ content, signWith, at: clock.now(), random });
  return content;
}

/** Nothing that the list signs can vouch for its new key: whoever has the old one could have written it. */
async function tellCompromised(site: PipelineSite, list: List, old: readonly Fingerprint[]): Promise<Told> {
  const voice = voiceOf(list);
  const present = await presentKeys(site, list);
  const revoked = await oldKeys(site, list, old);
  const notice: Notice = {
    subject: say(voice, "key-compromised-subject", { list: list.displayName }),
    lines: [
      say(voice, "key-compromised-1", { list: list.displayName }),
      ...old.map((fingerprint) => `  ${inGroups(fingerprint)}`),
      "",
      say(voice, "key-compromised-do"),
      "",
      ...present.notice.lines,
    ],
  };
  return { notice, attachments: [...present.attachments, ...(await Promise.all(revoked.map(keyPart)))] };
}

/** OpenPGP keys say themselves that they are revoked: imported, they warn. */
async function oldKeys(
  { db }: PipelineSite,
  list: List,
  old: readonly Fingerprint[],
): Promise<readonly ListKey[]> {
  const keys = await db.read((tx) => listKeys(tx, list.id));
  return keys.filter(({ scheme, fingerprint }) => scheme === "openpgp" && old.includes(fingerprint));
}
