/** The header fields that say that a message comes from a list: exactly one set (RFC 2369, RFC 2919). */
import { domainOf, type EmailAddress, localPartOf } from "#base";
import { doorAddress } from "./door.ts";
import type { List } from "./list.ts";

type FieldPair = readonly [name: string, value: string];
type ListFacts = Pick<List, "address" | "settings">;

/** Fields of other lists, of other servers and of ours, taken off what comes in (S15, RFC 2369 §4). */
const FOREIGN_FIELDS: readonly RegExp[] = [
  /^(?:list-.*|x-beenthere|precedence|errors-to|return-path|delivered-to|bcc|resent-bcc)$/i,
  /^(?:x-mailman-sls-decrypted|x-conclave-.*|autocrypt|autocrypt-gossip|openpgp)$/i,
  /^(?:(?:x-|x-original-)?authentication-results|received-spf|arc-.*|(?:x-google-)?dkim-signature|domainkey-.*)$/i,
  /^x-(?:spam|spamd|rspamd|antispam|bogosity|dspam|virus|clamav|amavis)(?:-.*)?$/i,
  /^(?:disposition-notification-to|return-receipt-to|x-confirm-reading-to|x-pmrqc)$/i,
  // Mailman's: their values are passwords.
  /^(?:(?:x-)?approved?|urgent)$/i,
];

export function isForeignField(name: string): boolean {
  return FOREIGN_FIELDS.some((field) => field.test(name));
}

/** `Team <team.example.org>` (RFC 2919 §3). */
export function listIdOf(address: EmailAddress): string {
  return `${localPartOf(address)}.${domainOf(address)}`.toLowerCase();
}

export interface ListFieldsWanted {
  /** What the List-Id calls the list; "" for nothing. */
  readonly encodedName: string;
  /** Each copy says it of its own reader. */
  readonly withoutUnsubscribe: boolean;
}

/** Names only addresses that are served, so that a mail program's buttons need no owner (RFC 2369 §3). */
export function listHeaderFields(
  { address, settings }: ListFacts,
  { encodedName, withoutUnsubscribe }: ListFieldsWanted,
): readonly FieldPair[] {
  const precedence = ["Precedence", "list"] as const;
  if (settings.include_rfc2369_headers === "no") return [precedence];
  const post = ["List-Post", `<mailto:${address}>`] as const;
  return [
    ["List-Id", `${encodedName} <${listIdOf(address)}>`.trim()],
    ["List-Help", `<mailto:${doorAddress(address, "request")}?subject=help>`],
    ...(settings.include_list_post_header === "no" ? [] : [post]),
    ["List-Owner", `<mailto:${doorAddress(address, "owner")}>`],
    ["List-Subscribe", `<mailto:${doorAddress(address, "join")}>`],
    ...(withoutUnsubscribe ? [] : [["List-Unsubscribe", leaveByMail(address)] as const]),
    precedence,
  ];
}

/** Of one copy: the link of its reader, by which they leave with one click, and the address (RFC 8058 §3.1). */
export function leaveFields(address: EmailAddress, link: string): readonly FieldPair[] {
  return [
    ["List-Unsubscribe", `<${link}>, ${leaveByMail(address)}`],
    ["List-Unsubscribe-Post", "List-Unsubscribe=One-Click"],
  ];
}

function leaveByMail(address: EmailAddress): string {
  return `<mailto:${doorAddress(address, "leave")}>`;
}

/** Whether a List-Id field that came in names this list: the message has been here before. */
export function isOwnListId(value: string, address: EmailAddress): boolean {
  const inside = /<([^<>]*)>\s*$/.exec(value)?.[1] ?? value;
  return inside.trim().toLowerCase() === listIdOf(address);
}
