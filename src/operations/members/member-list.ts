import { z } from "zod";
import { ok } from "#base";
import { keysOfMembers, memberPage, type Reader, type StoredList, type StoredMember } from "#store";
import { address } from "../input.ts";
import { operation } from "../operation.ts";
import { type MemberView, memberView } from "../views.ts";
import { wantedList } from "../wanted.ts";

const PAGE = 500;

export const memberList = operation({
  name: "member.list",
  summary: "Show the members of a list and their keys",
  input: z.strictObject({ list: address }),
  async run({ db, clock }, wanted) {
    const at = clock.now();
    const views = await db.read(async (tx) => allMembers(tx, await wantedList(tx, wanted.list), at));
    return ok(views);
  },
});

async function allMembers(tx: Reader, list: StoredList, at: Date): Promise<readonly MemberView[]> {
  const views: MemberView[] = [];
  for (let page = await pageAfter(tx, list); page.length > 0; page = await pageAfter(tx, list, page.at(-1))) {
    const keys = await keysOfMembers(
      tx,
      page.map(({ id }) => id),
    );
    views.push(...page.map((member) => memberView(member, { list, keys, left: [], at })));
  }
  return views;
}

function pageAfter(tx: Reader, list: StoredList, last?: StoredMember): Promise<readonly StoredMember[]> {
  return memberPage(tx, { listId: list.id, after: last?.id, limit: PAGE });
}
