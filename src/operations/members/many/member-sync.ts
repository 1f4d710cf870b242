import { z } from "zod";
import { addressKey, type AddressKey, type EmailAddress, type MemberId, ok } from "#base";
import {
  memberPage,
  otherAddressesOn,
  type Reader,
  rememberLeftKeys,
  removeMember,
  type StoredList,
  type StoredMember,
} from "#store";
import { address } from "../../input.ts";
import { type Context, operation } from "../../operation.ts";
import { checkImport, importLine, type ReadyLine } from "./check-import.ts";
import { wantedList } from "../../wanted.ts";
import { isBanned } from "../come-and-go.ts";
import { storeLines } from "./member-import.ts";

const PAGE = 500;
const MOST_LINES = 100_000;

const input = z.strictObject({
  list: address,
  lines: z.array(importLine).max(MOST_LINES),
  /** Says what would change, and changes nothing. */
  dryRun: z.boolean().default(false),
  /** Adds also those whose address the setting ban_list has. */
  evenBanned: z.boolean().default(false),
  /** Whether who is added is written to; absent: as send_welcome_msg says. */
  welcome: z.boolean().optional(),
});

export interface Synced {
  readonly added: readonly EmailAddress[];
  /** In the file, banned from the list and not on it: they are not added. */
  readonly banned: readonly EmailAddress[];
  readonly removed: readonly EmailAddress[];
  /** Not in the file, and kept: owners and moderators. */
  readonly kept: readonly EmailAddress[];
  readonly unchanged: number;
  readonly dryRun: boolean;
}

/** The members are those of the file then; who stays keeps name, options and keys. Who goes is not written to. */
export const memberSync = operation({
  name: "member.sync",
  summary: "Make the members of a list those of a file",
  input,
  async run(context, { list: wanted, lines, dryRun, evenBanned, welcome }) {
    const list = await context.db.read((tx) => wantedList(tx, wanted));
    const ready = await checkImport(context, wanted, lines);
    const inFile = new Set(ready.map(({ member }) => addressKey(member.address)));
    const { present, keysOf } = await context.db.read((tx) => everybody(tx, list));
    const keys = new Set(present.flatMap(keysOf));
    const absent = ready.filter(({ member }) => !keys.has(addressKey(member.address)));
    const banned = evenBanned ? [] : await bannedOf(list, absent);
    const missing = absent.filter((line) => !banned.includes(line));
    const others = present.filter((member) => !keysOf(member).some((key) => inFile.has(key)));
    const gone = others.filter((member) => !isStaff(member));
    if (!dryRun) {
      await storeLines(context, wanted, { ready: missing, welcome, evenBanned: true });
      await removeAll(context, gone);
    }
    return ok<Synced>({
      added: missing.map(({ member }) => member.address),
      banned: banned.map(({ member }) => member.address),
      removed: gone.map((member) => member.address),
      kept: others.filter(isStaff).map((member) => member.address),
      unchanged: present.length - others.length,
      dryRun,
    });
  },
});

async function bannedOf(list: StoredList, lines: readonly ReadyLine[]): Promise<readonly ReadyLine[]> {
  const banned: ReadyLine[] = [];
  for (const line of lines) if (await isBanned(list, line.member.address)) banned.push(line);
  return banned;
}

function isStaff({ owner, moderator }: StoredMember): boolean {
  return owner || moderator;
}

interface Everybody {
  readonly present: readonly StoredMember[];
  /** Of all addresses that are a member's. */
  readonly keysOf: (member: StoredMember) => readonly AddressKey[];
}

async function everybody(tx: Reader, list: StoredList): Promise<Everybody> {
  const present: StoredMember[] = [];
  for (let after: MemberId | undefined, isLast = false; !isLast;) {
    const page = await memberPage(tx, { listId: list.id, after, limit: PAGE });
    present.push(...page);
    after = page.at(-1)?.id;
    isLast = page.length < PAGE;
  }
  const others = Map.groupBy(await otherAddressesOn(tx, list.id), ({ memberId }) => memberId);
  const keysOf = ({ id, addressKey: first }: StoredMember) => [
    first,
    ...(others.get(id) ?? []).map(({ address: other }) => addressKey(other)),
  ];
  return { present, keysOf };
}

/** Some in one transaction. Which keys they had is remembered (S9). */
export async function removeAll({ db, clock }: Context, members: readonly StoredMember[]): Promise<void> {
  for (let start = 0; start < members.length; start += PAGE) {
    await db.transact(async (tx) => {
      for (const member of members.slice(start, start + PAGE)) {
        await rememberLeftKeys(tx, member, { at: clock.now() });
        await removeMember(tx, member.id);
      }
    });
  }
}
