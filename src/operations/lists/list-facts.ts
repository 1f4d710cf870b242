/** A list with all its people and keys, as `doctor` and `list health` look at it. */
import {
  keysOfMembers,
  listKeys,
  memberPage,
  type Reader,
  type StoredList,
  type StoredMember,
  type StoredMemberKey,
} from "#store";
import type { ListFacts } from "./check-list.ts";

const PAGE = 500;

export async function listFacts(tx: Reader, list: StoredList, at: Date): Promise<ListFacts> {
  const members: StoredMember[] = [];
  const memberKeys: StoredMemberKey[] = [];
  for (;;) {
    const page = await memberPage(tx, { listId: list.id, after: members.at(-1)?.id, limit: PAGE });
    members.push(...page);
    memberKeys.push(
      ...(await keysOfMembers(
        tx,
        page.map(({ id }) => id),
      )),
    );
    if (page.length < PAGE) break;
  }
  return { list, keys: await listKeys(tx, list.id), members, memberKeys, at };
}
