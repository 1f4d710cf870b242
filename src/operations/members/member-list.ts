/** Page by page, each in a view of its own: a large list keeps neither memory nor the one reading connection. */
import { z } from "zod";
import { type EmailAddress, type MemberId, ok } from "#base";
import { keysOfMembers, memberPage } from "#store";
import { address } from "../input.ts";
import { type Context, operation } from "../operation.ts";
import { type MemberView, memberView } from "../views.ts";
import { wantedList, wantedMember } from "../wanted.ts";

/** Members at most in one view. */
export const MEMBERS_A_PAGE = 500;

export const memberList = operation({
  name: "member.list",
  summary: "Show the members of a list and their keys",
  input: z.strictObject({
    list: address,
    /** Absent: all of them, as many as there are. */
    page: z.strictObject({ after: address.optional() }).optional(),
  }),
  async run(context, { list, page }) {
    if (page !== undefined) return ok((await pageOf(context, list, page.after)).views);
    const all: MemberView[] = [];
    for (let last: MemberId | undefined; ;) {
      const some = await pageOf(context, list, last);
      all.push(...some.views);
      if (some.views.length < MEMBERS_A_PAGE) return ok(all);
      last = some.last;
    }
  },
});

/** In the order in which they came. Fewer than MEMBERS_A_PAGE: there are no more. */
async function pageOf(
  { db, clock }: Context,
  address: EmailAddress,
  last: MemberId | EmailAddress | undefined,
): Promise<{ readonly views: readonly MemberView[]; readonly last: MemberId | undefined }> {
  const at = clock.now();
  return db.read(async (tx) => {
    const list = await wantedList(tx, address);
    const after = typeof last === "string" ? (await wantedMember(tx, list, last)).id : last;
    const members = await memberPage(tx, { listId: list.id, after, limit: MEMBERS_A_PAGE });
    const keys = await keysOfMembers(
      tx,
      members.map(({ id }) => id),
    );
    const views = members.map((member) => memberView(member, { list, keys, left: [], at }));
    return { views, last: members.at(-1)?.id };
  });
}
