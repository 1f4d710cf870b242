import { z } from "zod";
import { LIMITS, ok } from "#base";
import { usesKeys } from "#lists";
import { removeListPassword, setListPassword } from "#store";
import { address } from "../input.ts";
import { operation } from "../operation.ts";
import { wantedList } from "../wanted.ts";
import { settingsOf } from "./list-settings-of.ts";
import { hashPassword } from "./password-hash.ts";

const LEAST = 6;

export interface ChangedPassword {
  readonly address: string;
  readonly state: "set" | "removed" | "none";
  /** False: the list uses keys, where no password in a mail counts. */
  readonly counts: boolean;
}

const password = z
  .string()
  .min(LEAST, { error: `choose at least ${LEAST} characters` })
  .max(LIMITS.passwordChars)
  .regex(/^\S+$/, { error: "use no blanks: it stands in a line of a mail" });

export const listPassword = operation({
  name: "list.password",
  summary: "Set the password with which moderators let posts out by mail",
  input: z.strictObject({
    list: address,
    /** null: the list gets none. */
    password: password.nullable(),
  }),
  async run({ db, random, clock }, wanted) {
    const hash = wanted.password === null ? null : await hashPassword(wanted.password, random);
    return db.transact(async (tx) => {
      const list = await wantedList(tx, wanted.list);
      const { address } = list;
      const counts = !usesKeys(settingsOf(list));
      if (hash !== null) {
        await setListPassword(tx, { listId: list.id, hash, at: clock.now() });
        return ok<ChangedPassword>({ address, state: "set", counts });
      }
      const removed = await removeListPassword(tx, list.id);
      return ok<ChangedPassword>({ address, state: removed ? "removed" : "none", counts });
    });
  },
});
