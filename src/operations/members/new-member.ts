/** A member to be, alone or as a line of an import: the input, its key, the row. */
import { z } from "zod";
import { AppError, type EmailAddress, type MemberId } from "#base";
import type { ListSettings } from "#config";
import { bindMemberKey, type PreparedKey, prepareMemberKey } from "#keys";
import { usesKeys } from "#lists";
import {
  insertMember,
  keysOfMembers,
  leftKeys,
  leftModerated,
  otherAddressesOf,
  type Reader,
  type StoredList,
  type Transactor,
} from "#store";
import { address, file, fingerprint, nameUpTo } from "../input.ts";
import { beginDigestOfNew, type DigestAsked } from "./digest-choice.ts";
import { settingsOf } from "../lists/list-settings-of.ts";
import { noteReturn } from "../held/note-return.ts";
import { type MemberView, memberView } from "../views.ts";
import { orRefuse, wantedMember } from "../wanted.ts";

/** A key file, and what the owner says about it. */
export const keyInput = z.strictObject({
  file,
  /** Picks the key out of the file and pins it. */
  fingerprint: fingerprint.optional(),
  /** The key is this member's although it does not carry the address. */
  confirmAddress: z.boolean().default(false),
});

export type KeyInput = z.output<typeof keyInput>;

export const newMember = z.strictObject({
  address,
  name: nameUpTo(200).default(""),
  owner: z.boolean().default(false),
  moderator: z.boolean().default(false),
  /** False: for owners and moderators who do not read the list. */
  receives: z.boolean().default(true),
  key: keyInput.optional(),
});

export type NewMember = z.output<typeof newMember>;

/** The costly part, before any transaction. @throws AppError if the key cannot be this member's */
export async function prepareKey(key: KeyInput, member: EmailAddress, at: Date): Promise<PreparedKey> {
  const { file, fingerprint = null, confirmAddress } = key;
  return orRefuse(await prepareMemberKey({ file, address: member, fingerprint, confirmAddress, at }));
}

export interface AddedMember {
  readonly id: MemberId;
  /** The address left the list with a key and comes back without it (S9). */
  readonly isSuspect: boolean;
}

interface Addition {
  readonly member: NewMember;
  readonly key: PreparedKey | null;
  readonly at: Date;
  /** Who gave the key; absent: an owner. */
  readonly source?: "owner" | "member";
  /** Whether they asked for digests; absent: as the list's settings say. */
  readonly digest?: DigestAsked | undefined;
}

/**
 * Who left while they were moderated and is back within the days to undo it is moderated still.
 *
 * @throws AppError already-exists
 */
export async function addMember(
  tx: Transactor,
  list: StoredList,
  { member, key, at, source = "owner", digest }: Addition,
): Promise<AddedMember> {
  const { key: _file, ...fields } = member;
  const settings = settingsOf(list);
  const options = optionsOfNew(settings);
  const moderated =
    options.moderated || (await leftModerated(tx, { listId: list.id, address: member.address, now: at }));
  const added = await insertMember(tx, { ...fields, ...options, moderated, listId: list.id, at });
  if (!added.ok) throw isMember(list, member.address);
  await beginDigestOfNew(tx, { settings, id: added.value.id }, digest);
  const isSuspect = await noteReturn(tx, added.value, { key: key?.description.fingerprint ?? null, at });
  if (key !== null)
    orRefuse(await bindMemberKey(tx, { member: added.value, key, source, replace: false, at }));
  return { id: added.value.id, isSuspect };
}

/** On a list with keys what names somebody in To or Cc may reach them in clear: who wants no copy says so. */
function optionsOfNew(settings: ListSettings) {
  const words = settings.new_member_options.split(/\s+/);
  return {
    ack: words.includes("ack"),
    notMetoo: words.includes("not_me"),
    noDupes: words.includes("nodupes") && !usesKeys(settings),
    conceal: words.includes("conceal"),
    moderated: settings.default_member_moderation === "yes",
  };
}

/** @throws AppError not-found */
export async function readMemberView(
  tx: Reader,
  list: StoredList,
  { member: who, at }: { readonly member: EmailAddress; readonly at: Date },
): Promise<MemberView> {
  const member = await wantedMember(tx, list, who);
  const left = await leftKeys(tx, list.id, member.address);
  const others = (await otherAddressesOf(tx, [member.id])).map((one) => one.address);
  return memberView(member, { list, keys: await keysOfMembers(tx, [member.id]), left, others, at });
}

function isMember(list: StoredList, member: EmailAddress): AppError {
  const giveKey = ` To give them a key: conclave key import ${list.address} --member ${member} FILE`;
  const publicText = `${member} is on ${list.address} already.${usesKeys(settingsOf(list)) ? giveKey : ""}`;
  return new AppError({ code: "already-exists", publicText });
}
