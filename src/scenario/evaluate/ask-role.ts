/** `is_subscriber`, `is_owner`, `is_editor`, `is_listmaster`: any address of the argument will do. */
import { parseAddresses } from "#mime";
import type { Condition } from "../parse/condition.ts";
import { listOf, type Situation, type Value } from "../parse/read-operand.ts";
import { trimBlanks } from "../parse/perl-text.ts";
import type { Role } from "./world.ts";

export async function isInRole(
  condition: Condition,
  values: readonly Value[],
  situation: Situation,
): Promise<boolean> {
  const whom = values.at(-1);
  if (whom === undefined || whom === "nobody") return false;
  const addresses = addressesIn(whom);
  if (condition.name === "is_listmaster") return isAnyListmaster(addresses, situation);
  const list = listNamed(condition, values[0], situation);
  const role = condition.name.slice("is_".length) as Role;
  for (const address of addresses) if (await hasRole(role, list, { address, situation })) return true;
  return false;
}

interface Whom {
  readonly address: string;
  readonly situation: Situation;
}

/** QUIRK: a listmaster is an owner of every list, and neither a subscriber nor an editor. */
async function hasRole(role: Role, list: string, { address, situation }: Whom): Promise<boolean> {
  const has = await situation.world.hasRole(role, list, address);
  if (has !== false || role !== "owner") return has === true;
  return situation.world.isListmaster(address);
}

async function isAnyListmaster(addresses: readonly string[], { world }: Situation): Promise<boolean> {
  for (const address of addresses) if (await world.isListmaster(address)) return true;
  return false;
}

/** `[listname]` is this very list; a bare name one of the same domain. */
function listNamed(condition: Condition, value: Value, { world }: Situation): string {
  const [operand] = condition.operands;
  if (operand?.kind === "list" && operand.parameter === "name") return listOf(world).address;
  const name = (typeof value === "string" ? value : "").toLowerCase();
  return name.includes("@") ? name : `${name}@${world.domain}`;
}

function addressesIn(value: Exclude<Value, undefined>): readonly string[] {
  const texts = typeof value === "string" ? [value] : value;
  return texts.flatMap((text) => {
    const mailboxes = parseAddresses(text)
      .flatMap((one) => (one.kind === "group" ? one.mailboxes : [one]))
      .flatMap((one) => (one.kind === "mailbox" ? [one.address] : []));
    const plain = mailboxes.length === 0 ? [trimBlanks(text)] : mailboxes;
    return plain.filter((address) => address !== "").map((address) => address.toLowerCase());
  });
}
