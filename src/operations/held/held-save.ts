import { z } from "zod";
import { AppError, ok, view } from "#base";
import { heldMessage } from "#store";
import { wantedHeld } from "./held-show.ts";
import { rowId } from "../input.ts";
import { operation } from "../operation.ts";

export interface HeldOctets {
  readonly id: number;
  /** The message as it arrived, in base64: what came sealed is sealed. */
  readonly message: string;
}

export const heldSave = operation({
  name: "held.save",
  summary: "Give out one held message as it arrived",
  input: z.strictObject({ id: rowId }),
  async run({ db }, { id }) {
    const message = await db.read(async (tx) => heldMessage(tx, (await wantedHeld(tx, id)).id));
    if (message === null) throw nothingKept(id);
    const found: HeldOctets = { id, message: view(message).toString("base64") };
    return ok(found);
  },
});

function nothingKept(id: number): AppError {
  return new AppError({ code: "not-found", publicText: `Of message ${id} no octets are kept.` });
}
