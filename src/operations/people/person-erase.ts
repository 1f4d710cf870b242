/** Erases one person from the database (S14), and says what stays and why. */
import { z } from "zod";
import { AppError, type EmailAddress, ok, sameAddress } from "#base";
import {
  allLists,
  erasePerson,
  findPerson,
  listStaff,
  type PersonTable,
  personTables,
  type Reader,
} from "#store";
import { address } from "../input.ts";
import { operation } from "../operation.ts";
import { postsNaming } from "./posts-naming.ts";

export interface ErasedPerson {
  readonly address: EmailAddress;
  /** False: only said what would be. */
  readonly done: boolean;
  readonly tables: readonly {
    readonly table: string;
    readonly rows: number;
    readonly stays: string | null;
  }[];
}

export const personErase = operation({
  name: "person.erase",
  summary: "Erase a person, or say what erasing would do",
  input: z.strictObject({
    address,
    dryRun: z.boolean().default(true),
    /** Their posts that are kept or archived, too. */
    posts: z.boolean().default(false),
  }),
  async run({ db, clock }, { address, dryRun, posts }) {
    const naming = await postsNaming(db, address);
    const tables = await db.transact(async (tx) => {
      const person = await findPerson(tx, address, naming);
      const found = await personTables(tx, person);
      if (!dryRun) await refuseLastOwner(tx, address);
      if (!dryRun) await erasePerson(tx, person, { at: clock.now(), posts });
      return found.map((one) => summary(one, posts));
    });
    if (!dryRun) await db.emptyLog();
    return ok<ErasedPerson>({ address, done: !dryRun, tables });
  },
});

/** Nobody would hear of what waits there, or could decide about it. */
async function refuseLastOwner(tx: Reader, address: EmailAddress): Promise<void> {
  for (const list of await allLists(tx)) {
    const owners = (await listStaff(tx, list.id)).filter(({ owner }) => owner);
    if (owners.length !== 1 || !owners.some((one) => sameAddress(one.address, address))) continue;
    const publicText = `${address} is the only owner of ${list.address}. Name another one first: conclave list owner add ${list.address} ADDRESS`;
    throw new AppError({ code: "not-allowed", publicText });
  }
}

const POSTS = ["kept", "archived", "digest_post"];

function summary({ table, rows, stays }: PersonTable, posts: boolean): ErasedPerson["tables"][number] {
  return { table, rows: rows.length, stays: posts && POSTS.includes(table) ? null : stays };
}
