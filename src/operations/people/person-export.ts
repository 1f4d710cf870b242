/** All that the database holds of one person (S14), for who asks for their data. */
import { z } from "zod";
import { type EmailAddress, ok, type PostId } from "#base";
import { findPerson, personTables, type PersonTable, type Reader } from "#store";
import { address } from "../input.ts";
import { operation } from "../operation.ts";
import { type GivenPost, howGiven } from "./person-post.ts";
import { postsNaming } from "./posts-naming.ts";

export interface PersonData {
  readonly address: EmailAddress;
  /** Tables with something of theirs, rows as plain values: times as ISO 8601, octets as base64. */
  readonly tables: readonly PersonTable[];
  /** Numbers of their messages that wait or were refused: `held.save` gives them as they arrived. */
  readonly messages: readonly number[];
  /** What they wrote to lists and is kept: `person.post` gives what is given. */
  readonly posts: readonly PersonPost[];
}

export interface PersonPost {
  /** Of the row. */
  readonly post: number;
  readonly list: string;
  /** Of the post on its list. */
  readonly number: number;
  readonly given: GivenPost;
}

export const personExport = operation({
  name: "person.export",
  summary: "Give out all that is stored of a person",
  input: z.strictObject({ address }),
  async run({ db }, { address }) {
    const naming = await postsNaming(db, address);
    const data = await db.read(async (tx): Promise<PersonData> => {
      const tables = await personTables(tx, await findPerson(tx, address, naming));
      const held = tables.find(({ table }) => table === "held")?.rows ?? [];
      const messages = held.map(({ id }) => Number(id));
      return { address, tables, messages, posts: await postsOf(tx, tables) };
    });
    return ok(data);
  },
});

async function postsOf(tx: Reader, tables: readonly PersonTable[]): Promise<readonly PersonPost[]> {
  const rows = tables.find(({ table }) => table === "post")?.rows ?? [];
  const posts: PersonPost[] = [];
  for (const { id, list, number } of rows) {
    const given = await howGiven(tx, Number(id) as PostId);
    if (given !== null) posts.push({ post: Number(id), list: String(list), number: Number(number), given });
  }
  return posts;
}
