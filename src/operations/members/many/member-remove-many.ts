import { z } from "zod";
import { type EmailAddress, ok } from "#base";
import { memberByAddress, otherAddressesOf } from "#store";
import { address } from "../../input.ts";
import { operation } from "../../operation.ts";
import { wantedList } from "../../wanted.ts";
import { removeAll } from "./member-sync.ts";

const MOST = 100_000;

export interface RemovedMany {
  readonly list: EmailAddress;
  readonly removed: readonly EmailAddress[];
  /** That counted as theirs, too: who is to stay away is banned under each. */
  readonly others: readonly EmailAddress[];
  /** Not on the list: nothing was to be done. */
  readonly unknown: readonly EmailAddress[];
}

/** What waits to be sent to them is dropped too. Which keys they had is remembered for a year (S9). */
export const memberRemoveMany = operation({
  name: "member.remove-many",
  summary: "Remove many members at once",
  input: z.strictObject({ list: address, addresses: z.array(address).min(1).max(MOST) }),
  async run(context, { list: wanted, addresses }) {
    const found = await context.db.read(async (tx) => {
      const list = await wantedList(tx, wanted);
      const rows = [];
      for (const one of addresses) rows.push({ one, member: await memberByAddress(tx, list.id, one) });
      return rows;
    });
    const byId = new Map(
      found.flatMap(({ member }) => (member === null ? [] : [[member.id, member] as const])),
    );
    const members = [...byId.values()];
    const ids = members.map(({ id }) => id);
    const others = await context.db.read((tx) => otherAddressesOf(tx, ids));
    await removeAll(context, members);
    return ok<RemovedMany>({
      list: wanted,
      removed: members.map((member) => member.address),
      others: others.map((one) => one.address),
      unknown: found.flatMap(({ one, member }) => (member === null ? [one] : [])),
    });
  },
});
