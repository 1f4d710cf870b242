import { z } from "zod";
import { AppError, type EmailAddress, ok } from "#base";
import {
  insertMember,
  listStaff,
  memberByAddress,
  removeMember,
  type StoredList,
  type StoredMember,
  type Transactor,
  updateMember,
} from "#store";
import { address } from "../input.ts";
import { operation } from "../operation.ts";
import { orRefuse, wantedList, wantedMember } from "../wanted.ts";
import type { MemberView } from "../views.ts";
import { readMemberView } from "./new-member.ts";

const input = z.strictObject({
  list: address,
  address,
  owner: z.boolean().optional(),
  moderator: z.boolean().optional(),
  /** An owner looks at their posts first. */
  moderated: z.boolean().optional(),
});
type Wanted = z.output<typeof input>;

/** `removed`: who only looked after the list and does so no more is not on it any more. */
export type Appointed =
  | (MemberView & { readonly removed: false })
  | { readonly removed: true; readonly list: EmailAddress; readonly address: EmailAddress };

/** Who is appointed and is not on the list looks after it without reading it. */
export const memberAppoint = operation({
  name: "member.appoint",
  summary:
    "Make somebody owner or moderator of a list, or no more; moderate what a member writes, or no more",
  input,
  async run({ db, clock, wake }, wanted) {
    const at = clock.now();
    const outcome = await db.transact(async (tx): Promise<Appointed> => {
      const list = await wantedList(tx, wanted.list);
      const member = await memberFor(tx, list, { wanted, at });
      await refuseLastOwner(tx, list, { wanted, member });
      const { owner, moderator, moderated } = wanted;
      await updateMember(tx, member.id, { owner, moderator, moderated });
      tx.onCommit(wake);
      const after = await readMemberView(tx, list, { member: member.address, at });
      const isGone = (member.owner || member.moderator) && isNobody(after);
      if (!isGone) return { ...after, removed: false };
      await removeMember(tx, member.id);
      return { removed: true, list: list.address, address: member.address };
    });
    return ok(outcome);
  },
});

async function memberFor(
  tx: Transactor,
  list: StoredList,
  { wanted, at }: { readonly wanted: Wanted; readonly at: Date },
): Promise<StoredMember> {
  const isNewStaff = wanted.owner === true || wanted.moderator === true;
  if (!isNewStaff || (await memberByAddress(tx, list.id, wanted.address)) !== null)
    return wantedMember(tx, list, wanted.address);
  const fields = { listId: list.id, address: wanted.address, receives: false, at };
  const added = await insertMember(tx, fields);
  if (added.ok) return added.value;
  return orRefuse({ ok: false, error: new AppError({ code: "already-exists", publicText: "" }) });
}

/** Who only looked after the list, and does so no more, is not on it. What is bound to a key stays. */
function isNobody({ owner, moderator, receives, keys }: MemberView): boolean {
  return !owner && !moderator && !receives && keys.length === 0;
}

/** What waits would be nobody's. */
async function refuseLastOwner(
  tx: Transactor,
  list: StoredList,
  { wanted, member }: { readonly wanted: Wanted; readonly member: StoredMember },
): Promise<void> {
  if (wanted.owner !== false || !member.owner) return;
  const owners = (await listStaff(tx, list.id)).filter(({ owner }) => owner);
  if (owners.length > 1) return;
  throw new AppError({
    code: "not-allowed",
    publicText: `${member.address} is the only owner of ${list.address}. First: conclave list owner add ${list.address} ADDRESS`,
  });
}
