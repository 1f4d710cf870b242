/** Where somebody is a member, of the lists that are meant. */
import { AppError, type EmailAddress } from "#base";
import { listById, membershipsOf, type Reader, type StoredList, type StoredMember } from "#store";
import { wantedList } from "../../wanted.ts";

export interface On {
  readonly list: StoredList;
  readonly member: StoredMember;
}

/**
 * @param only this list; absent: all that the address is on
 * @throws AppError not-found if there is none
 */
export async function membershipsOn(
  tx: Reader,
  address: EmailAddress,
  only: EmailAddress | undefined,
): Promise<readonly On[]> {
  const wanted = only === undefined ? null : await wantedList(tx, only);
  const found: On[] = [];
  for (const member of await membershipsOf(tx, address)) {
    const list = wanted !== null && wanted.id !== member.listId ? null : await listById(tx, member.listId);
    if (list !== null) found.push({ list, member });
  }
  if (found.length > 0) return found;
  const publicText = `${address} is ${only === undefined ? "on no list" : `not on ${only}`}. Nothing was changed.`;
  throw new AppError({ code: "not-found", publicText });
}
