import { z } from "zod";
import { AppError, type EmailAddress, keyUsability, ok } from "#base";
import { familiesFor, SCHEMES, usesKeys } from "#lists";
import { keysOfMembers, type Reader, type StoredList, type StoredMember } from "#store";
import { sendCopy } from "./decide-held.ts";
import { heldOnList } from "./held-on-list.ts";
import { address, rowId } from "../input.ts";
import { settingsOf } from "../lists/list-settings-of.ts";
import { operation } from "../operation.ts";
import { wantedMember } from "../wanted.ts";

/** The message goes to an owner or moderator, opened and sealed to their key; it stays where it is. */
export const heldSend = operation({
  name: "held.send",
  summary: "Send one held message to an owner or moderator, sealed to their key",
  input: z.strictObject({ id: rowId, to: address }),
  async run({ db, clock, wake }, { id, to }) {
    await db.transact(async (tx) => {
      const held = await heldOnList(tx, id, clock.now());
      const member = await wantedMember(tx, held.list, to);
      await mayRead(tx, held.list, member, clock.now());
      await sendCopy(tx, held, member.id);
      tx.onCommit(wake);
    });
    const sent: { readonly id: number; readonly to: EmailAddress } = { id, to };
    return ok(sent);
  },
});

/** @throws AppError not-allowed, key-unusable */
async function mayRead(tx: Reader, list: StoredList, member: StoredMember, at: Date): Promise<void> {
  if (!member.owner && !member.moderator) throw notStaff(member, list);
  const settings = settingsOf(list);
  if (!usesKeys(settings)) return;
  const sealedIn = familiesFor(settings, "distrib_encrypt");
  const families = sealedIn.length > 0 ? sealedIn : SCHEMES;
  const keys = await keysOfMembers(tx, [member.id]);
  const isUsable = keys.some((key) => families.includes(key.scheme) && keyUsability(key, at).usable !== null);
  if (!isUsable) throw noKey(member, list);
}

function notStaff(member: StoredMember, list: StoredList): AppError {
  const publicText = `${member.address} is neither owner nor moderator of ${list.address}.`;
  return new AppError({ code: "not-allowed", publicText });
}

function noKey(member: StoredMember, list: StoredList): AppError {
  const publicText = `${list.address} has no key of ${member.address} that it could seal for: nothing was sent. Bind one: conclave key import ${list.address} FILE --member ${member.address}`;
  return new AppError({ code: "key-unusable", publicText });
}
