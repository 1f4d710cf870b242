import { z } from "zod";
import { AppError, ok } from "#base";
import { listKeys } from "#store";
import { KEY_FORMS } from "../held/errand-order.ts";
import { address } from "../input.ts";
import { operation } from "../operation.ts";
import { tellMembers } from "./tell-members.ts";
import { wantedList } from "../wanted.ts";

export const listSendKey = operation({
  name: "list.send-key",
  summary: "Send a list's keys to all its members",
  input: z.strictObject({
    list: address,
    /** Absent: the OpenPGP key armoured, the certificate as PEM, its authority beside it. */
    form: z.enum(KEY_FORMS).optional(),
  }),
  async run(context, wanted) {
    const { list, keys } = await context.db.read(async (tx) => {
      const found = await wantedList(tx, wanted.list);
      return { list: found, keys: await listKeys(tx, found.id) };
    });
    if (!keys.some(({ active }) => active)) {
      const publicText = `${list.address} has no keys to send.`;
      throw new AppError({ code: "not-found", publicText });
    }
    return ok({ told: await tellMembers(context, list, { why: "sent", old: [], form: wanted.form }) });
  },
});
