import { z } from "zod";
import { ok } from "#base";
import { listKeys } from "#store";
import { address } from "../input.ts";
import { operation } from "../operation.ts";
import { listKeyView } from "../views.ts";
import { wantedList } from "../wanted.ts";

export const keyShow = operation({
  name: "key.show",
  summary: "Show the keys of a list",
  input: z.strictObject({ list: address }),
  async run({ db }, wanted) {
    const keys = await db.read(async (tx) => listKeys(tx, (await wantedList(tx, wanted.list)).id));
    return ok(keys.map(listKeyView));
  },
});
