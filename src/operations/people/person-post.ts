/** One post of a person, as it is stored: what goes sealed only is given to nobody in clear (S6). */
import { z } from "zod";
import { goesSealed, readArchived } from "#archive";
import { AppError, ok, type PostId, view } from "#base";
import { archivedOctets, archivedOfPost, hasKeptOctets, keptOctets, listById, type Reader } from "#store";
import { rowId } from "../input.ts";
import { settingsOf } from "../lists/list-settings-of.ts";
import { operation } from "../operation.ts";

/** sent: as members got it. arrived: sealed if it came sealed. members-only: it goes to members, sealed, and by no other way. */
export type GivenPost = "sent" | "arrived" | "members-only";

export const personPost = operation({
  name: "person.post",
  summary: "Give out one post that is kept, as members got it or as it arrived",
  input: z.strictObject({ post: rowId }),
  async run({ db }, { post }) {
    const message = await db.read(async (tx) => {
      const id = post as PostId;
      const given = await howGiven(tx, id);
      if (given === "arrived") return keptOctets(tx, id);
      const row = given === "sent" ? await archivedOfPost(tx, id) : null;
      return row === null ? null : readArchived(await archivedOctets(tx, row)).message;
    });
    if (message === null) throw notGiven();
    return ok({ message: view(message).toString("base64") });
  },
});

/** null: nothing is kept of it. */
export async function howGiven(tx: Reader, id: PostId): Promise<GivenPost | null> {
  const row = await archivedOfPost(tx, id);
  const list = row === null ? null : await listById(tx, row.listId);
  if (row !== null && list !== null && !goesSealed(row, settingsOf(list))) return "sent";
  if (await hasKeptOctets(tx, id)) return "arrived";
  return row === null ? null : "members-only";
}

function notGiven(): AppError {
  const publicText =
    "Of this post nothing is kept, or it goes to members only, sealed: conclave archive send LIST NUMBER --to ADDRESS";
  return new AppError({ code: "not-found", publicText });
}
