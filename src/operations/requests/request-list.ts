import { z } from "zod";
import { ok } from "#base";
import { waitingRequests } from "#store";
import { listAddresses } from "../held/held-list.ts";
import { address } from "../input.ts";
import { operation } from "../operation.ts";
import { wantedList } from "../wanted.ts";
import { requestView } from "./request-view.ts";

const MOST = 1000;

/** What people were asked to confirm themselves is nobody else's business, and is not shown. */
export const requestList = operation({
  name: "request.list",
  summary: "Show what people asked for and owners decide",
  input: z.strictObject({ list: address.optional() }),
  async run({ db, clock }, { list }) {
    const now = clock.now();
    const views = await db.read(async (tx) => {
      const listId = list === undefined ? "any" : (await wantedList(tx, list)).id;
      const addresses = await listAddresses(tx);
      const waiting = await waitingRequests(tx, { listId, waitsFor: "owner", now, limit: MOST });
      return waiting.map((request) => requestView(request, addresses));
    });
    return ok(views);
  },
});
