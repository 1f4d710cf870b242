/** The outbox row of one member: return path, and header fields that are theirs alone (`personalize`, RFC 8058). */
import { type Bytes, concatBytes } from "#base";
import { doorAddress, leaveFields, usesKeys } from "#lists";
import { type FieldList, formatAddress, formatField } from "#mime";
import type { LinkReader } from "#operations";
import type { PlannedMember } from "#store";
import type { InFlight } from "../in-flight.ts";
import type { Copy } from "../queue-copies.ts";
import type { PipelineSite } from "../site.ts";
import { isNamedIn } from "./who-has-it.ts";

type CopySite = Pick<PipelineSite, "returnPath" | "leaveLink">;

export function copyFor(site: CopySite, mail: InFlight, member: PlannedMember): Copy {
  const { memberId, address, recipient } = member;
  const effect = `inbox:${mail.inboxId}:member:${memberId}`;
  const common = { memberId, address, recipient, effect };
  // Lists without keys go out in batches under one return path; the others one by one (VERP).
  const { settings } = mail.list;
  if (!usesKeys(settings) && settings.personalize === "no")
    return { ...common, returnPath: doorAddress(mail.list.address, "bounces") };
  const fields = [
    ...leaveLinkOf(site, mail, { member: memberId, address }),
    ...(usesKeys(settings) ? [] : namedFields(mail, member)),
  ];
  return { ...common, returnPath: site.returnPath(mail.list, memberId), fields: writtenFields(fields) };
}

/** It tells nothing of the list or its member that the return path and the address to leave by do not. */
function leaveLinkOf({ leaveLink }: CopySite, { list, outgoing }: InFlight, reader: LinkReader): FieldList {
  if (!outgoing.ownLeaveLink || leaveLink === undefined) return [];
  return leaveFields(list.address, leaveLink(reader));
}

function writtenFields(fields: FieldList): Bytes {
  return concatBytes(...fields.map(([name, value]) => formatField(name, value)));
}

function namedFields(mail: InFlight, { name, address }: PlannedMember): FieldList {
  const { personalize, anonymous_list } = mail.list.settings;
  return [
    ...(personalize === "full" && anonymous_list === "no"
      ? [["To", formatAddress(name, address)] as const]
      : []),
    ...(isNamedIn(mail, address) ? [["X-Mailman-Copy", "yes"] as const] : []),
  ];
}
