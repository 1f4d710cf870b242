/** What a question asks about, in the words of the command that asked for it; nothing else of the mail is in it (S7). */
import { spellOptions } from "#operations";
import type { StoredRequest } from "#store";

export interface Order {
  /** null: what is asked is said by its text alone. */
  readonly words: string | null;
  /** Whose it is, where it is several lists'; none: that which asks. */
  readonly lists: readonly string[];
}

/** As far as is read here of what the operations take. */
interface Input {
  readonly ids?: readonly number[];
  readonly options?: Parameters<typeof spellOptions>[0];
  readonly lists?: readonly string[];
  readonly list?: string;
  readonly also?: readonly string[];
  readonly others?: readonly string[];
  readonly other?: string;
  readonly how?: "add" | "move" | "drop";
}

const DECIDING: Readonly<Record<string, string>> = {
  "held.accept": "DISTRIBUTE",
  "held.reject": "REJECT",
  "held.discard": "DISCARD",
};

export function spellOrder({ operation, input }: Pick<StoredRequest, "operation" | "input">): Order {
  const read = JSON.parse(input) as Input;
  const { ids = [], options, lists = [], list = "", also = [] } = read;
  const deciding = DECIDING[operation];
  if (deciding !== undefined) return { words: `${deciding} ${ids.join(" ")}`, lists: [] };
  if (operation === "held.list") return { words: "MODINDEX", lists: [] };
  if (operation === "member.address-ask" || operation === "member.address-drop") return addressOrder(read);
  const isChoice = operation === "member.set" || operation === "member.set-all";
  return isChoice && options !== undefined
    ? { words: `SET ${spellOptions(options)}`, lists }
    : { words: null, lists: also.length === 0 ? [] : [list, ...also] };
}

/** Which address it is is what there is to agree to; it is one, and no sentence of who asks. */
function addressOrder({ how = "drop", other = "", list = "", others = [] }: Input): Order {
  const lists = others.length === 0 ? [] : [list, ...others];
  return { words: `ADDRESS ${how.toUpperCase()} ${other}`, lists };
}
