/** The outbox row of one member: return path, and header fields that are theirs alone (`personalize`). */
import { type Bytes, concatBytes } from "#base";
import { doorAddress, usesKeys } from "#lists";
import { type FieldList, formatAddress, formatField } from "#mime";
import type { PlannedMember } from "#store";
import type { InFlight } from "../in-flight.ts";
import type { Copy } from "../queue-copies.ts";
import type { PipelineSite } from "../site.ts";
import { isNamedIn } from "./who-has-it.ts";

type CopySite = Pick<PipelineSite, "returnPath">;

export function copyFor(site: CopySite, mail: InFlight, member: PlannedMember): Copy {
  const { memberId, address, recipient } = member;
  const effect = `inbox:${mail.inboxId}:member:${memberId}`;
  const common = { memberId, address, recipient, effect };
  // Lists without keys go out in batches under one return path; the others one by one (VERP).
  if (usesKeys(mail.list.settings)) return { ...common, returnPath: site.returnPath(mail.list, memberId) };
  if (mail.list.settings.personalize === "no")
    return { ...common, returnPath: doorAddress(mail.list.address, "bounces") };
  return { ...common, returnPath: site.returnPath(mail.list, memberId), fields: fieldsOf(mail, member) };
}

function fieldsOf(mail: InFlight, { name, address }: PlannedMember): Bytes {
  const { personalize, anonymous_list } = mail.list.settings;
  const fields: FieldList = [
    ...(personalize === "full" && anonymous_list === "no"
      ? [["To", formatAddress(name, address)] as const]
      : []),
    ...(isNamedIn(mail, address) ? [["X-Mailman-Copy", "yes"] as const] : []),
  ];
  return concatBytes(...fields.map(([field, value]) => formatField(field, value)));
}
