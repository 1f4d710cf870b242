import { z } from "zod";
import { type EmailAddress, type MemberId, ok } from "#base";
import { memberPage, type Reader, type StoredList, type StoredMember } from "#store";
import { address } from "../input.ts";
import { operation } from "../operation.ts";
import { wantedList } from "../wanted.ts";

const PAGE = 500;

export interface RosterEntry {
  readonly address: EmailAddress;
  readonly name: string;
  readonly role: "owner" | "moderator" | "member";
}

export interface Roster {
  readonly list: EmailAddress;
  readonly entries: readonly RosterEntry[];
  /** How many more do not want to be shown. */
  readonly concealed: number;
}

/** Who may is asked before (`private_roster`). Owners and moderators are shown all; others not those who conceal themselves. */
export const listReview = operation({
  name: "list.review",
  summary: "Show who is on a list, to those who may see it",
  input: z.strictObject({
    list: address,
    /** With those who conceal themselves: for owners. */
    all: z.boolean().default(false),
  }),
  async run({ db }, { list: wanted, all }) {
    const roster = await db.read(async (tx) => rosterOf(tx, await wantedList(tx, wanted), all));
    return ok(roster);
  },
});

async function rosterOf(tx: Reader, list: StoredList, all: boolean): Promise<Roster> {
  const entries: RosterEntry[] = [];
  let concealed = 0;
  for (let after: MemberId | undefined; ;) {
    const page = await memberPage(tx, { listId: list.id, after, limit: PAGE });
    const shown = page.filter((member) => all || !member.conceal);
    concealed += page.length - shown.length;
    entries.push(...shown.map(entry));
    after = page.at(-1)?.id;
    if (page.length < PAGE) return { list: list.address, entries, concealed };
  }
}

function entry({ address: who, name, owner, moderator }: StoredMember): RosterEntry {
  return { address: who, name, role: owner ? "owner" : moderator ? "moderator" : "member" };
}
