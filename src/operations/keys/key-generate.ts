import { z } from "zod";
import { ok, type Scheme } from "#base";
import { addListKey, type ListKeyMaterial, makeListKey } from "#keys";
import { listKeys } from "#store";
import { address, scheme } from "../input.ts";
import { operation } from "../operation.ts";
import { listKeyView } from "../views.ts";
import { orRefuse, wantedList } from "../wanted.ts";

export const keyGenerate = operation({
  name: "key.generate",
  summary: "Make new keys for a list",
  input: z.strictObject({
    list: address,
    schemes: z.array(scheme).min(1).default(["openpgp", "smime"]),
    /** The present keys stay only to open what was sealed to them. */
    replace: z.boolean().default(false),
  }),
  async run({ db, clock, random }, wanted) {
    const list = await db.read((tx) => wantedList(tx, wanted.list));
    const request = { address: list.address, displayName: list.displayName, at: clock.now(), random };
    const made = await makeKeys(wanted.schemes, (one) => makeListKey(one, request));
    const keys = await db.transact(async (tx) => {
      for (const key of made) orRefuse(await addListKey(tx, { list, key, replace: wanted.replace }));
      return listKeys(tx, list.id);
    });
    return ok(keys.map(listKeyView));
  },
});

async function makeKeys(
  schemes: readonly Scheme[],
  make: (scheme: Scheme) => Promise<ListKeyMaterial>,
): Promise<readonly ListKeyMaterial[]> {
  const made: ListKeyMaterial[] = [];
  for (const one of new Set(schemes)) made.push(await make(one));
  return made;
}
