/** Counting the From: every field occurrence and every mailbox counts, well formed or not (S2, S5). */
import { type EmailAddress, sameAddress } from "#base";
import { type Address, type HeaderSection, type MalformedAddress, type Mailbox, parseAddresses } from "#mime";
import type { FromView } from "./opened.ts";

type Senders = Omit<FromView, "mismatch">;

/** The From of `used`; `outer` is what everybody could see of the same message. */
export function readFrom(used: HeaderSection, outer: HeaderSection): FromView {
  const inside = sendersOf(used);
  return { ...inside, mismatch: used !== outer && !sameSenders(inside, sendersOf(outer)) };
}

function sendersOf(section: HeaderSection): Senders {
  const fields = section.all("From");
  const found = fields.flatMap((field) => parseAddresses(field.value).flatMap(mailboxesIn));
  const entries = Math.max(found.length, fields.length);
  return { addresses: found.filter((address) => address !== null), entries };
}

/** One element per mailbox; null stands for one that has no well-formed address. */
function mailboxesIn(address: Address): (EmailAddress | null)[] {
  return address.kind === "group" ? address.mailboxes.map(addressIn) : [addressIn(address)];
}

function addressIn(mailbox: Mailbox | MalformedAddress): EmailAddress | null {
  return mailbox.kind === "mailbox" ? mailbox.address : null;
}

function sameSenders(a: Senders, b: Senders): boolean {
  if (a.entries !== b.entries || a.addresses.length !== b.addresses.length) return false;
  return a.addresses.every((address, index) => {
    const other = b.addresses[index];
    return other !== undefined && sameAddress(address, other);
  });
}
