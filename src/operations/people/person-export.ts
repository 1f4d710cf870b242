/** All that the database holds of one person (S14), for who asks for their data. */
import { z } from "zod";
import { type EmailAddress, ok } from "#base";
import { findPerson, personTables, type PersonTable } from "#store";
import { address } from "../input.ts";
import { operation } from "../operation.ts";

export interface PersonData {
  readonly address: EmailAddress;
  /** Tables with something of theirs, rows as plain values: times as ISO 8601, octets as base64. */
  readonly tables: readonly PersonTable[];
  /** Numbers of their messages that wait or were refused: `held.save` gives them as they arrived. */
  readonly messages: readonly number[];
}

export const personExport = operation({
  name: "person.export",
  summary: "Give out all that is stored of a person",
  input: z.strictObject({ address }),
  async run({ db }, { address }) {
    const data = await db.read(async (tx): Promise<PersonData> => {
      const tables = await personTables(tx, await findPerson(tx, address));
      const held = tables.find(({ table }) => table === "held")?.rows ?? [];
      return { address, tables, messages: held.map(({ id }) => Number(id)) };
    });
    return ok(data);
  },
});
