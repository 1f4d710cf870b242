import { z } from "zod";
import { AppError, type EmailAddress, ok } from "#base";
import { usesKeys } from "#lists";
import { listById, membershipsOf, type StoredList, type StoredMember, type Transactor } from "#store";
import { address } from "../input.ts";
import { settingsOf } from "../lists/list-settings-of.ts";
import { type Context, operation } from "../operation.ts";
import { mayChoose } from "./digest-choice.ts";
import { applyOptions, changeOf, memberOptions, settledOptions } from "./member-set.ts";

const input = z.strictObject({
  address,
  options: memberOptions,
  /** Only these. Absent: all that the address is on. */
  lists: z.array(address).optional(),
});

export interface SetOnAll {
  readonly address: EmailAddress;
  /** Where. */
  readonly lists: readonly EmailAddress[];
}

/** What a person proved to one list counts for those without keys: the others ask for themselves (S2). */
export const memberSetAll = operation({
  name: "member.set-all",
  summary: "Change what somebody chose on all lists that they are on",
  input,
  async run(context, wanted) {
    const { db, clock, wake, actor } = context;
    if (wanted.options.topics !== undefined) throw ofOneList();
    const at = clock.now();
    const change = changeOf(wanted.options, { actor, at });
    const lists = await db.transact(async (tx) => {
      const found: EmailAddress[] = [];
      for (const member of await membershipsOf(tx, wanted.address)) {
        const list = await listWanted(tx, context, { member, only: wanted.lists });
        if (list === null) continue;
        const options = settledOptions(list, wanted.options, member);
        const { digest } = options;
        if (digest !== undefined && !mayChoose(settingsOf(list), member, digest)) continue;
        await applyOptions(tx, list, { member, options, change });
        found.push(list.address);
      }
      if (found.length === 0) throw onNone(wanted.address);
      tx.onCommit(wake);
      return found;
    });
    return ok<SetOnAll>({ address: wanted.address, lists });
  },
});

interface Asked {
  readonly member: StoredMember;
  readonly only: readonly EmailAddress[] | undefined;
}

async function listWanted(
  tx: Transactor,
  { actor }: Context,
  { member, only }: Asked,
): Promise<StoredList | null> {
  const list = await listById(tx, member.listId);
  if (list === null || (only !== undefined && !only.includes(list.address))) return null;
  return actor.kind !== "operator" && usesKeys(settingsOf(list)) ? null : list;
}

function ofOneList(): AppError {
  const publicText = "Topics are those of one list: name it instead of all.";
  return new AppError({ code: "bad-input", publicText });
}

function onNone(who: EmailAddress): AppError {
  return new AppError({ code: "not-found", publicText: `${who} is on no list. Nothing was changed.` });
}
