/**
 * `subscribe_key = require`: who may join gives a key first, and shows that it is theirs. `ask`: they join first, and may
 * give it afterwards.
 */
import { z } from "zod";
import { addDays, addressKey, AppError, type EmailAddress } from "#base";
import { usesKeys } from "#lists";
import type { StoredList, Transactor } from "#store";
import { order } from "../../held/errand-order.ts";
import { settingsOf } from "../../lists/list-settings-of.ts";
import type { Context } from "../../operation.ts";
import { holdRequest } from "../../requests/hold-request.ts";
import { digestAsked } from "../digest-choice.ts";

/** What such a request is called: no command brings its key back, for the answer itself is looked at. */
export const JOIN_WITH_KEY = "join-with-key";
/** Days for each of the two answers. */
const ANSWER_DAYS = 7;

const joining = z.object({
  list: z.string().transform((text) => text as EmailAddress),
  address: z.string().transform((text) => text as EmailAddress),
  name: z.string(),
  quiet: z.boolean(),
  notify: z.boolean().default(false),
  digest: digestAsked.optional(),
  /** The key that they gave, as base64; absent: they are to give one. */
  key: z.string().optional(),
  /** The certificate that they sign with, where that is another one. */
  signing: z.string().optional(),
});

export type JoiningWithKey = z.output<typeof joining>;

/** @throws AppError internal for what this version never writes */
export function readJoining(input: string): JoiningWithKey {
  const parsed = joining.safeParse(JSON.parse(input));
  if (parsed.success) return parsed.data;
  throw new AppError({ code: "internal", publicText: "A request in the database cannot be read." });
}

/** What a list wants of who joins. One that does nothing with keys asks for none. */
export function keyWanted(list: StoredList): "no" | "ask" | "require" {
  const settings = settingsOf(list);
  return usesKeys(settings) ? settings.subscribe_key : "no";
}

interface Asked {
  readonly wanted: JoiningWithKey;
  /** They are on the list already. */
  readonly joined?: boolean;
  readonly context: Pick<Context, "clock" | "random">;
}

export async function askForKey(tx: Transactor, list: StoredList, asked: Asked): Promise<"key"> {
  const { key, until } = await holdJoining(tx, list, asked);
  const { address: to } = asked.wanted;
  const at = asked.context.clock.now();
  await order(
    tx,
    { listId: list.id, at },
    { do: "ask-key", to, key, until, again: false, joined: asked.joined ?? false },
  );
  return "key";
}

/** What they send back with the next answer, and until when. */
export async function holdJoining(
  tx: Transactor,
  list: StoredList,
  { wanted, context: { clock, random } }: Asked,
): Promise<{ readonly key: string; readonly until: Date }> {
  const at = clock.now();
  const { address: who } = wanted;
  const held = await holdRequest(
    tx,
    {
      list,
      function: JOIN_WITH_KEY,
      actor: { address: who, method: "md5" },
      email: who,
      operation: "member.join-with-key",
      input: wanted,
      asked: new Uint8Array(),
      effect: `${JOIN_WITH_KEY} ${list.id} ${addressKey(who)}`,
      at,
      days: ANSWER_DAYS,
    },
    { address: who, random },
  );
  return { key: held.key, until: addDays(at, ANSWER_DAYS) };
}
