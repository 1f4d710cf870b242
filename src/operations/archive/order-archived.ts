/**
 * Orders a mail with kept posts for one person. What goes sealed goes to members only, who are on the list and have a key
 * now; both are asked again when it is written and when it leaves.
 */
import { goesSealed } from "#archive";
import { addressKey, AppError, type EmailAddress, keyUsability } from "#base";
import { familiesFor, SCHEMES, usesKeys } from "#lists";
import {
  type ArchivedRow,
  keysOfMembers,
  memberByAddress,
  type Reader,
  type StoredList,
  type StoredMember,
  takeArchiveAnswer,
  type Transactor,
} from "#store";
import { order } from "../held/errand-order.ts";
import { settingsOf } from "../lists/list-settings-of.ts";
import type { Context } from "../operation.ts";
import type { ArchivedView } from "./archived-view.ts";
import { postsThatFit } from "./posts-that-fit.ts";

/** What somebody is sent, in one mail. */
export interface SentArchived {
  readonly list: string;
  readonly to: EmailAddress;
  readonly posts: readonly Pick<ArchivedView, "number" | "at" | "size" | "sealed">[];
  /** It goes sealed to the key of whom it goes to. */
  readonly sealed: boolean;
  /** Others that were meant as well, and are too many for one mail: from this number on. */
  readonly rest: number | null;
}

export interface Asker {
  readonly list: StoredList;
  readonly to: EmailAddress;
}

/** @throws AppError not-allowed to who is on the list no more, or had enough today; key-unusable without a key to seal to */
export async function orderArchived(
  tx: Transactor,
  { list, to }: Asker,
  rows: readonly [ArchivedRow, ...ArchivedRow[]],
  { clock, wake }: Pick<Context, "clock" | "wake">,
): Promise<SentArchived> {
  const at = clock.now();
  const member = await memberByAddress(tx, list.id, to);
  const settings = settingsOf(list);
  const posts = postsThatFit(rows);
  const sealed = posts.some((row) => goesSealed(row, settings));
  if (sealed || usesKeys(settings)) await mustBeMember(tx, { list, to }, { member, sealed, at });
  if (!(await takeArchiveAnswer(tx, { to: addressKey(to), listId: list.id, now: at }))) throw enoughToday(to);
  const numbers = posts.map(({ number }) => number);
  await order(
    tx,
    { listId: list.id, at },
    { do: "send-archived", to, member: member?.id ?? null, posts: numbers },
  );
  tx.onCommit(wake);
  return {
    list: list.address,
    to,
    sealed,
    posts: posts.map((row) => ({
      number: row.number,
      at: row.at.toISOString(),
      size: row.size,
      sealed: goesSealed(row, settings),
    })),
    rest: rows[posts.length]?.number ?? null,
  };
}

async function mustBeMember(
  tx: Reader,
  { list, to }: Asker,
  { member, sealed, at }: { member: StoredMember | null; sealed: boolean; at: Date },
): Promise<void> {
  if (member === null) throw notOn(list, to);
  const sealedIn = familiesFor(settingsOf(list), "distrib_encrypt");
  const families = sealedIn.length > 0 ? sealedIn : SCHEMES;
  const keys = await keysOfMembers(tx, [member.id]);
  const isUsable = keys.some((key) => families.includes(key.scheme) && keyUsability(key, at).usable !== null);
  if (sealed && !isUsable) throw noKey(list, to);
}

function notOn({ address }: StoredList, to: EmailAddress): AppError {
  const publicText = `${to} is not on ${address}. Its posts go to members only.`;
  return new AppError({ code: "not-allowed", publicText });
}

function noKey({ address }: StoredList, to: EmailAddress): AppError {
  const publicText = `${address} has no key of ${to} that it could seal for, and these posts go sealed or not at all: nothing was sent. Give the owners a key first.`;
  return new AppError({ code: "key-unusable", publicText });
}

function enoughToday(to: EmailAddress): AppError {
  const publicText = `${to} was sent enough earlier posts today. Ask again tomorrow.`;
  return new AppError({ code: "not-allowed", publicText });
}
