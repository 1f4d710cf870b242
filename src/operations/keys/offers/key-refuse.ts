import { z } from "zod";
import { addDays, ok } from "#base";
import { refuseKeyOffer } from "#store";
import { address, rowIds } from "../../input.ts";
import { operation } from "../../operation.ts";
import { wantedList } from "../../wanted.ts";
import { wantedOffers } from "./wanted-offers.ts";

const NOT_AGAIN_DAYS = 365;

/** The same key is not offered again for a year. */
export const keyRefuse = operation({
  name: "key.refuse",
  summary: "Refuse keys of members that wait for an owner",
  input: z.strictObject({ list: address, numbers: rowIds }),
  async run({ db, clock }, wanted) {
    const until = addDays(clock.now(), NOT_AGAIN_DAYS);
    const refused = await db.transact(async (tx) => {
      const offers = await wantedOffers(tx, await wantedList(tx, wanted.list), wanted.numbers);
      for (const { id } of offers) await refuseKeyOffer(tx, id, until);
      return offers.map(({ member, fingerprint }) => ({ member, fingerprint }));
    });
    return ok(refused);
  },
});
