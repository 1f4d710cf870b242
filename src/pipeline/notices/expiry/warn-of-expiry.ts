/**
 * The task `chk_cert_expiration`: on lists with keys, members and owners are warned of keys that expire, once at each of
 * the stages that the list has set. What was told is written down in the transaction that queues the notice.
 */
import { createHash } from "node:crypto";
import { DAY_MS, type EmailAddress, type MemberId } from "#base";
import { type List, speakingTo, usesKeys } from "#lists";
import {
  keysOfMembers,
  type KeyWarning,
  keyWarnings,
  listKeys,
  listStaff,
  memberPage,
  takeKeyWarning,
  type TaskModel,
  taskModel,
  type Transactor,
} from "#store";
import { expiringKeys, expiringListKeys, isNews, keysOfEach, type OwnedKey } from "./expiring-keys.ts";
import { expiryNotice, expiryNoticeForOwners, expiryNoticeFrom } from "./expiry-notices.ts";
import { forEachList, type OfEachList } from "../../inbox/for-each-list.ts";
import type { Notice } from "../notices.ts";
import { type PreparedNotice, prepareNotice, queueNotice } from "../send-notice.ts";
import type { PipelineSite } from "../../site.ts";
import { toList } from "../../to-list.ts";

const PAGE = 200;
/** As the chapter on S/Sympa calls it; a task model may name another. */
const TEMPLATE = "daily_cert_expiration";

export async function warnOfExpiry(site: PipelineSite): Promise<OfEachList> {
  const model = await site.db.read((tx) => taskModel(tx, "chk_cert_expiration"));
  return forEachList(site, "expiry.not-told", async (stored): Promise<Readonly<Record<string, number>>> => {
    const list = withDays(toList(stored, site.texts), model);
    return usesKeys(list.settings) ? warnOnList(site, list, model?.name ?? TEMPLATE) : {};
  });
}

/** A task model's days come to those of lists that warn at all. */
function withDays(list: List, model: TaskModel | null): List {
  const { expiry_warning_days: days } = list.settings;
  if (model === null || model.aheadMs === null || days.trim() === "") return list;
  const more = Math.ceil(model.aheadMs / DAY_MS);
  return { ...list, settings: { ...list.settings, expiry_warning_days: `${days} ${more}` } };
}

async function warnOnList(
  site: PipelineSite,
  list: List,
  template: string,
): Promise<Readonly<Record<string, number>>> {
  const at = site.clock.now();
  const told = await site.db.read((tx) => keyWarnings(tx, list.id));
  const own = await site.db.read((tx) => listKeys(tx, list.id));
  const found: OwnedKey[] = expiringListKeys(list, own, at).map((key) => ({ ...key, member: null }));
  let members = 0;
  for (let after: MemberId | undefined; ;) {
    const page = await nextPage(site, list, after);
    const keys = page.flatMap(({ member, keys: bound }) =>
      expiringKeys(list, bound, at).map((key): OwnedKey => ({ ...key, member })),
    );
    found.push(...keys);
    members += await warnMembers(site, list, {
      keys: keys.filter((key) => isNews(told, "member", key)),
      template,
    });
    after = page.at(-1)?.member.id;
    if (page.length < PAGE) break;
  }
  const owners = await warnOwners(
    site,
    list,
    found.filter((key) => isNews(told, "owners", key)),
  );
  return { members, owners };
}

function nextPage(site: PipelineSite, list: List, after: MemberId | undefined) {
  return site.db.read(async (tx) => {
    const members = await memberPage(tx, { listId: list.id, after, limit: PAGE });
    const ids = members.map(({ id }) => id);
    return keysOfEach(members, await keysOfMembers(tx, ids));
  });
}

/** How many were told. */
async function warnMembers(
  site: PipelineSite,
  list: List,
  { keys, template }: { readonly keys: readonly OwnedKey[]; readonly template: string },
): Promise<number> {
  let told = 0;
  for (const [member, theirs] of Map.groupBy(keys, (key) => key.member)) {
    if (member === null) continue;
    const speaking = speakingTo(list, member);
    const { language } = speaking.settings;
    const text = await site.template({ list: list.address, language, name: template });
    const own = text === null ? null : expiryNoticeFrom(text, speaking, theirs);
    const notice = await prepare(site, list, {
      to: member.address,
      notice: own ?? expiryNotice(speaking, theirs),
      keys: theirs,
    });
    const isTold = await queueAll(site, list, { notices: [notice], keys: theirs, who: "member" });
    if (isTold) told += 1;
  }
  return told;
}

async function warnOwners(site: PipelineSite, list: List, keys: readonly OwnedKey[]): Promise<number> {
  const staff = await site.db.read((tx) => listStaff(tx, list.id));
  const owners = staff.filter(({ owner }) => owner);
  if (keys.length === 0 || owners.length === 0) return 0;
  const notices = await Promise.all(
    owners.map((owner) => {
      const notice = expiryNoticeForOwners(speakingTo(list, owner), keys);
      return prepare(site, list, { to: owner.address, notice, keys });
    }),
  );
  return (await queueAll(site, list, { notices, keys, who: "owners" })) ? notices.length : 0;
}

interface Warning {
  readonly to: EmailAddress;
  readonly notice: Notice;
  readonly keys: readonly OwnedKey[];
}

function prepare(site: PipelineSite, list: List, { to, notice, keys }: Warning): Promise<PreparedNotice> {
  const effect = effectOf(list, to, keys);
  return prepareNotice(site, list, {
    to,
    notice,
    effect,
    attachments: [],
    kind: "auto-generated",
    inReplyTo: null,
  });
}

/** The same notice about the same keys at the same stages is one effect. */
function effectOf(list: List, to: EmailAddress, keys: readonly OwnedKey[]): string {
  const digest = createHash("sha256").update(to);
  for (const { fingerprint, expiresAt, stage, member } of keys)
    digest.update(`\0${member?.id ?? ""} ${fingerprint} ${expiresAt.getTime()} ${stage}`);
  return `expiry:${list.id}:${digest.digest("base64url")}`;
}

interface Warnings {
  readonly notices: readonly PreparedNotice[];
  readonly keys: readonly OwnedKey[];
  readonly who: KeyWarning["told"];
}

/** False: others told it meanwhile. */
async function queueAll(site: PipelineSite, list: List, { notices, keys, who }: Warnings): Promise<boolean> {
  const at = site.clock.now();
  return site.db.transact(async (tx) => {
    if (!(await takeAll(tx, list, { keys, who, at }))) return false;
    for (const one of notices) await queueNotice(tx, list, { ...one, inboxId: null, at });
    tx.onCommit(() => site.wakeDelivery());
    return true;
  });
}

/** True if any of them is news. */
async function takeAll(
  tx: Transactor,
  { id: listId }: List,
  { keys, who, at }: Pick<Warnings, "keys" | "who"> & { readonly at: Date },
): Promise<boolean> {
  let isAny = false;
  for (const { fingerprint, expiresAt, stage } of keys) {
    const warning = { listId, fingerprint, told: who, expiresAt, stage };
    isAny = (await takeKeyWarning(tx, warning, at)) || isAny;
  }
  return isAny;
}
