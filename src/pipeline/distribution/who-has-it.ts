/**
 * Members who want no copy of a post from the list: its author, and whom its To and Cc name, as they chose. On a list
 * with keys only addresses count that the author signed (S2): what anybody can write keeps no post from anybody.
 */
import { addressKey, type AddressKey, type EmailAddress, type MemberId, parseEmailAddress } from "#base";
import { usesKeys } from "#lists";
import { mailboxesOf } from "#mime";
import { gotItAlready, type Reader } from "#store";
import type { InFlight } from "../in-flight.ts";
import { signedAddressees } from "../facts/signed-addressees.ts";

export async function whoHasIt(tx: Reader, mail: InFlight): Promise<ReadonlySet<MemberId>> {
  const { list, member: author } = mail;
  return gotItAlready(tx, { listId: list.id, author, named: namedIn(mail) });
}

/** Whether its To or Cc name this address. */
export function isNamedIn(mail: InFlight, address: EmailAddress): boolean {
  return namedIn(mail).includes(addressKey(address));
}

function namedIn(mail: InFlight): readonly AddressKey[] {
  if (usesKeys(mail.list.settings)) return keysOf(signedAddressees(mail));
  const fields = ["to", "cc", "resent-to", "resent-cc"].flatMap((name) =>
    mailboxesOf(mail.message.header, name),
  );
  return keysOf(fields.map(({ address }) => address));
}

function keysOf(addresses: readonly string[]): readonly AddressKey[] {
  const keys = addresses.flatMap((text) => {
    const address = parseEmailAddress(text);
    return address.ok ? [addressKey(address.value)] : [];
  });
  return [...new Set(keys)];
}
